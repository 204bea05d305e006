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
    static List<ByteString> of(ByteString list, String option) throws CommandException {
        List<ByteString> words = new ArrayList<>();
        for (int from = 0; from <= list.length() && list.length() > 0; ) {
            int comma = list.indexOf(',', from);
            int end = comma < 0 ? list.length() : comma;
            if (from == end) {
                throw refused(option, list, "an item of the list is empty", "is a variable unset?");
            }
            words.add(list.slice(from, end));
            from = end + 1;
        }
        return words;
    }

    /** Refuse a list without words, where that would be said in another way. */
    static void requireAny(ByteString list, String option, String hint) throws CommandException {
        if (list.length() == 0) {
            throw refused(option, list, "it is empty", hint);
        }
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
        String refusal = range(value, option, radix, least, most);
        if (!isPlain(value)) {
            throw new CommandException(refusal, null);
        }
        try {
            long number = Long.parseLong(value.toString(), radix);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new CommandException(refusal, null, e);
        }
        throw new CommandException(refusal, null);
    }

    /** Long.parseLong takes a plus, too, and the digits of every script. */
    private static boolean isPlain(ByteString value) {
        for (int i = 0; i < value.length(); i++) {
            boolean isDigit = value.at(i) >= '0' && value.at(i) <= '9';
            if (!isDigit && (i > 0 || value.at(i) != '-')) {
                return false;
            }
        }
        return true;
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
