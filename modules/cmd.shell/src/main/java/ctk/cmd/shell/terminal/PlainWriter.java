package ctk.cmd.shell.terminal;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Leaves escape sequences out: JLine sends some to every terminal, and one that is dumb would show
 * them.
 */
final class PlainWriter extends FilterWriter {

    private static final char ESCAPE = '\033';

    private boolean isEscaped;
    private boolean isSequence;

    PlainWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        if (isSequence) {
            isSequence = c < '@' || c > '~'; // the end of one (ECMA-48, 5.4)
        } else if (isEscaped) {
            isEscaped = false;
            isSequence = c == '[';
        } else if (c == ESCAPE) {
            isEscaped = true;
        } else {
            out.write(c);
        }
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(text[i]);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(text.charAt(i));
        }
    }
}
