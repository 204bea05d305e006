package ctk.core.linux;

/**
 * Files by descriptor: openat(2) and its kin, bound by directory.c. Names are bytes of an array, so
 * that a walk makes no object for each. Every call returns what the manual says, or -errno; nothing
 * is thrown and no link is followed unless it says so.
 */
public final class DirectoryCalls {

    /** The working directory, in place of a directory's descriptor (AT_FDCWD). */
    public static final int WORKING_DIRECTORY = -100;

    private static final long OVERLAYFS_SUPER_MAGIC = 0x794c7630;
    private static final long PROC_SUPER_MAGIC = 0x9fa0;
    private static final long ST_RDONLY = 1;
    private static final int O_RDONLY = 0;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_PATH = 0x200000;
    private static final int O_DIRECTORY = IsArm.YES ? 0x4000 : 0x10000;
    private static final int O_NOFOLLOW = IsArm.YES ? 0x8000 : 0x20000;

    private static final int READ_ENTRIES = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK;

    static {
        Kernel.bindDirectoryCalls();
    }

    private DirectoryCalls() {}

    /** Open a directory for reading its entries. */
    public static int openDirectory(int at, byte[] name, int offset, int length) {
        return open(at, name, offset, length, READ_ENTRIES);
    }

    /**
     * Open a directory for reading its entries unless something is mounted there, which is answered
     * by -EXDEV without asking whoever serves that mount. Before Linux 5.8 it is not recognised;
     * what is mounted between the look and the opening neither.
     */
    public static int openDirectoryHere(int at, byte[] name, int offset, int length) {
        return open(at, name, offset, length, READ_ENTRIES, true);
    }

    /** Open a file for reading; one that blocks is opened all the same, so that it can be told. */
    public static int openFile(int at, byte[] name, boolean follow) {
        int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
        return open(at, name, 0, name.length, flags);
    }

    /** Open any file, a link as itself, without access to its content (O_PATH). */
    public static int openPath(int at, byte[] name, int offset, int length) {
        return open(at, name, offset, length, O_PATH | O_NOFOLLOW);
    }

    /** Open a directory likewise; what is mounted on demand there is mounted (automount). */
    public static int openDirectoryPath(int at, byte[] name) {
        return open(at, name, 0, name.length, O_PATH | O_NOFOLLOW | O_DIRECTORY);
    }

    /** Open any file likewise, but where a link leads. */
    public static int follow(int at, byte[] name) {
        return open(at, name, 0, name.length, O_PATH);
    }

    /** close(2). */
    public static void close(int file) {
        Kernel.close(file); // nothing was written, so nothing can be lost
    }

    private static int open(int at, byte[] name, int offset, int length, int flags) {
        return open(at, name, offset, length, flags, false);
    }

    /**
     * openat(2), with O_CLOEXEC.
     *
     * @param here not if something is mounted there, which statx(2) tells: -EXDEV
     */
    private static native int open(
            int at, byte[] name, int offset, int length, int flags, boolean here);

    /**
     * getdents64(2).
     *
     * @param entries where they are written
     * @param names where their names start: of directories from the array's end downwards, of the
     *     others from its beginning
     * @param counts how many are no directories, how many are, and how many of the others may be
     *     (d_type unknown)
     * @return the number of bytes, 0 at the end
     */
    static native int read(int directory, byte[] entries, int[] names, int[] counts);

    /**
     * statx(2) of entries of a directory.
     *
     * @param offsets where their names start in {@code entries}
     * @param count of offsets
     * @param all tell of every entry; else only of those that have another owner or group, are
     *     directories or mount points, have several links, or failed
     * @param facts where the answer is written
     * @return the number of entries that it tells of
     */
    static native int inspect(
            int directory,
            byte[] entries,
            int length,
            int[] offsets,
            int count,
            int uid,
            int gid,
            boolean all,
            long[] facts);

    /** statx(2) of an open file. */
    static native int status(int file, long[] facts);

    /**
     * fchownat(2) of entries of a directory, links as themselves.
     *
     * @param errors if one fails, its errno or 0 for each
     * @return the number that failed
     */
    static native int changeOwners(
            int directory,
            byte[] entries,
            int length,
            int[] offsets,
            int count,
            int uid,
            int gid,
            int[] errors);

    /** fchownat(2) of an open file, also one of openPath. */
    public static native int changeOwner(int file, int uid, int gid);

    /**
     * fchmodat2(2) of an open file, also one of openPath. Before Linux 6.6 by /proc/self/fd, so
     * that -ENOENT means that there is no /proc.
     */
    public static native int changeMode(int file, int mode);

    /**
     * Read the file capabilities (capabilities(7)) of a file of openPath, by /proc/self/fd.
     *
     * @param value 64 bytes, more than they ever are
     * @return their length
     */
    public static native int fileCapabilities(int file, byte[] value);

    /** Set the file capabilities of a file of openPath. */
    public static native int setFileCapabilities(int file, byte[] value, int length);

    /**
     * readlinkat(2) of a link of openPath.
     *
     * @param text 4096 bytes
     * @return the length
     */
    public static native int readLink(int link, byte[] text);

    /** Tell whether a link lies on procfs, where one may lead elsewhere than its text says. */
    public static boolean isOfProc(int link) {
        return fileSystem(link) == PROC_SUPER_MAGIC;
    }

    /** Tell whether an open file lies on an overlay (fstatfs(2)). */
    public static boolean isOverlay(int file) {
        return fileSystem(file) == OVERLAYFS_SUPER_MAGIC;
    }

    /** fstatfs(2): return f_type, or -errno. */
    private static native long fileSystem(int file);

    /** Tell whether an open file lies on a mount that nobody can write to (fstatfs(2)). */
    public static boolean isOnReadOnlyMount(int file) {
        long flags = mountFlags(file);
        return flags >= 0 && (flags & ST_RDONLY) != 0;
    }

    /** fstatfs(2): return f_flags, or -errno. */
    private static native long mountFlags(int file);

    /** Duplicate a descriptor (fcntl(2), F_DUPFD_CLOEXEC). */
    public static native int duplicate(int file);

    /** Start to read a directory again from its first entry. */
    public static native int rewind(int directory);

    /** Return how many descriptors this process may have (getrlimit(2), RLIMIT_NOFILE). */
    public static native int descriptorLimit();

    /** Two flags have other values on arm64 (asm/fcntl.h). */
    private static final class IsArm {
        static final boolean YES = "aarch64".equals(System.getProperty("os.arch"));
    }
}
