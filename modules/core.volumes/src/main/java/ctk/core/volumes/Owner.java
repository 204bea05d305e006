package ctk.core.volumes;

/**
 * An owner and a group by number.
 *
 * @param uid 0 to 4294967294, or ANY
 * @param gid likewise
 */
public record Owner(long uid, long gid) {

    /** Where an owner is compared: every id. It is no id that a file could have. */
    public static final long ANY = -1;

    /** Whoever it is. */
    public static final Owner ANYBODY = new Owner(ANY, ANY);

    /** Refuse what is no id with IllegalArgumentException. */
    public Owner {
        require(uid);
        require(gid);
    }

    /** Tell whether the ids of a file, as the kernel's bits, are those of this. */
    boolean matches(int fileUid, int fileGid) {
        return (uid == ANY || uid == Integer.toUnsignedLong(fileUid))
                && (gid == ANY || gid == Integer.toUnsignedLong(fileGid));
    }

    boolean isAnybody() {
        return uid == ANY && gid == ANY;
    }

    private static void require(long id) {
        if (id < ANY || id > 0xfffffffeL) {
            throw new IllegalArgumentException("no id: " + id);
        }
    }
}
