package ctk.core.volumes;

/**
 * The files with several links that were seen, so that each is counted once. Bounded: of more than
 * 196,608 such files the later ones are counted once for each of their names.
 */
final class LinkedFiles {

    private static final int MOST_SLOTS = 1 << 18;

    private long[] devices = new long[64];
    private long[] inodes = new long[64]; // 0: free, since no file has that number
    private int used;

    /** Not to be foreseen by who chooses inode numbers. */
    private final long seed = System.nanoTime();

    /** Tell whether this is the first name of the file. */
    synchronized boolean isFirst(long device, long inode) {
        if (used * 4 >= inodes.length * 3) {
            if (inodes.length == MOST_SLOTS) {
                return find(device, inode) < 0;
            }
            grow();
        }
        int slot = find(device, inode);
        if (slot >= 0) {
            return false;
        }
        devices[~slot] = device;
        inodes[~slot] = inode;
        used++;
        return true;
    }

    /** Return the file's slot, or the complement of the free one where it belongs. */
    private int find(long device, long inode) {
        int mask = inodes.length - 1;
        int slot = (int) (((inode ^ device ^ seed) * 0x9e3779b97f4a7c15L) >>> 40) & mask;
        while (inodes[slot] != 0) {
            if (inodes[slot] == inode && devices[slot] == device) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return ~slot;
    }

    private void grow() {
        long[] oldDevices = devices;
        long[] oldInodes = inodes;
        devices = new long[oldInodes.length * 2];
        inodes = new long[oldInodes.length * 2];
        for (int i = 0; i < oldInodes.length; i++) {
            if (oldInodes[i] != 0) {
                int slot = ~find(oldDevices[i], oldInodes[i]);
                devices[slot] = oldDevices[i];
                inodes[slot] = oldInodes[i];
            }
        }
    }
}
