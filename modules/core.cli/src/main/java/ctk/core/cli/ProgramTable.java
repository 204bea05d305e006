package ctk.core.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How {@code ctk} is used without a command. */
public final class ProgramTable {

    private static final int COLUMN = 20;
    private static final int WIDTH = 78;

    /** Say more of the version. */
    public static final Option VERBOSE_VERSION =
            Option.flag(
                    "--verbose",
                    CommonOptions.GROUP,
                    "With --version: the Java runtime too, the C library, and whether the archives"
                            + " of class data are used.");

    /** Verify the installation. */
    public static final Option SELF_TEST =
            Option.flag(
                    "--self-test",
                    CommonOptions.GROUP,
                    "Verify the installation: its files, archives and native code.");

    private ProgramTable() {}

    /**
     * Return the table, in the footer of which the commands stand.
     *
     * @param commands all that there are; those that the program's own name chooses are left out
     */
    public static OptionTable of(Iterable<Command> commands) {
        SortedMap<String, OptionTable> tables = new TreeMap<>();
        for (Command command : commands) {
            if (!command.byProgramName()) {
                tables.put(command.names().getFirst(), command.options());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("Commands:");
        tables.forEach((name, table) -> add(lines, name, table.summary()));
        lines.add("");
        lines.add("ctk COMMAND --help tells more. Invoked by the name gosu or su-exec, ctk takes");
        lines.add("gosu's arguments.");
        return new OptionTable(
                "ctk",
                "the container entrypoint: set-up as root, then the application by exec",
                List.of(
                        "COMMAND [OPTIONS] [ARG...]",
                        "--help | --version [--verbose] | --self-test"),
                List.of(CommonOptions.HELP, CommonOptions.VERSION, VERBOSE_VERSION, SELF_TEST),
                lines);
    }

    private static void add(List<String> lines, String name, String summary) {
        StringBuilder line = new StringBuilder("  ").append(name);
        line.append(" ".repeat(COLUMN - 1 - line.length()));
        for (String word : List.of(summary.split(" "))) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(COLUMN - 1));
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
    }
}
