package ctk.core.setup;

/**
 * The owner of a file.
 *
 * @param uid user id, 0 to 4294967294
 * @param gid group id, 0 to 4294967294
 */
public record Owner(long uid, long gid) {

    /** The administrator. */
    public static final Owner ROOT = new Owner(0, 0);

    private static final long MOST = 4_294_967_294L;

    /** Refuse ids that no file can have with IllegalArgumentException. */
    public Owner {
        if (uid < 0 || uid > MOST || gid < 0 || gid > MOST) {
            throw new IllegalArgumentException(uid + ":" + gid + " is out of range");
        }
    }

    @Override
    public String toString() {
        return uid + ":" + gid;
    }
}
