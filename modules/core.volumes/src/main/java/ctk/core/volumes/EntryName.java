package ctk.core.volumes;

/**
 * Where the name of a directory's entry stands. Made for failures and careful changes only: to read
 * a directory makes no object for each entry.
 *
 * @param bytes that hold the name; empty for the directory itself
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
record EntryName(byte[] bytes, int offset, int length) {

    /** No entry, but the directory itself. */
    static final EntryName ITSELF = of(new byte[0]);

    static EntryName of(byte[] name) {
        return new EntryName(name, 0, name.length);
    }
}
