package ctk.core.volumes;

import java.util.Arrays;

/**
 * Names of one directory's subdirectories that are still to be walked, in bounded memory. If there
 * are more than fit, the smallest in byte order are kept; when they are used up, {@link #restart}
 * and another reading of the directory give the next. No order of the directory is relied on, and a
 * name that was there all the time comes exactly once.
 */
final class NameList {

    /** Bytes before each name, its length. */
    private static final int HEAD = 2;

    /** Room for two names of the usual greatest length (NAME_MAX). */
    private static final int SMALLEST = 2 * (255 + HEAD);

    private byte[] bytes = {};
    private int end;
    private int at;
    private int limit;

    /** Names up to this one were given in earlier rounds. */
    private byte[] floor = {};

    /** Names after this one have no room in this round; empty if all fit. */
    private byte[] ceiling = {};

    /**
     * Make an empty list.
     *
     * @param limit bytes that it may take; it takes at least what two names need
     */
    NameList(int limit) {
        this.limit = Math.max(limit, SMALLEST);
    }

    /** Return how many bytes it takes. */
    int size() {
        return bytes.length;
    }

    void add(byte[] names, int offset, int length) {
        if (floor.length > 0 && compare(names, offset, length, floor, 0, floor.length) <= 0) {
            return;
        }
        if (ceiling.length > 0 && compare(names, offset, length, ceiling, 0, ceiling.length) > 0) {
            return;
        }
        limit = Math.max(limit, 2 * (HEAD + length)); // some file systems have longer names
        if (end + HEAD + length > limit) {
            keepSmallerHalf();
            add(names, offset, length);
            return;
        }
        if (end + HEAD + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, (end + HEAD + length) * 2));
        }
        put(names, offset, length);
    }

    private void put(byte[] names, int offset, int length) {
        bytes[end] = (byte) (length >> 8);
        bytes[end + 1] = (byte) length;
        System.arraycopy(names, offset, bytes, end + HEAD, length);
        end += HEAD + length;
    }

    /** Return the length of the name whose head is there. */
    private int length(int head) {
        return (bytes[head] & 0xff) << 8 | (bytes[head + 1] & 0xff);
    }

    /** Return the next name, and forget it; null at the end of this round. */
    byte @org.jspecify.annotations.Nullable [] next() {
        if (at == end) {
            at = 0;
            end = 0;
            bytes = new byte[0];
            return null;
        }
        int from = at + HEAD;
        at = from + length(at);
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** Tell whether names had no room: read the directory again then. */
    boolean restart() {
        if (ceiling.length == 0) {
            return false;
        }
        floor = ceiling;
        ceiling = new byte[0];
        return true;
    }

    /** Nothing was taken yet when this is called: a directory is read to its end before. */
    private void keepSmallerHalf() {
        int count = 0;
        for (int i = 0; i < end; i += HEAD + length(i)) {
            count++;
        }
        byte[][] names = new byte[count][];
        for (int i = 0, n = 0; i < end; i += HEAD + length(i)) {
            names[n++] = Arrays.copyOfRange(bytes, i + HEAD, i + HEAD + length(i));
        }
        Arrays.sort(names, Arrays::compareUnsigned);
        int half = Math.max(1, count / 2);
        ceiling = names[half - 1];
        end = 0;
        for (int i = 0; i < half; i++) {
            put(names[i], 0, names[i].length);
        }
    }

    private static int compare(byte[] a, int offset, int length, byte[] b, int from, int to) {
        return Arrays.compareUnsigned(a, offset, offset + length, b, from, to);
    }
}
