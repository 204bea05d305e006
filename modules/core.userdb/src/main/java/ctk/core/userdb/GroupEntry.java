package ctk.core.userdb;

import ctk.core.linux.ByteString;

/**
 * A group as group(5) describes one, without its members.
 *
 * @param name the name of the group
 * @param gid the group id, 0 to 4294967294
 * @param origin the line that says so
 */
public record GroupEntry(ByteString name, long gid, Origin origin) {}
