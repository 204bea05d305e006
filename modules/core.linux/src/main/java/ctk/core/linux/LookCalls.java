package ctk.core.linux;

/**
 * What people ask of the kernel who look around and mend by hand, bound by look.c; beside {@link
 * DirectoryCalls} and {@link FileCalls}. Every call returns what the manual says, or -errno.
 */
public final class LookCalls {

    /** The length of what {@link #fileSystem} fills. */
    public static final int FILE_SYSTEM = 7;

    /** The most bytes of a link's text (PATH_MAX). */
    public static final int LONGEST_LINK = 4096;

    /** For {@link #access}: may it be executed, or searched. */
    public static final int EXECUTE = 1;

    static {
        Kernel.bindLookCalls();
    }

    private LookCalls() {}

    /**
     * statx(2).
     *
     * @param name relative to {@code at}; empty for the open file {@code at} itself
     * @param facts what {@link FileStatus} keeps
     */
    static native int status(int at, byte[] name, boolean follow, long[] facts);

    /**
     * readlinkat(2).
     *
     * @param text LONGEST_LINK bytes
     * @return the length
     */
    public static native int readLink(int at, byte[] name, byte[] text);

    /**
     * statfs(2).
     *
     * @param facts becomes the size of a block in bytes; blocks in all, free, and free for users;
     *     files in all and free; the type of the file system
     */
    public static native int fileSystem(byte[] path, long[] facts);

    /** faccessat(2) with the effective ids, where links lead. */
    public static int access(byte[] path, int mode) {
        return SelfCalls.access(path, mode);
    }

    /** renameat(2) from one directory to another. */
    public static int rename(int from, byte[] name, int to, byte[] other) {
        return FileCalls.rename(from, name, to, other);
    }

    /** unlinkat(2) of an empty directory. */
    public static native int removeDirectory(int at, byte[] name);

    /** kill(2). */
    public static native int signal(int pid, int number);

    /** poll(2): return 1 if a read would not block, 0 when the time is over. */
    public static native int awaitInput(int file, int milliseconds);

    /**
     * lseek(2).
     *
     * @param at from the beginning; if negative from the end, which is -1
     * @return where it stands now, from the beginning
     */
    public static native long seek(int file, long at);

    /** lseek(2): return where a file stands. */
    public static native long position(int file);
}
