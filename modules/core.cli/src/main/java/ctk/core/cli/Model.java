package ctk.core.cli;

import ctk.core.linux.ByteString;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table as picocli's model: for what need not be fast. */
public final class Model {

    private static final int WIDTH = 80;

    private Model() {}

    /** Return the help text of a table, at most 80 columns wide. */
    public static String help(OptionTable table) {
        CommandSpec spec = spec(table);
        spec.usageMessage()
                .width(WIDTH)
                .synopsisHeading("Usage: ")
                .customSynopsis(synopsis(table))
                .descriptionHeading("%n")
                .description(capital(table.summary()) + ".")
                .footerHeading(table.footer().isEmpty() ? "" : "%n")
                .footer(escaped(table.footer()))
                .sortOptions(false);
        return spaced(rendered(spec, table), table);
    }

    /** As CommandLine would, whose constructor loads converters to every type of the JDK. */
    private static String rendered(CommandSpec spec, OptionTable table) {
        CommandLine.Help help =
                new MeasuredHelp(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF));
        StringBuilder text = new StringBuilder();
        Map<String, IHelpSectionRenderer> sections = spec.usageMessage().sectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, own -> groups(table, own));
        for (String key : spec.usageMessage().sectionKeys()) {
            IHelpSectionRenderer section = sections.get(key);
            text.append(section == null ? "" : section.render(help));
        }
        return text.toString();
    }

    /** Measures the options once; picocli's own does for each group. */
    private static final class MeasuredHelp extends CommandLine.Help {

        private int columns;

        MeasuredHelp(CommandSpec spec, ColorScheme colors) {
            super(spec, colors);
        }

        @Override
        public int calcLongOptionColumnWidth(
                List<OptionSpec> options, List<PositionalParamSpec> operands, ColorScheme colors) {
            if (columns == 0) {
                columns = super.calcLongOptionColumnWidth(options, operands, colors);
            }
            return columns;
        }
    }

    /** Put a blank behind short options: picocli has one separator for all. */
    private static String spaced(String help, OptionTable table) {
        String spaced = help;
        for (Option option : table.options()) {
            if (!option.name().startsWith("--") && option.needsArgument()) {
                String item = " " + option.name();
                spaced =
                        spaced.replace(
                                item + "=" + option.argument(), item + " " + option.argument());
            }
        }
        return spaced;
    }

    /** Return a hint that names the options a mistyped one may mean, or where they are listed. */
    static String suggestion(OptionTable table, ByteString name) {
        CommandLine line = new CommandLine(spec(table));
        try {
            line.parseArgs(name.toString());
        } catch (UnmatchedArgumentException e) {
            List<String> suggestions = e.getSuggestions();
            if (!suggestions.isEmpty()) {
                return "did you mean " + String.join(" or ", suggestions) + "?";
            }
        } catch (CommandLine.ParameterException e) {
            return list(table); // near to an option, but not as a word of its own
        }
        return list(table);
    }

    private static String list(OptionTable table) {
        return table.command() + " --help lists the options";
    }

    private static CommandSpec spec(OptionTable table) {
        CommandSpec spec = CommandSpec.create().name(table.command());
        spec.interpolateVariables(false); // which looks for a dollar in each text, many times
        for (Option option : table.options()) {
            spec.addOption(option(option));
        }
        return spec;
    }

    /** The options by group: picocli's own groups come with a synopsis each, which takes long. */
    private static String groups(OptionTable table, CommandLine.Help help) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        for (Option option : table.options()) {
            OptionSpec spec = help.commandSpec().findOption(option.name());
            groups.computeIfAbsent(option.group(), group -> new ArrayList<>()).add(spec);
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<OptionSpec>> group : groups.entrySet()) {
            CommandLine.Help.Layout layout = help.createDefaultLayout();
            layout.addOptions(group.getValue(), help.parameterLabelRenderer());
            text.append(help.createHeading("%n" + group.getKey() + "%n")).append(layout);
        }
        return text.toString();
    }

    private static OptionSpec option(Option option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.name());
        builder.description(option.description());
        if (option.argument() == null) {
            return builder.arity("0").type(boolean.class).build();
        }
        String arity = option.needsArgument() ? "1" : "0..1";
        return builder.arity(arity).type(String.class).paramLabel(option.argument()).build();
    }

    private static String[] synopsis(OptionTable table) {
        String[] lines = new String[table.synopsis().size()];
        for (int i = 0; i < lines.length; i++) {
            String indent = i == 0 ? "" : " ".repeat("Usage: ".length());
            lines[i] = indent + (table.command() + " " + table.synopsis().get(i)).strip();
        }
        return lines;
    }

    private static String[] escaped(List<String> lines) {
        return lines.stream().map(l -> l.replace("%", "%%")).toArray(String[]::new);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
