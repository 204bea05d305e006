package ctk.core.linux;

import org.jspecify.annotations.Nullable;

/** All that statx(2) says of one file. */
public final class FileStatus {

    private static final int WIDTH = 20;
    private static final int TYPE = 0170000;
    private static final ByteString ITSELF = ByteString.of("");

    private final long[] facts;

    private FileStatus(long[] facts) {
        this.facts = facts;
    }

    /** The types of files (inode(7)), with the letter that ls(1) shows. */
    public enum Type {
        FIFO(0010000, 'p', "FIFO"),
        CHARACTER_DEVICE(0020000, 'c', "character device"),
        DIRECTORY(0040000, 'd', "directory"),
        BLOCK_DEVICE(0060000, 'b', "block device"),
        REGULAR(0100000, '-', "regular file"),
        LINK(0120000, 'l', "symbolic link"),
        SOCKET(0140000, 's', "socket"),
        UNKNOWN(0, '?', "unknown");

        private final int bits;
        private final char letter;
        private final String words;

        Type(int bits, char letter, String words) {
            this.bits = bits;
            this.letter = letter;
            this.words = words;
        }

        /** Return the bits of st_mode that say so (S_IFMT). */
        public int bits() {
            return bits;
        }

        /** Return the letter of ls(1). */
        public char letter() {
            return letter;
        }

        /** Return what people call it. */
        public String words() {
            return words;
        }
    }

    /**
     * Ask for a file's.
     *
     * @param path absolute, or relative to the working directory
     * @param follow a link at the end
     * @throws KernelException if it cannot be told
     */
    public static FileStatus of(ByteString path, boolean follow) throws KernelException {
        long[] facts = new long[WIDTH];
        int result =
                path.length() == 0
                        ? -Errno.ENOENT
                        : LookCalls.status(
                                DirectoryCalls.WORKING_DIRECTORY, path.toBytes(), follow, facts);
        if (result < 0) {
            throw new KernelException("look at", path, -result);
        }
        return new FileStatus(facts);
    }

    /** Ask for that of a name in an open directory, not where it leads; null if that fails. */
    public static @Nullable FileStatus at(int directory, ByteString name) {
        long[] facts = new long[WIDTH];
        boolean known =
                name.length() > 0 && LookCalls.status(directory, name.toBytes(), false, facts) == 0;
        return known ? new FileStatus(facts) : null;
    }

    /** Ask for an open file's; null if that fails. */
    public static @Nullable FileStatus ofFile(int file) {
        long[] facts = new long[WIDTH];
        boolean known = LookCalls.status(file, ITSELF.toBytes(), false, facts) == 0;
        return known ? new FileStatus(facts) : null;
    }

    /** Return what kind of file it is. */
    public Type type() {
        for (Type type : Type.values()) {
            if (type.bits == ((int) facts[0] & TYPE)) {
                return type;
            }
        }
        return Type.UNKNOWN;
    }

    /** Tell whether it is a directory. */
    public boolean isDirectory() {
        return type() == Type.DIRECTORY;
    }

    /** Return the twelve permission bits (inode(7)). */
    public int mode() {
        return (int) facts[0] & 07777;
    }

    /** Return the number of hard links. */
    public long links() {
        return facts[1];
    }

    /** Return the owner, 0 to 4294967295. */
    public long uid() {
        return facts[2];
    }

    /** Return the group, 0 to 4294967295. */
    public long gid() {
        return facts[3];
    }

    /** Return the inode number. */
    public long inode() {
        return facts[4];
    }

    /** Return the device it lies on, major in the upper half. */
    public long device() {
        return facts[5];
    }

    /** Return the device that it is, major in the upper half. */
    public long ownDevice() {
        return facts[6];
    }

    /** Return its size in bytes. */
    public long size() {
        return facts[7];
    }

    /** Return how many blocks of 512 bytes it takes. */
    public long blocks() {
        return facts[8];
    }

    /** Return the time of the last access, in seconds since 1970; {@link #nanosecond} more. */
    public long accessed() {
        return facts[10];
    }

    /** Return the time of the last change of the content. */
    public long modified() {
        return facts[12];
    }

    /** Return the time of the last change of the inode. */
    public long changed() {
        return facts[14];
    }

    /** Return when the file was made; 0 if {@link #knowsBirth} is not so. */
    public long born() {
        return facts[16];
    }

    /** Tell whether the file system knows when files were made. */
    public boolean knowsBirth() {
        return facts[18] != 0;
    }

    /** Return the nanoseconds of the last change of the content. */
    public int nanosecond() {
        return (int) facts[13];
    }

    /** Return the times as {@link FileCalls#setTimes} takes them. */
    public long[] times() {
        return new long[] {size(), facts[10], facts[11], facts[12], facts[13]};
    }

    /** Tell whether something is mounted on it (Linux 5.8 or later). */
    public boolean isMountRoot() {
        return facts[19] != 0;
    }

    /** Tell whether it is the same file as another. */
    public boolean isSame(FileStatus other) {
        return inode() == other.inode() && device() == other.device();
    }
}
