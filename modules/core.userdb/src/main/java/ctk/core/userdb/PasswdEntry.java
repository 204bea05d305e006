package ctk.core.userdb;

import ctk.core.linux.ByteString;

/**
 * A user as passwd(5) describes one. Home and shell are as stored: possibly empty or relative.
 *
 * @param name the login name, empty if the line has none
 * @param uid the user id, 0 to 4294967294
 * @param gid the id of the primary group, 0 to 4294967294
 * @param home the home directory
 * @param shell the login shell
 * @param origin the line that says so
 */
public record PasswdEntry(
        ByteString name, long uid, long gid, ByteString home, ByteString shell, Origin origin) {}
