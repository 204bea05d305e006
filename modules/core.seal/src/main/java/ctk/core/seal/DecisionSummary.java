package ctk.core.seal;

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

    /** Magic number, version, length of the record, flags. */
    private static final int WORDS_BEFORE = 4;

    /** Read the record of an entry. */
    public static DecisionSummary of(SealedEntry entry) throws MalformedException {
        RecordReader in = new RecordReader(entry.decision().toBytes());
        for (int i = 0; i < WORDS_BEFORE; i++) {
            in.u32();
        }
        long uid = in.u32();
        long gid = in.u32();
        in.u32(); // the index of the command, which is open
        long[] groups = new long[in.count(Integer.BYTES)];
        int edits = in.count(Integer.BYTES);
        int settings = in.count(Integer.BYTES);
        for (int i = 0; i < groups.length; i++) {
            groups[i] = in.u32();
        }
        in.text(); // label
        in.text(); // name of the command
        List<ByteString> changes = new ArrayList<>();
        for (int i = 0; i < edits; i++) {
            changes.add(in.text());
        }
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < settings; i++) {
            Setting.Kind kind = Setting.Kind.of(in.u32());
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
