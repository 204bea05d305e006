package ctk.core.cli;

import java.io.IOException;
import java.util.List;

/** One command of ctk. Found by ServiceLoader; the constructor must do nothing. */
public interface Command {

    /** Return the names it is called by, the usual one first. */
    List<String> names();

    /**
     * Tell whether it is called by the program's own name (argv[0]) instead of {@code ctk NAME}.
     */
    default boolean byProgramName() {
        return false;
    }

    /** Return how {@code ctk NAME} is used. */
    OptionTable options();

    /**
     * Do what the command does, short of becoming another program.
     *
     * @param invocation the arguments and where to write
     * @return how ctk goes on
     * @throws CommandException if ctk refuses or fails; nothing is left half done
     * @throws IOException if the answer cannot be written
     */
    Outcome run(Invocation invocation) throws CommandException, IOException;
}
