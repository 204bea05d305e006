package ctk.core.userdb;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * A source of users and groups.
 *
 * <p>Every look-up throws {@link UserSpecException} rather than return an entry that it cannot
 * fully read, and {@link IOException} if the source is there and cannot be read. A source that is
 * missing holds nothing.
 *
 * @implSpec All ids returned lie in 0 to 4294967294. Calls come from one thread.
 */
public interface UserDb {

    /** Return the first user of that name, or null. */
    @Nullable PasswdEntry userByName(ByteString name) throws UserSpecException, IOException;

    /** Return the first user of that id, or null. */
    @Nullable PasswdEntry userById(long uid) throws UserSpecException, IOException;

    /** Return the first group of that name, or null. */
    @Nullable GroupEntry groupByName(ByteString name) throws UserSpecException, IOException;

    /**
     * Return the ids of all groups that list exactly {@code userName} as a member, in the order of
     * the source and with its repetitions. An empty name is a member of nothing.
     */
    long[] groupsOf(ByteString userName) throws UserSpecException, IOException;
}
