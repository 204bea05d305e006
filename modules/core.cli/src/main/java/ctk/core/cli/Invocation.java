package ctk.core.cli;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

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

    /**
     * Answer --help and --version, which every command has.
     *
     * @return the end of the command, or null if neither was given
     * @throws IOException if the answer cannot be written
     */
    public @Nullable Outcome answerCommon(Arguments given, OptionTable table) throws IOException {
        if (given.has(CommonOptions.HELP)) {
            return answer(Model.help(table));
        }
        return given.has(CommonOptions.VERSION) ? answer(Version.line()) : null;
    }
}
