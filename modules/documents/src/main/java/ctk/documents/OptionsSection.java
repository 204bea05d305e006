package ctk.documents;

import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;

import java.util.ArrayList;
import java.util.List;

/** The synopsis of a command and its options, in the groups and the order of its help. */
final class OptionsSection {

    private OptionsSection() {}

    /** Return one line of the section SYNOPSIS for each form. */
    static List<String> synopsis(OptionTable table) {
        List<String> lines = new ArrayList<>();
        for (String form : table.synopsis()) {
            lines.add(".Nm " + table.command());
            for (Operand operand : Operand.all(form)) {
                lines.add(operand.isBar() ? "|" : macro(operand));
            }
        }
        return lines;
    }

    private static String macro(Operand operand) {
        String text = (operand.isPlain() ? "Cm " : "Ar ") + Mdoc.argument(operand.text());
        return operand.isOptional() ? ".Op " + text : "." + text;
    }

    /** Return the content of the section OPTIONS. */
    static List<String> of(OptionTable table) {
        List<String> lines = new ArrayList<>();
        String group = "";
        for (Option option : table.options()) {
            if (!option.group().equals(group)) {
                if (!group.isEmpty()) {
                    lines.add(".El");
                }
                group = option.group();
                lines.add(".Ss " + group.replaceFirst(":$", ""));
                lines.add(".Bl -tag -width Ds");
            }
            lines.add(item(option));
            lines.addAll(Mdoc.sentences(option.description()));
        }
        lines.add(".El");
        return lines;
    }

    private static String item(Option option) {
        String item = ".It Fl " + Mdoc.escape(option.name().substring(1));
        String argument = option.argument();
        if (argument == null) {
            return item;
        }
        String value = "Ar " + Mdoc.argument(argument);
        if (!option.name().startsWith("--")) {
            return item + " " + value;
        }
        return option.needsArgument()
                ? item + " Ns = Ns " + value
                : item + " Ns Oo = Ns " + value + " Oc";
    }
}
