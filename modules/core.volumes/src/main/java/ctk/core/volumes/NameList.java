package ctk.core.volumes;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Names of one directory's subdirectories that are still to be walked, in bounded memory. If there
 * are more than fit, the smallest in byte order are kept; when they are used up, {@link #restart}
 * and another reading of the directory give the next. No order of the directory is relied on, and a
 * name that was there all the time comes exactly once.
 *
 * <p>A list that was {@linkplain #sort sorted} can be {@linkplain #drop dropped} at any time: what
 * was given is then known by the last name alone.
 */
final class NameList {

    /** Bytes before each name, its length. */
    private static final int HEAD = 2;

    /** Room for two names of the usual greatest length (NAME_MAX). */
    private static final int SMALLEST = 2 * (255 + HEAD);

    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int end;
    private int at;
    private int limit;
    private boolean isSorted;

    /** The ceiling is the name that was given last. */
    private boolean isDropped;

    /** Names up to this one were given in earlier rounds. */
    private byte[] floor = NONE;

    /** Names after this one have no room in this round; empty if all fit. */
    private byte[] ceiling = NONE;

    /** The name that was given last: the caller's, so that it takes no memory here. */
    private byte[] last = NONE;

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
        int own = bytes.length + floor.length;
        return isDropped ? own : own + ceiling.length;
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
        isSorted = false;
    }

    /** Return the length of the name whose head is there. */
    private int length(int head) {
        return (bytes[head] & 0xff) << 8 | (bytes[head + 1] & 0xff);
    }

    /** Return the next name, and forget it; null at the end of this round. */
    byte @Nullable [] next() {
        if (at == end) {
            return null;
        }
        int from = at + HEAD;
        at = from + length(at);
        last = Arrays.copyOfRange(bytes, from, at);
        if (at == end) {
            clear();
        }
        return last;
    }

    private void clear() {
        at = 0;
        end = 0;
        bytes = NONE;
        floor = NONE; // it is needed while a directory is read
    }

    /** Tell whether names had no room, or were dropped: restart then, and read the directory. */
    boolean hasMore() {
        return ceiling.length > 0;
    }

    /**
     * Begin the next round.
     *
     * @param newLimit as of the constructor
     */
    void restart(int newLimit) {
        limit = Math.max(newLimit, SMALLEST);
        floor = ceiling;
        ceiling = NONE;
        isDropped = false;
    }

    /** Put what is in it in byte order. Nothing was taken yet in this round. */
    void sort() {
        int[] heads = sortedHeads();
        byte[] from = bytes;
        bytes = new byte[end];
        end = 0;
        for (int head : heads) {
            int length = (from[head] & 0xff) << 8 | (from[head + 1] & 0xff);
            put(from, head + HEAD, length);
        }
        isSorted = true;
    }

    /** Make room if possible: names that are left come in another round. */
    void drop() {
        if (isSorted && at > 0) {
            ceiling = last;
            isDropped = true;
            clear();
        }
    }

    /** Nothing was taken yet when this is called: a directory is read to its end before. */
    private void keepSmallerHalf() {
        int[] heads = sortedHeads();
        int half = Math.max(1, heads.length / 2);
        int top = heads[half - 1];
        ceiling = Arrays.copyOfRange(bytes, top + HEAD, top + HEAD + length(top));
        Arrays.sort(heads, 0, half); // so that none is overwritten before it was moved
        int to = 0;
        for (int i = 0; i < half; i++) {
            int size = HEAD + length(heads[i]);
            System.arraycopy(bytes, heads[i], bytes, to, size);
            to += size;
        }
        end = to;
    }

    /** Return where the names start, in their order: merge sort, in little memory for any names. */
    private int[] sortedHeads() {
        int count = 0;
        for (int i = 0; i < end; i += HEAD + length(i)) {
            count++;
        }
        int[] heads = new int[count];
        for (int i = 0, n = 0; i < end; i += HEAD + length(i)) {
            heads[n++] = i;
        }
        int[] merged = new int[count];
        for (int run = 1; run < count; run *= 2) {
            for (int from = 0; from < count; from += 2 * run) {
                int middle = Math.min(count, from + run);
                merge(heads, from, middle, Math.min(count, middle + run), merged);
            }
            int[] done = merged;
            merged = heads;
            heads = done;
        }
        return heads;
    }

    private void merge(int[] heads, int from, int middle, int to, int[] merged) {
        int a = from;
        int b = middle;
        for (int i = from; i < to; i++) {
            boolean isFirst = b == to || (a < middle && compare(heads[a], heads[b]) <= 0);
            merged[i] = isFirst ? heads[a++] : heads[b++];
        }
    }

    private int compare(int a, int b) {
        return compare(bytes, a + HEAD, length(a), bytes, b + HEAD, b + HEAD + length(b));
    }

    private static int compare(byte[] a, int offset, int length, byte[] b, int from, int to) {
        return Arrays.compareUnsigned(a, offset, offset + length, b, from, to);
    }
}
