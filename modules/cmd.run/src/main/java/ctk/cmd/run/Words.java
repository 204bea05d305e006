package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Lists in arguments: words with commas between them. */
final class Words {

    private Words() {}

    /**
     * Split a list.
     *
     * @param option that it was given to
     * @return its words, none of them empty; none for an empty list
     */
    static List<String> of(ByteString list, String option) throws CommandException {
        List<String> words = new ArrayList<>();
        String text = list.toString();
        for (int from = 0; from <= text.length() && !text.isEmpty(); ) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            if (from == end) {
                throw refused(option, list, "an item of the list is empty", "is a variable unset?");
            }
            words.add(text.substring(from, end));
            from = end + 1;
        }
        return words;
    }

    /** Return the refusal of an argument. */
    static CommandException refused(
            String option, ByteString value, String cause, @Nullable String hint) {
        return new CommandException(
                "cannot take " + option + " " + value.quoted() + ": " + cause, hint);
    }

    /**
     * Read a number.
     *
     * @param least the smallest that is taken
     * @param most the largest
     */
    static long number(ByteString value, String option, int radix, long least, long most)
            throws CommandException {
        try {
            long number = Long.parseLong(value.toString(), radix);
            if (number >= least && number <= most && value.at(0) != '+') {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new CommandException(range(value, option, radix, least, most), null, e);
        }
        throw new CommandException(range(value, option, radix, least, most), null);
    }

    private static String range(ByteString value, String option, int radix, long least, long most) {
        String kind = radix == 8 ? "an octal number" : "a number";
        return "cannot take "
                + option
                + " "
                + value.quoted()
                + ": it is not "
                + kind
                + " from "
                + Long.toString(least, radix)
                + " to "
                + Long.toString(most, radix);
    }
}
