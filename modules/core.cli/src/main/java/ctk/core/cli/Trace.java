package ctk.core.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The stack trace of an error, for --debug. */
public final class Trace {

    private Trace() {}

    /** Return the trace without a newline at its end. */
    public static String of(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return trace.toString().stripTrailing();
    }
}
