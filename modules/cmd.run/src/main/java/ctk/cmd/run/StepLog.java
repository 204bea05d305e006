package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.cli.ErrorLine;
import ctk.core.cli.Json;
import ctk.core.linux.ByteString;
import ctk.core.steps.Reporter;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Says what the set-up does, if that is asked for, and keeps what a dry run would do. */
final class StepLog implements Reporter {

    private static final String LABEL = "ctk run";

    /** What a dry run tells of a change. */
    record Line(String step, String text, boolean isNeeded) {}

    private final OutputStream err;
    private final boolean isVerbose;
    private final boolean isJson;
    private final List<Line> planned = new ArrayList<>();

    /**
     * Write to standard error.
     *
     * @param format of the log: text or json
     */
    StepLog(OutputStream err, boolean isVerbose, String format) throws CommandException {
        this.err = err;
        this.isVerbose = isVerbose;
        isJson = isJson(format);
    }

    /** Tell whether a format of the log is json; refuse what is no format. */
    static boolean isJson(String format) throws CommandException {
        if (!format.equals("text") && !format.equals("json")) {
            throw new CommandException(
                    "cannot log as " + ByteString.of(format).quoted() + ": it is text or json",
                    null);
        }
        return format.equals("json");
    }

    /** Return what was planned and not applied. */
    List<Line> planned() {
        return planned;
    }

    @Override
    public void planned(String step, String description, boolean isNeeded) {
        planned.add(new Line(step, description, isNeeded));
        if (isVerbose && !isNeeded) {
            write(step, description + ": already so", -1);
        }
    }

    @Override
    public void skipped(String step) {
        planned.add(new Line(step, "left out: its when is empty", false));
        if (isVerbose) {
            write(step, "left out: its when is empty", -1);
        }
    }

    @Override
    public void postponed(String step, String barrier) {
        planned.add(new Line(step, "planned after " + barrier, true));
    }

    @Override
    public void applied(String step, String description, long nanoseconds) {
        if (isVerbose) {
            write(step, description, nanoseconds);
        }
    }

    /**
     * Say what is about to be done to become the command.
     *
     * @param nanoseconds that it took to look the user up and to decide
     */
    void decided(Start start, ByteString[] argv, long nanoseconds) {
        if (isVerbose) {
            long time = nanoseconds;
            for (DryRun.Line each : DryRun.lines(start, argv)) {
                write(each.name(), each.value(), time);
                time = -1;
            }
        }
    }

    @Override
    public void warning(String text) {
        if (isJson) {
            line(new Json().string("level", "warning").string("message", text).end());
        } else {
            ErrorLine.write(err, LABEL + ": warning", text, null);
        }
    }

    private void write(String step, String text, long nanoseconds) {
        if (isJson) {
            Json json = new Json().string("level", "info").string("step", step);
            json.string("message", text);
            if (nanoseconds >= 0) {
                json.number("microseconds", nanoseconds / 1000);
            }
            line(json.end());
        } else {
            String time = nanoseconds < 0 ? "" : " (" + milliseconds(nanoseconds) + " ms)";
            ErrorLine.write(err, LABEL, step + ": " + text + time, null);
        }
    }

    private static String milliseconds(long nanoseconds) {
        long tenths = (nanoseconds + 50_000) / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }

    private void line(String text) {
        try {
            err.write(ByteString.of(text + "\n").toBytes());
        } catch (IOException e) {
            return; // nobody is left to be told
        }
    }
}
