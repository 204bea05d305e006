package ctk.core.seal;

import ctk.core.exec.Decision;
import ctk.core.exec.Setting;
import ctk.core.linux.ByteString;

import java.util.ArrayList;
import java.util.List;

/**
 * What a decision's record says, for people.
 *
 * @param uid that the command gets
 * @param gid likewise
 * @param groups supplementary ones
 * @param edits of the environment: {@code NAME=VALUE}, or {@code NAME} to be removed
 * @param settings titles of what else is set
 */
@SuppressWarnings("ArrayRecordComponent") // shown, never compared
public record DecisionSummary(
        long uid, long gid, long[] groups, List<ByteString> edits, List<String> settings) {

    private static final int ALL_FLAGS = 15; // of decision.h, as the next
    private static final long NO_ID = 0xffff_ffffL;

    /**
     * Read the record of an entry.
     *
     * @throws MalformedException if its form is none that {@code bin/ctk} takes; what is in the
     *     settings is not looked at
     */
    public static DecisionSummary of(SealedEntry entry) throws MalformedException {
        RecordReader in = new RecordReader(entry.decision().toBytes());
        in.require(in.u32() == Decision.MAGIC, "the first word of a decision");
        in.require(in.u32() == Decision.VERSION, "the version of a decision");
        in.require(in.u32() == entry.decision().length(), "the length of a decision");
        in.require(in.u32() <= ALL_FLAGS, "the flags of a decision");
        long uid = in.u32();
        long gid = in.u32();
        in.require(uid != NO_ID && gid != NO_ID, "an id of a decision");
        in.require(in.u32() == 0, "the index of the command, which is open,");
        long[] groups = new long[in.count(Integer.BYTES)];
        int edits = in.count(Integer.BYTES);
        int settings = in.count(Integer.BYTES);
        for (int i = 0; i < groups.length; i++) {
            groups[i] = in.u32();
        }
        in.text(); // label
        in.require(in.text().length() == 0, "the name of the command, which is open,");
        List<ByteString> changes = new ArrayList<>();
        for (int i = 0; i < edits; i++) {
            changes.add(in.text());
        }
        List<String> titles = new ArrayList<>();
        long last = 0;
        for (int i = 0; i < settings; i++) {
            long number = in.u32();
            in.require(number > last, "the order of settings");
            last = number;
            Setting.Kind kind = Setting.Kind.of(number);
            in.counted();
            if (kind == null) {
                throw new MalformedException("a decision has a setting that nobody knows");
            }
            titles.add(kind.title());
        }
        in.end();
        return new DecisionSummary(uid, gid, groups, changes, titles);
    }
}
