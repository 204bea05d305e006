package ctk.cmd.shell.files;

import ctk.cmd.shell.text.LineInput;
import ctk.cmd.shell.text.Printer;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.io.InputStream;

/** Searches one input after the other, and writes what is found. */
final class GrepRun {

    private final Matching matching;
    private final Printer out;
    private final boolean named;

    /**
     * Prepare it.
     *
     * @param named whether to say in which file a line is
     */
    GrepRun(Matching matching, Printer out, boolean named) {
        this.matching = matching;
        this.out = out;
        this.named = named;
    }

    void search(ByteString name, InputStream in) throws IOException {
        LineInput lines = new LineInput(in);
        long count = 0;
        long number = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (!matching.matches(line)) {
                continue;
            }
            count++;
            if (matching.quiet || matching.names) {
                break;
            }
            if (!matching.counts) {
                write(name, number, line);
            }
        }
        if (matching.quiet) {
            return;
        }
        if (matching.names) {
            if (count > 0) {
                out.name(name).line();
            }
        } else if (matching.counts) {
            prefix(name).text(count + "\n");
        } else if (count > 0) {
            out.flush(); // soon, where a directory is searched for long
        }
    }

    private void write(ByteString name, long number, byte[] line) throws IOException {
        prefix(name);
        if (matching.numbers) {
            out.text(number + ":");
        }
        out.raw(line);
        if (line[line.length - 1] != '\n') {
            out.line();
        }
    }

    private Printer prefix(ByteString name) throws IOException {
        return named ? out.name(name).text(":") : out;
    }
}
