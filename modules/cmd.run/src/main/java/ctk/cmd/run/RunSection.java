package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.config.Entry;
import ctk.core.config.Suggestions;
import ctk.core.config.Value;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The {@code [run]} table of a configuration: options of {@code ctk run} without their hyphens. */
final class RunSection {

    private RunSection() {}

    /** Put the entries below the options of the line, which come later and so win. */
    static void underlay(List<Entry> entries, Arguments arguments) throws CommandException {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            Option option = RunOptions.TABLE.find("--" + entry.key());
            if (option == null || RunOptions.NOT_IN_FILE.contains(option.name())) {
                throw new CommandException(
                        entry.at() + ": unknown key '" + entry.key() + "' in [run]",
                        Suggestions.near(entry.key(), keys()));
            }
            underlay(entry, option, arguments);
        }
    }

    private static void underlay(Entry entry, Option option, Arguments arguments)
            throws CommandException {
        Value value = entry.value();
        if (value instanceof Value.Listing listing && option.argument() != null) {
            if (!RunOptions.REPEATABLE.contains(option.name())) {
                arguments.underlay(option, joined(entry, listing, option));
                return;
            }
            for (int i = listing.values().size() - 1; i >= 0; i--) {
                arguments.underlay(option, argument(entry, listing.values().get(i), option));
            }
        } else if (value instanceof Value.Truth truth && option.argument() == null) {
            if (truth.value()) {
                arguments.underlay(option, null);
            }
        } else {
            arguments.underlay(option, argument(entry, value, option));
        }
    }

    /** Of an option that takes a list, as {@code --groups=a,b} does. */
    private static ByteString joined(Entry entry, Value.Listing listing, Option option)
            throws CommandException {
        StringBuilder text = new StringBuilder();
        for (Value each : listing.values()) {
            text.append(text.isEmpty() ? "" : ",").append(argument(entry, each, option));
        }
        return ByteString.of(text.toString());
    }

    private static ByteString argument(Entry entry, Value value, Option option)
            throws CommandException {
        if (option.argument() != null && value instanceof Value.Text text) {
            return ByteString.of(text.text());
        }
        if (option.argument() != null && value instanceof Value.Whole whole) {
            return ByteString.of(Long.toString(whole.number()));
        }
        String wanted = option.argument() == null ? "a boolean" : "a string";
        throw new CommandException(
                entry.at()
                        + ": key '"
                        + entry.key()
                        + "': it is "
                        + value.type()
                        + ", not "
                        + wanted,
                null);
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Option each : RunOptions.TABLE.options()) {
            if (!RunOptions.NOT_IN_FILE.contains(each.name())) {
                keys.add(each.name().substring(2));
            }
        }
        return keys;
    }

    /** Return the value of an option as text, or what stands for it. */
    static String value(Arguments arguments, Option option, String otherwise) {
        @Nullable ByteString value = arguments.value(option);
        return value == null ? otherwise : value.toString();
    }
}
