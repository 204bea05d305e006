package ctk.core.exec;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who the process becomes, and which command: all that the performer is told. The same decision
 * always has the same bytes.
 *
 * @param uid real, effective and saved user id to be
 * @param gid real, effective and saved group id to be
 * @param groups supplementary group ids to be, ascending
 * @param setGroups whether setgroups(2) is called; if not, the groups already are so
 * @param setGid whether setresgid(2) is called
 * @param setUid whether setresuid(2) is called
 * @param edits {@code NAME=VALUE} to set in the environment, {@code NAME} to remove from it
 * @param settings what else is set, one of a kind
 * @param command index of the command in argv
 * @param quoted the command's name for error lines
 * @param style how failures are reported
 * @param label what error lines start with
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its bytes
public record Decision(
        long uid,
        long gid,
        long[] groups,
        boolean setGroups,
        boolean setGid,
        boolean setUid,
        List<ByteString> edits,
        List<Setting> settings,
        int command,
        String quoted,
        Request.Style style,
        String label) {

    // decision.h has the same
    /** What a record begins with: "CTKD". */
    public static final int MAGIC = 0x444b5443;

    /** The version of the record's form. */
    public static final int VERSION = 3;

    private static final int SET_GROUPS = 1;
    private static final int SET_GID = 2;
    private static final int SET_UID = 4;
    private static final int GOSU = 8;

    /** Return the record that decision.h describes. */
    public byte[] encode() {
        RecordWriter out = new RecordWriter();
        out.u32(MAGIC);
        out.u32(VERSION);
        int length = out.reserve();
        out.u32(flags());
        out.u32(uid);
        out.u32(gid);
        out.u32(command);
        out.u32(groups.length);
        out.u32(edits.size());
        out.u32(settings.size());
        for (long group : groups) {
            out.u32(group);
        }
        out.text(ByteString.of(label));
        out.text(ByteString.of(quoted));
        for (int i = 0; i < edits.size(); i++) {
            out.text(edits.get(i));
        }
        int last = 0;
        for (int i = 0; i < settings.size(); i++) {
            last = write(out, last);
        }
        return out.finish(length);
    }

    /**
     * Return the record of whichever command: its index is 0 and its name is empty, until who
     * performs it fills them in.
     */
    public byte[] encodeOpen() {
        return new Decision(
                        uid, gid, groups, setGroups, setGid, setUid, edits, settings, 0, "", style,
                        label)
                .encode();
    }

    /** Write the setting with the next number after one; return its number. */
    private int write(RecordWriter out, int after) {
        Setting next = null;
        for (int i = 0; i < settings.size(); i++) {
            Setting each = settings.get(i);
            int number = each.kind().number();
            if (number > after && (next == null || number < next.kind().number())) {
                next = each;
            }
        }
        if (next == null) {
            throw new IllegalStateException("two settings of a kind");
        }
        out.u32(next.kind().number());
        out.u32(next.payload().length);
        out.bytes(next.payload());
        return next.kind().number();
    }

    /** Return the setting of a kind, or null. */
    public @Nullable Setting setting(Setting.Kind kind) {
        for (int i = 0; i < settings.size(); i++) {
            if (settings.get(i).kind() == kind) {
                return settings.get(i);
            }
        }
        return null;
    }

    /** Whether the capability sets are emptied but for what is kept: for every target but root. */
    public boolean clearsCapabilities() {
        return uid != 0;
    }

    private int flags() {
        int flags = setGroups ? SET_GROUPS : 0;
        flags |= setGid ? SET_GID : 0;
        flags |= setUid ? SET_UID : 0;
        flags |= style == Request.Style.GOSU ? GOSU : 0;
        return flags;
    }
}
