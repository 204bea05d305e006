package ctk.core.userdb;

/** The user and group ids that the kernel can give to a process. */
final class Ids {

    /**
     * The largest id; the next one is (uid_t) -1, which setresuid(2) reads as "leave unchanged".
     */
    static final long MAX = 4_294_967_294L;

    private Ids() {}

    static boolean isValid(long id) {
        return id >= 0 && id <= MAX;
    }

    /** Throw IllegalArgumentException unless {@code id} is valid: a mistake of the program. */
    static void require(long id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException("id " + id + " is out of range (0 to " + MAX + ")");
        }
    }
}
