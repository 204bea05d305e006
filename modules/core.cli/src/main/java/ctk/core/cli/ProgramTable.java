package ctk.core.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How {@code ctk} is used without a command. */
public final class ProgramTable {

    private static final int COLUMN = 18;

    private ProgramTable() {}

    /**
     * Return the table, in the footer of which the commands stand.
     *
     * @param commands all that there are; those that the program's own name chooses are left out
     */
    public static OptionTable of(Iterable<Command> commands) {
        List<String> lines = new ArrayList<>();
        for (Command command : commands) {
            if (!command.byProgramName()) {
                String name = command.names().getFirst();
                String blanks = " ".repeat(COLUMN - name.length());
                lines.add("  " + name + blanks + command.options().summary());
            }
        }
        Collections.sort(lines);
        lines.addFirst("Commands:");
        lines.add("");
        lines.add("ctk COMMAND --help tells more. Invoked by the name gosu or su-exec, ctk takes");
        lines.add("gosu's arguments.");
        return new OptionTable(
                "ctk",
                "the container entrypoint: set-up as root, then the application by exec",
                List.of("COMMAND [OPTIONS] [ARG...]", "--help | --version"),
                List.of(CommonOptions.HELP, CommonOptions.VERSION),
                lines);
    }
}
