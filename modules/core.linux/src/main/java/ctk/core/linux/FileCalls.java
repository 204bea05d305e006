package ctk.core.linux;

/**
 * Files made, written and replaced by descriptor, bound by file.c; beside {@link DirectoryCalls}.
 * Every call returns what the manual says, or -errno; nothing is thrown and no link is followed.
 */
public final class FileCalls {

    /** The length of what {@link #details} fills. */
    public static final int DETAILS = 5;

    /** Bytes of the longest list of attributes (xattr(7)). */
    public static final int MOST_ATTRIBUTES = 65536;

    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_NOCTTY = 0400;
    private static final int O_NONBLOCK = 04000;

    static {
        Kernel.bindFileCalls();
    }

    private FileCalls() {}

    /** Open a file for reading; a FIFO without waiting for who writes to it. */
    public static int openForReading(int at, byte[] name) {
        return open(at, name, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
    }

    /** Open a file that is there for writing from its beginning. */
    public static int openForWriting(int at, byte[] name) {
        return open(at, name, O_WRONLY | O_NONBLOCK | O_NOCTTY, 0);
    }

    /** Open a file for writing, and make it if there is none. */
    public static int openOrCreate(int at, byte[] name, int mode) {
        return open(at, name, O_WRONLY | O_CREAT | O_NONBLOCK | O_NOCTTY, mode);
    }

    /** Make a file that is not there, and open it. */
    public static int create(int at, byte[] name, int mode) {
        return open(at, name, O_RDWR | O_CREAT | O_EXCL, mode);
    }

    /** read(2). */
    public static int read(int file, byte[] buffer, int offset, int length) {
        return Kernel.read(file, buffer, offset, length);
    }

    /** write(2). */
    public static int write(int file, byte[] buffer, int offset, int length) {
        return Kernel.write(file, buffer, offset, length);
    }

    /** Write all of the bytes behind what is in a file (lseek(2)): return 0, or -errno. */
    public static int append(int file, byte[] bytes) {
        int result = seekEnd(file);
        for (int done = 0; result >= 0 && done < bytes.length; ) {
            result = Kernel.write(file, bytes, done, bytes.length - done);
            done += Math.max(result, 0);
        }
        return Math.min(result, 0);
    }

    /** lseek(2) to the end: return 0, or -errno. */
    private static native int seekEnd(int file);

    /** close(2) of a file that was written: return 0, or -errno. */
    public static int close(int file) {
        return Kernel.close(file);
    }

    /** openat(2), with O_CLOEXEC and O_NOFOLLOW. */
    private static native int open(int at, byte[] name, int flags, int mode);

    /** mkdirat(2). */
    public static native int makeDirectory(int at, byte[] name, int mode);

    /** symlinkat(2). */
    public static native int makeLink(int at, byte[] name, byte[] text);

    /** renameat(2) from one directory to another, or within one. */
    public static native int rename(int from, byte[] name, int to, byte[] other);

    /**
     * Give a file another name in its directory, if nothing has that: {@code -EEXIST} if something
     * does, {@code -EINVAL} if the file system cannot tell.
     */
    public static native int place(int at, byte[] name, byte[] other);

    /** unlinkat(2) of what is no directory. */
    public static native int remove(int at, byte[] name);

    /** fchmod(2): -EBADF for a file of openPath. */
    public static native int changeMode(int file, int mode);

    /** fsync(2). */
    public static native int sync(int file);

    /** syncfs(2). */
    public static native int syncAll(int file);

    /** lseek(2) to the beginning. */
    public static native int rewind(int file);

    /** ftruncate(2). */
    public static native int truncate(int file, long size);

    /**
     * copy_file_range(2) from where one descriptor stands to where the other does.
     *
     * @return the count, 0 at the end
     */
    public static native long copyRange(int from, int to, long most);

    /**
     * statx(2) of an open file, also one of openPath.
     *
     * @param details becomes its size in bytes, then the times of access and modification, each as
     *     seconds and nanoseconds
     */
    public static native int details(int file, long[] details);

    /** Set the times of an open file (futimens(3)) to those of another's details. */
    public static native int setTimes(int file, long[] details);

    /** Set the times of a link (utimensat(2)) likewise. */
    public static native int setLinkTimes(int at, byte[] name, long[] details);

    /**
     * flistxattr(2).
     *
     * @param names MOST_ATTRIBUTES bytes; each name ends with NUL
     * @return the length of all
     */
    public static native int attributes(int file, byte[] names);

    /** Copy an extended attribute (fgetxattr(2), fsetxattr(2)). */
    public static native int copyAttribute(int from, int to, byte[] name);

    /** fremovexattr(2). */
    public static native int removeAttribute(int file, byte[] name);

    /**
     * Lock all of a file for writing (fcntl(2), F_SETLK), without waiting. The lock ends when this
     * process closes any descriptor of the file.
     *
     * @return 0, or -EAGAIN or -EACCES if another process has one
     */
    public static native int lock(int file);

    /** Fill up to 256 bytes (getrandom(2)). */
    public static native int random(byte[] bytes);
}
