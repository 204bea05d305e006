package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.text.Decoded;

import java.io.InterruptedIOException;
import java.util.regex.Pattern;

/** Which lines {@code grep} looks for. */
final class Matching {

    private final Pattern pattern;
    private final boolean inverted;
    final boolean counts;
    final boolean names;
    final boolean numbers;
    final boolean quiet;
    private boolean found;

    Matching(Flags flags, Pattern pattern) {
        this.pattern = pattern;
        inverted = flags.has('v');
        counts = flags.has('c');
        names = flags.has('l');
        numbers = flags.has('n');
        quiet = flags.has('q');
    }

    /** Tell whether a line, with or without its newline, is looked for. */
    boolean matches(byte[] line) throws InterruptedIOException {
        int length = line.length;
        if (length > 0 && line[length - 1] == '\n') {
            length--;
        }
        try {
            boolean isMatch =
                    pattern.matcher(new Watched(Decoded.of(line, length))).find() != inverted;
            found |= isMatch;
            return isMatch;
        } catch (Interrupted e) {
            throw new InterruptedIOException();
        }
    }

    /** Tell whether there was any. */
    boolean hasFound() {
        return found;
    }

    /** Ctrl-C came while a pattern tried its ways, of which there may be more than time. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Watched(String text) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Interrupted();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
