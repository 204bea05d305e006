package ctk.core.linux;

/**
 * A batch of a directory's entries as getdents64(2) gives them, without {@code .} and {@code ..}.
 * An entry is known by where its name starts in {@link #bytes}.
 */
public final class DirectoryEntries {

    /** The most bytes of a batch, as in directory.c. */
    private static final int CAPACITY = 8192;

    /** The most entries that a batch can hold: the smallest struct dirent64 has 24 bytes. */
    public static final int MOST = CAPACITY / 24;

    private final byte[] bytes = new byte[CAPACITY];
    private final int[] names = new int[MOST];
    private final int[] counts = new int[3];
    private int length;

    /** Make an empty batch. */
    public DirectoryEntries() {}

    /** Read the next batch of a directory; return its bytes, 0 if there is none, or -errno. */
    public int read(int directory) {
        int result = DirectoryCalls.read(directory, bytes, names, counts);
        length = Math.max(result, 0);
        return result;
    }

    /** Return how many directories there are. */
    public int directories() {
        return counts[1];
    }

    /** Return where the name of a directory starts. */
    public int directory(int index) {
        return names[MOST - 1 - index];
    }

    /** Return how many other entries there are, less those that were dropped. */
    public int others() {
        return counts[0];
    }

    /** Return where the name of another entry starts. */
    public int other(int index) {
        return names[index];
    }

    /** Tell whether the file system does not say of all others that they are no directories. */
    public boolean hasUnknown() {
        return counts[2] > 0;
    }

    /** Put another entry in the place of an earlier one; see {@link #truncateOthers}. */
    public void setOther(int index, int name) {
        names[index] = name;
    }

    /** Keep the first {@code count} of the other entries, and drop the rest. */
    public void truncateOthers(int count) {
        counts[0] = count;
    }

    /** Return the bytes that hold the names; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Return the length of the name that starts there. */
    public int nameLength(int name) {
        int end = name;
        while (bytes[end] != 0) {
            end++;
        }
        return end - name;
    }

    /**
     * Change the owners of entries, links as themselves.
     *
     * @param chosen where the names start
     * @param errors if one fails, the errno of each, or 0
     * @return the number that failed
     */
    public int changeOwners(
            int directory, int[] chosen, int count, int uid, int gid, int[] errors) {
        return DirectoryCalls.changeOwners(
                directory, bytes, length, chosen, count, uid, gid, errors);
    }

    int inspect(int directory, int uid, int gid, boolean all, long[] facts) {
        return DirectoryCalls.inspect(
                directory, bytes, length, names, counts[0], uid, gid, all, facts);
    }
}
