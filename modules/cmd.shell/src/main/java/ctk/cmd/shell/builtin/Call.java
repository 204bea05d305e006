package ctk.cmd.shell.builtin;

import ctk.core.linux.ByteString;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;

/**
 * One call of a built-in. The streams are not buffered, and end the call soon after Ctrl-C. What
 * goes to a terminal through {@code out} and {@code err} is escaped on its way but for tabs, ends
 * of lines and printable characters, so that no name or content can move the cursor; who wants to
 * draw uses the {@link Screen}.
 *
 * @param arguments behind the name, expanded
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param toTerminal whether standard output is a terminal: names are escaped then, else raw
 * @param label what error lines start with: {@code ctk shell: line 3: ls}
 * @param environment what a program would get in its place
 * @param shell what the call may know and change of the shell
 */
public record Call(
        List<ByteString> arguments,
        InputStream in,
        OutputStream out,
        OutputStream err,
        boolean toTerminal,
        String label,
        List<ByteString> environment,
        ShellState shell) {

    /** Write text to standard output. */
    public void print(String text) throws IOException {
        out.write(ByteString.of(text).toBytes());
    }

    /** Write a name to standard output: as it is, or escaped if that is a terminal. */
    public void print(ByteString name) throws IOException {
        out.write(toTerminal ? ByteString.of(name.printable()).toBytes() : name.toBytes());
    }

    /**
     * Write an error line.
     *
     * @param message one line, lower case, user values quoted (ByteString.quoted)
     * @return exit code 1
     */
    public int fail(String message) throws IOException {
        err.write(ByteString.of(label + ": " + message + "\n").toBytes());
        return 1;
    }

    /** Return soon after Ctrl-C by an exception, else at once. */
    public void check() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
    }
}
