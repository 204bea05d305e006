package ctk.cmd.whoami;

import ctk.core.linux.Credentials;
import ctk.core.linux.ProcessState;
import ctk.core.userdb.FileUserDb;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.UserSpecException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the files of users and groups say of a process.
 *
 * @param entry of the effective user id, or null
 * @param problem why there is none though there may be a line, or null
 * @param users names by id, fit to be printed
 * @param groups names of its groups
 */
record Account(
        @Nullable PasswdEntry entry,
        @Nullable String problem,
        Map<Long, String> users,
        GroupNames groups) {

    static Account of(Credentials credentials, ProcessState state) {
        FileUserDb db =
                new FileUserDb(ImageFile.of(null, "/etc/passwd"), ImageFile.of(null, "/etc/group"));
        PasswdEntry own = null;
        String problem = null;
        Map<Long, String> users = new HashMap<>();
        for (long uid : ids(credentials.uid(), state.fileUid())) {
            try {
                PasswdEntry entry = users.containsKey(uid) ? null : db.userById(uid);
                if (entry != null) {
                    users.put(uid, entry.name().printable());
                    own = uid == credentials.effectiveUid() ? entry : own;
                }
            } catch (IOException | UserSpecException e) {
                problem = e.getMessage();
            }
        }
        long[] others = ids(credentials.groups(), state.fileGid());
        long[] all = Arrays.copyOf(others, others.length + 3);
        System.arraycopy(credentials.gid(), 0, all, others.length, 3);
        return new Account(own, problem, users, GroupNames.find(db, all[0], all));
    }

    private static long[] ids(long[] ids, long further) {
        long[] all = Arrays.copyOf(ids, ids.length + 1);
        all[ids.length] = further;
        return all;
    }

    /** Return the name of a user, or null. */
    @Nullable String user(long uid) {
        return users.get(uid);
    }

    /** Return id and, if there is one, name. */
    String numbered(long uid) {
        String name = user(uid);
        return name == null || name.isEmpty() ? Long.toString(uid) : uid + " " + name;
    }
}
