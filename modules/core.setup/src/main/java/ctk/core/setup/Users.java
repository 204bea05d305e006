package ctk.core.setup;

import org.jspecify.annotations.Nullable;

/** Users and groups: those of /etc/passwd and /etc/group (passwd(5), group(5)). */
public interface Users {

    /**
     * A user.
     *
     * @param name its name
     * @param uid its id
     * @param gid the id of its primary group
     * @param home its home directory
     */
    record User(String name, long uid, long gid, String home) {}

    /**
     * Resolve {@code USER[:GROUP]} as {@code ctk run} does: names, or numbers.
     *
     * @throws SetupException if there is no such user or group
     */
    Owner owner(String spec) throws SetupException;

    /**
     * Return the user of that name, or null.
     *
     * @throws SetupException if the file cannot be read, or the line is malformed
     */
    @Nullable User user(String name) throws SetupException;

    /** Return the first user with that id, or null. */
    @Nullable User user(long uid) throws SetupException;

    /** Return the id of the group of that name, or -1. */
    long group(String name) throws SetupException;
}
