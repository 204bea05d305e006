package ctk.core.exec;

import ctk.core.linux.ByteString;
import ctk.core.linux.Capability;
import ctk.core.linux.Credentials;
import ctk.core.userdb.Identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decides what has to change, and whether this process may change it. */
public final class Decider {

    private static final ByteString HOME = ByteString.of("HOME=");
    private static final ByteString NO_HOME = ByteString.of("HOME");

    private Decider() {}

    /**
     * Decide a start. Nothing is asked of the kernel.
     *
     * @param request who, as whom now, and which command
     * @return what the performer is to do
     * @throws RefusedException if something would have to change and the capability for it is
     *     missing
     */
    public static Decision decide(Request request) throws RefusedException {
        Identity target = request.target();
        Credentials now = request.now();
        long[] groups = Groups.ascending(target.groups());
        long[] has = Groups.sorted(now.groups());
        boolean setGroups = !Arrays.equals(groups, has);
        if (setGroups && !now.has(Capability.CAP_SETGID) && equivalent(groups, has, target.gid())) {
            groups = has;
            setGroups = false;
        }
        boolean setGid = !all(now.gid(), target.gid());
        boolean setUid = !all(now.uid(), target.uid());
        if (setGroups) {
            require(Capability.CAP_SETGID, "the supplementary groups", request);
        }
        // an id that is already real, effective or saved needs no capability (setresuid(2))
        if (setGid && !any(now.gid(), target.gid())) {
            require(Capability.CAP_SETGID, "the group", request);
        }
        if (setUid && !any(now.uid(), target.uid())) {
            require(Capability.CAP_SETUID, "the user", request);
        }
        return new Decision(
                target.uid(),
                target.gid(),
                groups,
                setGroups,
                setGid,
                setUid,
                edits(target.home(), request.edits()),
                request.settings(),
                request.command(),
                request.commandName().quoted(),
                request.style(),
                request.label());
    }

    /**
     * Decide a start that stays who the process is, HOME and all.
     *
     * @param command index of the command in argv, at least 1
     * @param name the command as it was given
     * @param edits of the environment, as in {@link Request}
     * @param settings likewise
     * @param label what error lines start with
     */
    public static Decision stay(
            Credentials now,
            int command,
            ByteString name,
            List<ByteString> edits,
            List<Setting> settings,
            String label) {
        long[] groups = Groups.ascending(now.groups());
        return new Decision(
                now.effectiveUid(),
                now.effectiveGid(),
                groups,
                false,
                false,
                false,
                edits,
                settings,
                command,
                name.quoted(),
                Request.Style.CTK,
                label);
    }

    /** What a step says of HOME was said on purpose, and counts for what is in the entry. */
    private static List<ByteString> edits(ByteString directory, List<ByteString> further) {
        if (further.isEmpty()) {
            return List.of(home(directory));
        }
        List<ByteString> edits = new ArrayList<>(further.size() + 1);
        edits.add(home(directory));
        for (int i = 0; i < further.size(); i++) {
            ByteString edit = further.get(i);
            if (edit.startsWith(HOME) || edit.equals(NO_HOME)) {
                edits.set(0, edit);
            } else {
                edits.add(edit);
            }
        }
        return edits;
    }

    /** An entry without a home directory means the root directory, as it does for runc. */
    private static ByteString home(ByteString directory) {
        byte[] value = directory.length() == 0 ? new byte[] {'/'} : directory.toBytes();
        byte[] edit = Arrays.copyOf(HOME.toBytes(), HOME.length() + value.length);
        System.arraycopy(value, 0, edit, HOME.length(), value.length);
        return ByteString.of(edit);
    }

    private static void require(Capability capability, String what, Request request)
            throws RefusedException {
        Credentials now = request.now();
        if (now.has(capability)) {
            return;
        }
        boolean reaching = now.effectiveUid() != 0 && request.target().uid() == 0;
        throw new RefusedException(
                "changing " + what + " needs " + capability,
                reaching
                        ? "ctk only gives rights up; sudo gains them"
                        : "start as root, with CAP_SETUID and CAP_SETGID (docker run --cap-add"
                                + " SETUID --cap-add SETGID)");
    }

    /** The primary group gives the same rights whether or not it is a supplementary group too. */
    private static boolean equivalent(long[] wanted, long[] have, long primary) {
        return Arrays.equals(
                Groups.without(primary, wanted), Groups.without(primary, Groups.ascending(have)));
    }

    private static boolean all(long[] ids, long id) {
        return ids[0] == id && ids[1] == id && ids[2] == id;
    }

    private static boolean any(long[] ids, long id) {
        return ids[0] == id || ids[1] == id || ids[2] == id;
    }
}
