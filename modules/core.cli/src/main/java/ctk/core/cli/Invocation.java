package ctk.core.cli;

import ctk.core.linux.ByteString;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One call of a command.
 *
 * @param arguments all of argv, the program's name first
 * @param first index of the first argument that is the command's own
 * @param out where the answer goes
 * @param err where everything else goes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared never
public record Invocation(ByteString[] arguments, int first, OutputStream out, OutputStream err) {

    /**
     * Write the whole answer of a command.
     *
     * @param text what was asked for
     * @return the end of a command that succeeded
     * @throws IOException if it cannot be written
     */
    public Outcome answer(String text) throws IOException {
        out.write(ByteString.of(text).toBytes());
        return new Outcome.Exit(ExitCode.SUCCESS);
    }
}
