package ctk.documents;

import ctk.core.cli.OptionTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** The commands, with what each does. */
final class CommandsSection {

    private CommandsSection() {}

    static List<String> of(SortedMap<String, OptionTable> commands) {
        List<String> lines = new ArrayList<>(List.of(".Bl -tag -width Ds"));
        commands.forEach(
                (name, table) -> {
                    lines.add(".It Cm " + Mdoc.escape(name));
                    lines.addAll(Mdoc.sentences(sentence(table.summary())));
                    lines.add("See");
                    lines.add(".Xr ctk-" + name + " 1 .");
                });
        lines.add(".El");
        return lines;
    }

    /** Return a summary as a sentence. */
    static String sentence(String summary) {
        return summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1) + ".";
    }
}
