package ctk.cmd.whoami;

import ctk.core.userdb.FileUserDb;
import ctk.core.userdb.GroupEntry;
import ctk.core.userdb.UserSpecException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The names that groups have.
 *
 * @param names by id, fit to be printed; an id without a line has none
 * @param problem why there are none, or null
 */
record GroupNames(Map<Long, String> names, @Nullable String problem) {

    /** Look up the names of a group and of others. */
    static GroupNames find(FileUserDb db, long gid, long... gids) {
        Map<Long, String> names = new HashMap<>();
        names.put(gid, "");
        for (long each : gids) {
            names.put(each, "");
        }
        try {
            for (GroupEntry each : db.groupsById(names.keySet())) {
                names.put(each.gid(), each.name().printable());
            }
            return new GroupNames(names, null);
        } catch (IOException | UserSpecException e) {
            return new GroupNames(Map.of(), e.getMessage());
        }
    }

    /** Return the name of a group, or null. */
    @Nullable String of(long gid) {
        String name = names.get(gid);
        return name == null || name.isEmpty() ? null : name;
    }

    /** Return id and, if there is one, name. */
    String numbered(long gid) {
        String name = of(gid);
        return name == null ? Long.toString(gid) : gid + " " + name;
    }
}
