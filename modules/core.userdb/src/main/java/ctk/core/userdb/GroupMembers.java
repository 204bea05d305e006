package ctk.core.userdb;

import ctk.core.linux.ByteString;

import java.util.List;

/**
 * A group and who is listed in it.
 *
 * @param group the entry
 * @param members names, of which each may stand twice or be no user's
 */
public record GroupMembers(GroupEntry group, List<ByteString> members) {}
