package ctk.cmd.shell.text;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines of bytes. One that is longer than 1 MiB comes as several. */
public final class LineInput {

    private static final int LONGEST = 1 << 20;

    private final InputStream in;
    private byte[] bytes = new byte[65536];
    private int start;
    private int limit;

    /** Read from a stream that somebody else closes. */
    public LineInput(InputStream in) {
        this.in = in;
    }

    /** Return the next line with its newline, which only the last may lack; null at the end. */
    public byte @Nullable [] next() throws IOException {
        int at = start;
        for (; ; ) {
            while (at < limit) {
                if (bytes[at++] == '\n') {
                    return take(at);
                }
            }
            if (limit - start >= LONGEST) {
                return take(limit);
            }
            int seen = at - start;
            makeRoom();
            int count = in.read(bytes, limit, bytes.length - limit);
            if (count < 0) {
                return start == limit ? null : take(limit);
            }
            limit += count;
            at = start + seen;
        }
    }

    private byte[] take(int end) {
        byte[] line = Arrays.copyOfRange(bytes, start, end);
        start = end;
        return line;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, limit - start);
            limit -= start;
            start = 0;
        }
        if (limit == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }
}
