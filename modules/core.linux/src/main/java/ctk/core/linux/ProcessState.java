package ctk.core.linux;

import org.jspecify.annotations.Nullable;

/**
 * What this process may do, beside its {@link Credentials}, as system calls tell it: /proc is not
 * needed. All of it is as ctk was started.
 *
 * @param fileUid user id for access to files (setfsuid(2))
 * @param fileGid group id for access to files
 * @param bounding capability set, bit n for capability n
 * @param ambient capability set
 * @param capabilities how many the kernel knows; theirs are the numbers below
 * @param noNewPrivileges 1 if execve(2) gives no rights, 0 if it may, or -errno
 * @param seccomp 0 for none, 2 for a filter (seccomp(2)), or -errno
 * @param securebits the bits of capabilities(7), or -errno
 */
public record ProcessState(
        long fileUid,
        long fileGid,
        long bounding,
        long ambient,
        int capabilities,
        int noNewPrivileges,
        int seccomp,
        int securebits) {

    private static final int MAY_WRITE_AND_SEARCH = 3;
    private static final int LONGEST_RELEASE = 65;

    /** What is told instead of the truth, or null. */
    private static volatile @Nullable ProcessState supposed;

    /** Ask the kernel. */
    public static ProcessState current() {
        ProcessState instead = supposed;
        if (instead != null) {
            return instead;
        }
        long[] facts = new long[8];
        SelfCalls.state(facts);
        return new ProcessState(
                facts[0],
                facts[1],
                facts[2],
                facts[3],
                (int) facts[4],
                (int) facts[5],
                (int) facts[6],
                (int) facts[7]);
    }

    /**
     * Let {@link #current} tell what would be so in another process: as {@link
     * Credentials#suppose}.
     */
    public static void suppose(@Nullable ProcessState other) {
        supposed = other;
    }

    /** Return the set of all capabilities that the kernel knows. */
    public long known() {
        return capabilities == Long.SIZE ? -1 : (1L << capabilities) - 1;
    }

    /** Return the kernel's release, such as {@code 6.8.0-45-generic}; empty if it is denied. */
    public static ByteString kernelRelease() {
        byte[] room = new byte[LONGEST_RELEASE];
        return ByteString.of(room).slice(0, Math.max(SelfCalls.release(room), 0));
    }

    /**
     * Ask whether a path is a directory in which this process may make files (faccessat(2)).
     *
     * @return 0, or the errno that says why not
     */
    public static int mayMakeFilesIn(ByteString directory) {
        byte[] path = ByteString.of("/.").toBytes();
        byte[] whole = new byte[directory.length() + path.length];
        System.arraycopy(directory.toBytes(), 0, whole, 0, directory.length());
        System.arraycopy(path, 0, whole, directory.length(), path.length);
        return -SelfCalls.access(whole, MAY_WRITE_AND_SEARCH);
    }

    /** Return the niceness of this process (getpriority(2)), from -20 to 19. */
    public static int niceness() {
        return SelfCalls.niceness();
    }

    /**
     * Tell whether setgroups(2) is denied in the user namespace, whatever capabilities there are
     * (user_namespaces(7)); without /proc it is not known, and false.
     */
    public static boolean isSetGroupsDenied() {
        return SelfCalls.isSetGroupsDenied();
    }

    /** Tell whether a seccomp filter forbids TIOCSTI (ioctl_tty(2)), whatever the terminal. */
    public static boolean isInjectionFiltered() {
        return SelfCalls.isInjectionFiltered();
    }
}
