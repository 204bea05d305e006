package ctk.core.userdb;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who a user spec means: the credentials to take on, and why.
 *
 * @param uid the user id, 0 to 4294967294
 * @param gid the primary group id, 0 to 4294967294
 * @param groups the supplementary groups, possibly empty; taken over, not copied
 * @param home the home directory, as the passwd entry has it; {@code /} without an entry
 * @param user the passwd entry that was used, or null
 * @param group the group entry that gave {@code gid}, or null
 * @param warnings what the user should be told, one line each
 */
@SuppressWarnings("ArrayRecordComponent") // a list would box each id; nothing compares identities
public record Identity(
        long uid,
        long gid,
        long[] groups,
        ByteString home,
        @Nullable PasswdEntry user,
        @Nullable GroupEntry group,
        List<String> warnings) {

    /** Refuse an id that is none with IllegalArgumentException, wherever it came from. */
    public Identity {
        Ids.require(uid);
        Ids.require(gid);
        for (long id : groups) {
            Ids.require(id);
        }
    }
}
