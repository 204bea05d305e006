package ctk.plugins.ensureuser;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A copy of bytes in which parts are replaced, from the front to the back. */
final class Splice {

    /** How much longer the copy may get before it must be moved, in bytes. */
    private static final int ROOM = 512;

    private final byte[] original;
    private final ByteArrayOutputStream copy;
    private int taken;
    private boolean isChanged;

    /** Start with a copy of nothing. */
    Splice(byte[] original) {
        this.original = original;
        this.copy = new ByteArrayOutputStream(original.length + ROOM);
    }

    /** Take what is before {@code from}, then these bytes in place of those up to {@code to}. */
    void replace(int from, int to, byte[] bytes) {
        copy.write(original, taken, from - taken);
        copy.write(bytes, 0, bytes.length);
        taken = to;
        isChanged = true;
    }

    /** Take what is before a field, then these bytes in place of it. */
    void replaceField(Line line, int field, byte[] bytes) {
        int from = line.startOf(field);
        replace(from, line.endOf(from), bytes);
    }

    /** Tell whether anything was replaced so far. */
    boolean isChanged() {
        return isChanged;
    }

    /** Take the rest, and return the whole. */
    byte[] end() {
        copy.write(original, taken, original.length - taken);
        return copy.toByteArray();
    }

    /** Return the content with a line behind it, which starts on a line of its own. */
    static byte[] append(byte[] content, byte[] line) {
        boolean isOpen = content.length > 0 && content[content.length - 1] != '\n';
        int start = isOpen ? content.length + 1 : content.length;
        byte[] all = Arrays.copyOf(content, start + line.length);
        if (isOpen) {
            all[content.length] = '\n';
        }
        System.arraycopy(line, 0, all, start, line.length);
        return all;
    }
}
