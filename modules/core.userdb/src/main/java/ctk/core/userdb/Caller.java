package ctk.core.userdb;

/**
 * The credentials that ctk was started with.
 *
 * @param uid the effective user id
 * @param gid the effective group id
 * @param groups the supplementary groups; taken over, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a list would box each id; nothing compares callers
public record Caller(long uid, long gid, long[] groups) {}
