package ctk.core.cli;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;

/** The one form of an error: {@code WHO: MESSAGE}, and perhaps {@code hint: HINT} below it. */
public final class ErrorLine {

    private ErrorLine() {}

    /**
     * Write an error. If it cannot be written nobody is left to be told.
     *
     * @param err where to
     * @param label who says it: {@code ctk run}
     * @param message what is wrong
     * @param hint a next step, or null
     */
    public static void write(
            OutputStream err, String label, String message, @Nullable String hint) {
        String text = label + ": " + message + "\n";
        if (hint != null) {
            text += "hint: " + hint + "\n";
        }
        try {
            err.write(ByteString.of(text).toBytes());
        } catch (IOException e) {
            return;
        }
    }
}
