package ctk.documents;

import ctk.core.cli.OptionTable;

import java.util.ArrayList;
import java.util.List;

/** The descriptions of commands and options, as zsh's _describe wants them. */
record ZshOptions(Model model) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("names=(");
        model.commands().forEach((name, table) -> lines.add("  " + word(name, table.summary())));
        lines.add(")");
        lines.add("case $1 in");
        add(lines, "''", model.top());
        model.commands().forEach((name, table) -> add(lines, name, table));
        lines.add("esac");
        return lines;
    }

    private static void add(List<String> lines, String pattern, OptionTable table) {
        lines.add("  (" + pattern + ") options=(");
        for (var option : table.options()) {
            lines.add("    " + word(option.name(), Brief.of(option.description())));
        }
        lines.add("  ) ;;");
    }

    private static String word(String name, String description) {
        return "'" + name + ":" + description.replace("'", "'\\''") + "'";
    }
}
