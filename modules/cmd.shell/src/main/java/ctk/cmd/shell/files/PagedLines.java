package ctk.cmd.shell.files;

import ctk.cmd.shell.text.LineInput;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The lines of an input as they can be shown, read as far as they are asked for. */
final class PagedLines {

    private static final int MOST = 16 << 20;
    private static final int TAB = 8;

    private final LineInput input;
    private final List<byte[]> lines = new ArrayList<>();
    private int size;
    private boolean ended;

    PagedLines(InputStream in) {
        input = new LineInput(in);
    }

    /** Tell whether there is a line of this index. */
    boolean has(int index) throws IOException {
        while (!ended && lines.size() <= index) {
            byte[] line = size < MOST ? input.next() : null;
            if (line == null) {
                ended = true;
            } else {
                lines.add(line);
                size += line.length + 24;
            }
        }
        return index < lines.size();
    }

    /** Return how many lines there are. */
    int count() throws IOException {
        has(Integer.MAX_VALUE);
        return lines.size();
    }

    /** Tell whether the input goes on behind what is shown. */
    boolean isCut() {
        return ended && size >= MOST;
    }

    /** Return a line as it is. */
    byte[] bytes(int index) {
        return lines.get(index);
    }

    /** Return a line as text that moves no cursor, with blanks for tabs. */
    String shown(int index) {
        byte[] line = lines.get(index);
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < line.length; ) {
            int end = from;
            while (end < line.length && line[end] != '\t' && line[end] != '\n') {
                end++;
            }
            String piece = ByteString.of(line).slice(from, end).printable();
            text.append(piece.replace("\\\\", "\\")); // as cat shows it
            if (end < line.length && line[end] == '\t') {
                text.append(" ".repeat(TAB - text.length() % TAB));
            }
            from = end + 1;
        }
        return text.toString();
    }
}
