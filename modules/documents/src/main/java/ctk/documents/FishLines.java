package ctk.documents;

import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;

import java.util.ArrayList;
import java.util.List;

/** What fish's complete is to be told. The functions that it names stand in the script. */
record FishLines(Model model) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        model.commands()
                .forEach(
                        (name, table) ->
                                lines.add(
                                        complete("__ctk_at '' 1")
                                                + (" -a " + name)
                                                + describe(table.summary())));
        options(lines, "__ctk_options ''", model.top());
        model.commands().forEach((name, table) -> add(lines, name, table));
        return lines;
    }

    /** Return the options that take their argument from the next word. */
    List<String> needing() {
        StringBuilder line = new StringBuilder("case");
        model.commands()
                .forEach(
                        (name, table) -> {
                            for (Option option : table.options()) {
                                if (option.needsArgument()) {
                                    line.append(" '" + name + " " + option.name() + "'");
                                }
                            }
                        });
        return List.of(line.toString());
    }

    /** Return the operands from which on the line is that of another program. */
    List<String> programs() {
        StringBuilder line = new StringBuilder("case");
        Values values = new Values(model.steps());
        for (var each : model.commands().entrySet()) {
            for (boolean isSeparated : new boolean[] {false, true}) {
                List<String> labels = Operands.of(each.getValue(), isSeparated).labels();
                for (int i = 0; i < labels.size(); i++) {
                    if (values.of(labels.get(i)).equals("programs")) {
                        String dashes = isSeparated ? "--" : "";
                        line.append(" '" + each.getKey() + " " + dashes + (i + 1) + "'");
                    }
                }
            }
        }
        return List.of(line.toString());
    }

    private void add(List<String> lines, String command, OptionTable table) {
        options(lines, "__ctk_options " + command, table);
        operands(lines, command, "", Operands.of(table, false));
        operands(lines, command, "--", Operands.of(table, true));
    }

    private void options(List<String> lines, String condition, OptionTable table) {
        Values values = new Values(model.steps());
        for (Option option : table.options()) {
            boolean isLong = option.name().startsWith("--");
            String name = option.name().substring(isLong ? 2 : 1);
            String line = complete(condition) + (isLong ? " -l " : " -s ") + name;
            String argument = option.argument();
            if (argument != null) {
                line += (option.needsArgument() ? " -r" : "") + offer(values.of(argument));
            }
            lines.add(line + describe(Brief.of(option.description())));
        }
    }

    private void operands(List<String> lines, String command, String dashes, Operands operands) {
        Values values = new Values(model.steps());
        int count = operands.labels().size();
        for (int i = 0; i < count; i++) {
            String kind = values.of(operands.labels().get(i));
            boolean isLast = i == count - 1 && operands.isRepeated();
            String place = command + " " + dashes + (i + 1) + (isLast ? " more" : "");
            lines.add(complete("__ctk_at " + place) + offer(kind));
        }
    }

    private static String complete(String condition) {
        return "complete -c ctk -n \"" + condition + "\"";
    }

    private static String offer(String kind) {
        if (kind.startsWith("words ")) {
            return " -f -a '" + kind.substring("words ".length()) + "'";
        }
        return switch (kind) {
            case "files" -> " -F";
            case "nothing" -> " -f";
            default -> " -f -a '(__ctk_" + kind + ")'";
        };
    }

    private static String describe(String text) {
        return " -d '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
