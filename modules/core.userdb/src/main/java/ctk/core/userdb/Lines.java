package ctk.core.userdb;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a file of users or groups line by line: trimmed, without blank lines, one line in memory.
 *
 * <p>The loops are as plain as they are because an interpreter runs them over every byte.
 */
final class Lines implements AutoCloseable {

    /** The length of the longest line, in bytes without the newline. */
    static final int MAX_LENGTH = 1024 * 1024;

    private static final int FIRST_SIZE = 8192;

    /** The current line; the same object each time. */
    final Line line;

    private final InputStream in;
    private int next; // where the line after the current one starts
    private int
            limit; // end of what was read; a newline stands there, so that a scan needs no bound
    private boolean ended;

    /** Take over {@code in}; {@code file} is its name for messages. */
    Lines(InputStream in, String file) {
        this.in = in;
        this.line = new Line(file, new byte[FIRST_SIZE]);
        line.bytes[0] = '\n';
    }

    /** Move to the next line that is not blank; return false at the end. */
    boolean next() throws IOException, UserSpecException {
        while (advance()) {
            int start = line.start;
            int end = line.end;
            if (start == end) {
                continue;
            }
            byte[] bytes = line.bytes;
            if (bytes[start] > ' ' && bytes[end - 1] > ' ') {
                return true;
            }
            end = Blanks.skipBack(bytes, start, end);
            line.end = end;
            line.start = Blanks.skip(bytes, start, end);
            if (line.start < end) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean advance() throws IOException, UserSpecException {
        line.start = next;
        line.number++;
        int at = next - 1;
        while (true) {
            byte[] bytes = line.bytes;
            do {
                at++;
            } while (bytes[at] != '\n');
            if (at < limit) {
                next = at + 1;
                line.end = at;
                return true;
            }
            int seen = limit - line.start;
            if (!fill()) {
                next = limit;
                line.end = limit;
                return line.start < limit;
            }
            at = line.start + seen - 1;
        }
    }

    /** Read more of the line that starts at line.start, which may move; return false at the end. */
    private boolean fill() throws IOException, UserSpecException {
        if (ended) {
            return false;
        }
        if (limit == line.bytes.length - 1) {
            makeRoom();
        }
        int count = in.read(line.bytes, limit, line.bytes.length - 1 - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        line.bytes[limit] = '\n';
        return true;
    }

    private void makeRoom() throws UserSpecException {
        int length = limit - line.start;
        if (length > MAX_LENGTH) {
            throw new UserSpecException(
                    "line " + line.number + " of " + line.file + " is longer than 1 MiB", null);
        }
        if (line.start > 0) {
            System.arraycopy(line.bytes, line.start, line.bytes, 0, length);
        } else {
            // the newline that ends a longest line, and the one that ends the scan
            line.bytes = Arrays.copyOf(line.bytes, Math.min(2 * line.bytes.length, MAX_LENGTH + 2));
        }
        line.start = 0;
        limit = length;
        line.bytes[limit] = '\n';
    }
}
