package ctk.core.linux;

/** What statx(2) says of one file, or of a batch of a directory's entries. */
public final class InodeFacts {

    private static final int WIDTH = 7;
    private static final int TYPE = 0170000;
    private static final int IS_CHARACTER_DEVICE = 0020000;
    private static final int IS_DIRECTORY = 0040000;
    private static final int IS_REGULAR = 0100000;
    private static final int IS_LINK = 0120000;

    private final long[] facts;

    /** Make room for the facts of {@code most} files. */
    public InodeFacts(int most) {
        facts = new long[most * WIDTH];
    }

    /** Ask for an open file's, which are then at index 0; return 0, or -errno. */
    public int ofFile(int file) {
        return DirectoryCalls.status(file, facts);
    }

    /**
     * Ask for those of the entries that are no directories.
     *
     * @param all tell of each; else only of those that have another owner or group, are directories
     *     or mount points, have several links, or failed
     * @return the number of entries that it tells of, from index 0 on
     */
    public int ofOthers(DirectoryEntries entries, int directory, int uid, int gid, boolean all) {
        return entries.inspect(directory, uid, gid, all, facts);
    }

    /** Return where the entry's name starts. */
    public int name(int index) {
        return (int) facts[index * WIDTH];
    }

    /** Return the errno of a failed call, or 0; then nothing else is known. */
    public int error(int index) {
        return (int) (facts[index * WIDTH] >>> 32);
    }

    /** Return the twelve permission bits (inode(7)). */
    public int mode(int index) {
        return (int) facts[index * WIDTH + 1] & 07777;
    }

    /** Return the number of hard links. */
    public int links(int index) {
        return (int) (facts[index * WIDTH + 1] >>> 32);
    }

    /** Tell whether it is a directory. */
    public boolean isDirectory(int index) {
        return type(index) == IS_DIRECTORY;
    }

    /** Tell whether it is a regular file. */
    public boolean isRegular(int index) {
        return type(index) == IS_REGULAR;
    }

    /** Tell whether it is a character device. */
    public boolean isCharacterDevice(int index) {
        return type(index) == IS_CHARACTER_DEVICE;
    }

    /** Tell whether it is a symbolic link. */
    public boolean isLink(int index) {
        return type(index) == IS_LINK;
    }

    private int type(int index) {
        return (int) facts[index * WIDTH + 1] & TYPE;
    }

    /** Return the owner's bits: -1 for 4294967295. */
    public int uid(int index) {
        return (int) facts[index * WIDTH + 2];
    }

    /** Return the group's bits. */
    public int gid(int index) {
        return (int) (facts[index * WIDTH + 2] >>> 32);
    }

    /** Return the inode number. */
    public long inode(int index) {
        return facts[index * WIDTH + 3];
    }

    /** Return the device number, major in the upper half. */
    public long device(int index) {
        return facts[index * WIDTH + 4];
    }

    /**
     * Return stx_btime as one number, seconds times 2^30 xor nanoseconds: it tells inodes apart
     * that had the same number one after the other. 0 if the file system does not know it.
     */
    public long birth(int index) {
        return facts[index * WIDTH + 5];
    }

    /** Tell whether something is mounted on it (Linux 5.8 or later). */
    public boolean isMountRoot(int index) {
        return (facts[index * WIDTH + 6] & 1) != 0;
    }

    /** Return the mount's id, or 0 before Linux 5.8. Known of open files only. */
    public long mount(int index) {
        return facts[index * WIDTH + 6] >>> 1;
    }
}
