package ctk.core.linux;

/** Error numbers that ctk tells apart (errno(3)), and their description. */
public final class Errno {

    /** Operation not permitted. */
    public static final int EPERM = 1;

    /** No such file or directory. */
    public static final int ENOENT = 2;

    /** Input/output error. */
    public static final int EIO = 5;

    /** No such device or address. */
    public static final int ENXIO = 6;

    /** The descriptor is not open, or not open for that. */
    public static final int EBADF = 9;

    /** Try again: another holds a lock. */
    public static final int EAGAIN = 11;

    /** Permission denied. */
    public static final int EACCES = 13;

    /** Something is mounted on it, or it is in use otherwise. */
    public static final int EBUSY = 16;

    /** File exists. */
    public static final int EEXIST = 17;

    /** Is on another file system. */
    public static final int EXDEV = 18;

    /** Not a directory. */
    public static final int ENOTDIR = 20;

    /** Is a directory. */
    public static final int EISDIR = 21;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    /** This process has as many files open as it may. */
    public static final int EMFILE = 24;

    /** File too large. */
    public static final int EFBIG = 27;

    /** No space left on device. */
    public static final int ENOSPC = 28;

    /** Read-only file system. */
    public static final int EROFS = 30;

    /** Nobody reads the pipe. */
    public static final int EPIPE = 32;

    /** Function not implemented. */
    public static final int ENOSYS = 38;

    /** A link, where none is followed. */
    public static final int ELOOP = 40;

    /** There is no such attribute. */
    public static final int ENODATA = 61;

    /** The file system has no attributes. */
    public static final int EOPNOTSUPP = 95;

    /** The file, of a file server, is no more. */
    public static final int ESTALE = 116;

    /** Disk quota exceeded. */
    public static final int EDQUOT = 122;

    private static final String[] WORDS = new String[134];

    static {
        WORDS[1] = "operation not permitted";
        WORDS[2] = "no such file or directory";
        WORDS[3] = "no such process";
        WORDS[4] = "interrupted system call";
        WORDS[5] = "input/output error";
        WORDS[6] = "no such device or address";
        WORDS[9] = "bad file descriptor";
        WORDS[11] = "resource temporarily unavailable";
        WORDS[12] = "cannot allocate memory";
        WORDS[13] = "permission denied";
        WORDS[16] = "device or resource busy";
        WORDS[17] = "file exists";
        WORDS[18] = "invalid cross-device link";
        WORDS[20] = "not a directory";
        WORDS[21] = "is a directory";
        WORDS[22] = "invalid argument";
        WORDS[23] = "too many open files in system";
        WORDS[24] = "too many open files";
        WORDS[25] = "inappropriate ioctl for device";
        WORDS[26] = "text file busy";
        WORDS[27] = "file too large";
        WORDS[28] = "no space left on device";
        WORDS[30] = "read-only file system";
        WORDS[32] = "broken pipe";
        WORDS[36] = "file name too long";
        WORDS[38] = "function not implemented";
        WORDS[39] = "directory not empty";
        WORDS[40] = "too many levels of symbolic links";
        WORDS[95] = "operation not supported";
        WORDS[116] = "stale file handle";
        WORDS[122] = "disk quota exceeded";
    }

    private Errno() {}

    /** Return what strerror(3) says of {@code errno}, in lower case, without asking the locale. */
    public static String describe(int errno) {
        String words = errno >= 0 && errno < WORDS.length ? WORDS[errno] : null;
        return words != null ? words : "error " + errno;
    }
}
