package ctk.cmd.chownvolumes;

import ctk.core.linux.ByteString;
import ctk.core.volumes.Report;

import java.io.IOException;
import java.io.OutputStream;

/** A line on a terminal that is written anew in place, at most ten times a second. */
final class ProgressLine {

    private static final long INTERVAL = 100_000_000; // nanoseconds

    /** Back to the start of the line, and erase it (ECMA-48, CR and EL). */
    private static final String ERASE = "\r\u001b[K";

    private final OutputStream terminal;
    private final long start = System.nanoTime();
    private long next = start + 2 * INTERVAL; // what is done soon needs no line
    private boolean isShown;

    ProgressLine(OutputStream terminal) {
        this.terminal = terminal;
    }

    /** Show the state, if it is time. */
    void update(Report report) {
        long now = System.nanoTime();
        if (now < next) {
            return;
        }
        next = now + INTERVAL;
        isShown = true;
        write(ERASE + text(report, now - start));
    }

    /** Remove the line. */
    void end() {
        if (isShown) {
            write(ERASE);
        }
    }

    private static String text(Report report, long elapsed) {
        long rate = report.entries() * 1_000_000 / Math.max(1, elapsed / 1000);
        return report.entries()
                + " entries, "
                + report.changed()
                + " changed, "
                + rate
                + "/s, "
                + elapsed / 1_000_000_000
                + " s";
    }

    /** A terminal that is gone is no reason to end the walk. */
    private void write(String text) {
        try {
            terminal.write(ByteString.of(text).toBytes());
        } catch (IOException e) {
            next = Long.MAX_VALUE;
            isShown = false;
        }
    }
}
