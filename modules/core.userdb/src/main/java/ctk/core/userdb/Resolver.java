package ctk.core.userdb;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/**
 * Finds out who a user spec means, as Docker, runc and gosu do with the package {@code user} of
 * moby/sys: what it accepts gives the same identity here, except that doubtful lines are refused.
 */
public final class Resolver {

    private static final long[] NO_GROUPS = {};
    private static final ByteString ROOT_DIRECTORY = ByteString.of("/");

    private final UserDb db;

    /** Look users and groups up in {@code db}. */
    public Resolver(UserDb db) {
        this.db = db;
    }

    /**
     * Resolve {@code spec}.
     *
     * <p>An empty user part means the caller. Without an entry for the user, the caller's gid and
     * groups are kept and home is {@code /}; root's supplementary groups are never kept. A group in
     * the spec replaces the gid and leaves no supplementary groups.
     *
     * @throws UserSpecException if a name is unknown or an entry is malformed
     * @throws IOException if the users or groups cannot be read
     */
    public Identity resolve(UserSpec spec, Caller caller) throws UserSpecException, IOException {
        PasswdEntry user = findUser(spec.user(), caller);
        IdOrName wantedGroup = spec.group();
        if (user == null) {
            long uid = idOf(spec.user(), caller);
            return wantedGroup == null
                    ? withoutEntry(uid, spec.user() != null, caller)
                    : withGroup(uid, ROOT_DIRECTORY, null, wantedGroup);
        }
        if (wantedGroup != null) {
            return withGroup(user.uid(), user.home(), user, wantedGroup);
        }
        long[] groups = db.groupsOf(user.name());
        return new Identity(user.uid(), user.gid(), groups, user.home(), user, null, List.of());
    }

    private @Nullable PasswdEntry findUser(@Nullable IdOrName wanted, Caller caller)
            throws UserSpecException, IOException {
        if (wanted instanceof IdOrName.Name named) {
            PasswdEntry user = db.userByName(named.name());
            if (user == null) {
                throw unknown("user", named.name());
            }
            return user;
        }
        return db.userById(idOf(wanted, caller));
    }

    private Identity withGroup(
            long uid, ByteString home, @Nullable PasswdEntry user, IdOrName wanted)
            throws UserSpecException, IOException {
        if (wanted instanceof IdOrName.Id number) {
            return new Identity(uid, number.id(), NO_GROUPS, home, user, null, List.of());
        }
        ByteString name = ((IdOrName.Name) wanted).name();
        GroupEntry group = db.groupByName(name);
        if (group == null) {
            throw unknown("group", name);
        }
        return new Identity(uid, group.gid(), NO_GROUPS, home, user, group, List.of());
    }

    private static Identity withoutEntry(long uid, boolean isAsked, Caller caller) {
        long[] groups = caller.uid() == 0 ? NO_GROUPS : caller.groups();
        List<String> warnings =
                isAsked && keepsRoot(caller.gid(), groups)
                        ? List.of("user " + uid + " has no passwd entry and keeps gid 0")
                        : List.of();
        return new Identity(uid, caller.gid(), groups, ROOT_DIRECTORY, null, null, warnings);
    }

    /** Return the id to look up for a part that is no name; an empty one means the caller. */
    private static long idOf(@Nullable IdOrName wanted, Caller caller) {
        return wanted instanceof IdOrName.Id number ? number.id() : caller.uid();
    }

    private static boolean keepsRoot(long gid, long[] groups) {
        for (long id : groups) {
            if (id == 0) {
                return true;
            }
        }
        return gid == 0;
    }

    private static UserSpecException unknown(String kind, ByteString name) {
        String hint =
                "add the "
                        + kind
                        + " to the image, or give UID:GID as numbers, which need no entry";
        return new UserSpecException("no such " + kind + " " + name.quoted(), hint);
    }
}
