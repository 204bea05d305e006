package ctk.core.volumes;

import ctk.core.linux.ByteString;

/**
 * One of several parts of a tree that machines walk each on its own. A file's part follows from its
 * path down to a certain depth, the cut: see {@link Cut}.
 *
 * @param index 0 to count - 1
 * @param count 1 to 4096
 */
public record Shard(int index, int count) {

    private static final int MOST = 4096;

    /** The hash of the empty path. */
    static final long ROOT = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    /**
     * Read {@code INDEX/COUNT}.
     *
     * @throws VolumeException if it is not that
     */
    public static Shard parse(ByteString text) throws VolumeException {
        int slash = text.indexOf('/', 0);
        if (slash > 0) {
            int index = text.slice(0, slash).decimal(MOST);
            int count = text.slice(slash + 1).decimal(MOST);
            if (index >= 0 && index < count) {
                return new Shard(index, count);
            }
        }
        throw new VolumeException(
                "cannot take shard " + text.quoted() + ": it is I/N, with I from 0 to N-1",
                "N is at most " + MOST);
    }

    /** Return the hash of a path that goes on with a name (FNV-1a over the name and a slash). */
    static long extend(long path, byte[] names, int offset, int length) {
        long hash = path;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ (names[i] & 0xff)) * PRIME;
        }
        return (hash ^ '/') * PRIME;
    }

    /** Tell whether the file with the path of this hash is in this shard. */
    boolean holds(long path) {
        long mixed = (path ^ (path >>> 32)) * 0x9e3779b97f4a7c15L;
        return Long.remainderUnsigned(mixed ^ (mixed >>> 29), count) == index;
    }
}
