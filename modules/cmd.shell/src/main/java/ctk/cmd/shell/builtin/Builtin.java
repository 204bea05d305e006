package ctk.cmd.shell.builtin;

import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A command that the shell itself has. One object serves all calls, of several threads at once. */
public interface Builtin {

    /** Return the name it is called by. */
    String name();

    /** Return what may follow the name, as in a synopsis: {@code [-l] [PATH...]}. */
    String usage();

    /** Return what it does, in half a line that starts with a verb in lower case. */
    String summary();

    /** Return further lines of its help, of at most 78 columns; of each option what it does. */
    default List<String> details() {
        return List.of();
    }

    /** Return its help: how it is called, what it does, and its details. */
    default String help() {
        String does = summary().substring(0, 1).toUpperCase(Locale.ROOT) + summary().substring(1);
        String lines = details().isEmpty() ? "" : "\n" + String.join("\n", details()) + "\n";
        return "Usage: " + (name() + " " + usage()).strip() + "\n" + does + ".\n" + lines;
    }

    /** Tell whether {@code --help} as its only argument asks for its help. */
    default boolean helps() {
        return true;
    }

    /** Return its options, for completion: {@code -l}. */
    default List<String> options() {
        return List.of();
    }

    /** Return what its operands are, for completion. */
    default Operand operand() {
        return Operand.PATH;
    }

    /** Tell whether it changes the shell or asks for jobs, so that it cannot be part of a pipe. */
    default boolean changesShell(List<ByteString> arguments) {
        return false;
    }

    /**
     * Do it. To stop soon after Ctrl-C is a matter of the streams, and of {@link Call#check} where
     * a call neither reads nor writes for long.
     *
     * @return the exit code
     * @throws UsageException if the arguments are wrong: an error line, exit code 2
     * @throws IOException if a stream fails; a KernelException becomes an error line, exit code 1
     * @throws InterruptedException soon after Ctrl-C: exit code 130
     */
    int run(Call call) throws IOException, InterruptedException, UsageException;
}
