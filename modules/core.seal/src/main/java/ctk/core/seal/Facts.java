package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.linux.ProcessState;

import java.util.Arrays;

/**
 * Who the process is that a decision is made for.
 *
 * @param uid real, effective and saved user id
 * @param gid real, effective and saved group id
 * @param permitted capability set, bit n for capability n
 * @param effective capability set
 * @param bounding capability set
 * @param securebits the bits of capabilities(7)
 * @param noNewPrivileges whether execve(2) gives no rights
 * @param groups supplementary group ids, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // compared one by one
public record Facts(
        long[] uid,
        long[] gid,
        long permitted,
        long effective,
        long bounding,
        int securebits,
        boolean noNewPrivileges,
        long[] groups) {

    /** NGROUPS_MAX of Linux. */
    private static final int MOST_GROUPS = 65536;

    /** Return those of this process. */
    public static Facts current() throws KernelException {
        Credentials now = Credentials.current();
        ProcessState state = ProcessState.current();
        long[] groups = now.groups().clone();
        Arrays.sort(groups);
        return new Facts(
                now.uid(),
                now.gid(),
                now.permitted(),
                now.effective(),
                state.bounding(),
                state.securebits(),
                state.noNewPrivileges() == 1,
                groups);
    }

    /** Let {@link Credentials} and {@link ProcessState} of this process tell these facts. */
    public void suppose() {
        ProcessState.suppose(null);
        ProcessState now = ProcessState.current();
        Credentials.suppose(new Credentials(uid, gid, groups, effective, permitted, 0));
        ProcessState.suppose(
                new ProcessState(
                        uid[1],
                        gid[1],
                        bounding,
                        0,
                        now.capabilities(),
                        noNewPrivileges ? 1 : 0,
                        now.seccomp(),
                        securebits));
    }

    /** Let them tell the truth again. */
    public static void supposeNothing() {
        Credentials.suppose(null);
        ProcessState.suppose(null);
    }

    static Facts read(RecordReader in) throws MalformedException {
        long[] uid = {in.u32(), in.u32(), in.u32()};
        long[] gid = {in.u32(), in.u32(), in.u32()};
        long permitted = in.u64();
        long effective = in.u64();
        long bounding = in.u64();
        int securebits = (int) in.u32();
        boolean noNewPrivileges = in.truth();
        long[] groups = new long[in.count(Integer.BYTES)];
        in.require(groups.length <= MOST_GROUPS, "a count");
        for (int i = 0; i < groups.length; i++) {
            groups[i] = in.u32();
            in.require(i == 0 || groups[i] > groups[i - 1], "the order of groups");
        }
        return new Facts(
                uid, gid, permitted, effective, bounding, securebits, noNewPrivileges, groups);
    }

    void write(RecordWriter out) {
        for (long each : uid) {
            out.u32(each);
        }
        for (long each : gid) {
            out.u32(each);
        }
        out.u64(permitted);
        out.u64(effective);
        out.u64(bounding);
        out.u32(securebits);
        out.u32(noNewPrivileges ? 1 : 0);
        out.u32(groups.length);
        for (long each : groups) {
            out.u32(each);
        }
    }
}
