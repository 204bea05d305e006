package ctk.documents;

import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body of a {@code case "$1 $2" in} that bash and zsh understand alike. It sets {@code kind}
 * for a command ($1, empty for none) and what is asked ($2): {@code options}, an option with an
 * argument, or the number of an operand; with {@code --} before it if that ended the options. A
 * {@code ?} before the kind of an option says that its argument may be left out.
 */
record ShellCases(Model model) {

    List<String> values() {
        List<String> lines = new ArrayList<>();
        String commands = String.join(" ", model.commands().keySet());
        lines.add(line("' options'", "words " + options(model.top())));
        lines.add(line("' 1'", "words " + commands));
        model.commands().forEach((name, table) -> add(lines, name, table));
        return lines;
    }

    private void add(List<String> lines, String command, OptionTable table) {
        lines.add(line(quoted(command, "options"), "words " + options(table)));
        Values values = new Values(model.steps());
        for (Option option : table.options()) {
            String argument = option.argument();
            if (argument != null) {
                String mark = option.needsArgument() ? "" : "?";
                lines.add(line(quoted(command, option.name()), mark + values.of(argument)));
            }
        }
        addOperands(lines, command, "", Operands.of(table, false), values);
        addOperands(lines, command, "--", Operands.of(table, true), values);
    }

    private static void addOperands(
            List<String> lines, String command, String dashes, Operands operands, Values values) {
        for (int i = 0; i < operands.labels().size(); i++) {
            String kind = values.of(operands.labels().get(i));
            lines.add(line(quoted(command, dashes + (i + 1)), kind));
        }
        String further = operands.further(values);
        lines.add(line("'" + command + " " + dashes + "'[0-9]*", further));
    }

    /** Return the options, with {@code =} where an argument follows. */
    static String options(OptionTable table) {
        return table.options().stream().map(ShellCases::word).collect(Collectors.joining(" "));
    }

    private static String word(Option option) {
        boolean isLong = option.name().startsWith("--");
        return option.name() + (isLong && option.needsArgument() ? "=" : "");
    }

    private static String quoted(String command, String what) {
        return "'" + command + " " + what + "'";
    }

    private static String line(String pattern, String kind) {
        return pattern + ") kind='" + kind + "' ;;";
    }
}
