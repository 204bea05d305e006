package ctk.plugins.ensureuser;

/**
 * Moves over the lines of a file of users or groups, without what is blank around them.
 *
 * <p>The loop is as plain as it is because an interpreter runs it over every byte.
 */
final class Lines {

    /** The current line; the same object each time. */
    final Line line;

    private int next;

    /** Start before line 1 of these bytes. */
    Lines(byte[] bytes) {
        line = new Line(bytes);
    }

    /** Move to the next line; return false at the end. */
    boolean next() {
        byte[] bytes = line.bytes;
        int limit = bytes.length;
        int from = next;
        if (from == limit) {
            return false;
        }
        int at = from;
        while (at < limit && bytes[at] != '\n') {
            at++;
        }
        next = at == limit ? limit : at + 1;
        line.number++;
        // blanks are all below 0x21 or, as signed bytes, negative
        if (from < at && (bytes[from] <= ' ' || bytes[at - 1] <= ' ')) {
            at = Blanks.skipBack(bytes, from, at);
            from = Blanks.skip(bytes, from, at);
        }
        line.start = from;
        line.end = at;
        return true;
    }
}
