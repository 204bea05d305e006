package ctk.core.exec;

import java.util.Arrays;

/** Group ids as a decision holds them: ascending. */
final class Groups {

    /**
     * Below this, insertion is quick even when interpreted; Arrays.sort costs 4 ms at its first
     * use.
     */
    private static final int FEW = 64;

    private Groups() {}

    /** Return the ids in ascending order, also those that stand twice. */
    static long[] sorted(long[] ids) {
        long[] sorted = ids.clone();
        if (sorted.length > FEW) {
            Arrays.sort(sorted);
        } else {
            insertionSort(sorted);
        }
        return sorted;
    }

    /** Return the ids in ascending order, each once. */
    static long[] ascending(long[] ids) {
        long[] sorted = sorted(ids);
        int n = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[n++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, n);
    }

    /** Return the ids but that one. */
    static long[] without(long id, long[] ids) {
        long[] rest = new long[ids.length];
        int n = 0;
        for (long each : ids) {
            if (each != id) {
                rest[n++] = each;
            }
        }
        return Arrays.copyOf(rest, n);
    }

    private static void insertionSort(long[] ids) {
        for (int i = 1; i < ids.length; i++) {
            long id = ids[i];
            int at = i;
            while (at > 0 && ids[at - 1] > id) {
                ids[at] = ids[at - 1];
                at--;
            }
            ids[at] = id;
        }
    }
}
