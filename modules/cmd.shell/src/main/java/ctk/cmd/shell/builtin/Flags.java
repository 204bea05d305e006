package ctk.cmd.shell.builtin;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Options of one letter, together or apart, before, between and behind the operands; {@code --}
 * ends them.
 */
public final class Flags {

    private final Map<Character, ByteString> values = new HashMap<>();
    private final List<ByteString> operands = new ArrayList<>();

    private Flags() {}

    /**
     * Read arguments.
     *
     * @param letters of the options, a colon behind those that take a value, as in getopt(3)
     * @throws UsageException for any other letter, or a value that is missing
     */
    public static Flags read(List<ByteString> arguments, String letters) throws UsageException {
        Flags flags = new Flags();
        for (int i = 0; i < arguments.size(); i++) {
            ByteString word = arguments.get(i);
            if (word.length() < 2 || word.at(0) != '-') {
                flags.operands.add(word);
            } else if (word.length() == 2 && word.at(1) == '-') {
                flags.operands.addAll(arguments.subList(i + 1, arguments.size()));
                break;
            } else {
                ByteString next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
                i += flags.take(word, letters, next);
            }
        }
        return flags;
    }

    /** Read one word; return 1 if the next one was its value. */
    private int take(ByteString word, String letters, @Nullable ByteString next)
            throws UsageException {
        for (int i = 1; i < word.length(); i++) {
            char letter = (char) (word.at(i) & 0xff);
            int at = letter == ':' ? -1 : letters.indexOf(letter);
            if (at < 0) {
                throw new UsageException("unknown option " + word.quoted());
            }
            boolean hasValue = at + 1 < letters.length() && letters.charAt(at + 1) == ':';
            if (!hasValue) {
                values.put(letter, ByteString.of(""));
            } else if (i + 1 < word.length()) {
                values.put(letter, word.slice(i + 1));
                return 0;
            } else if (next != null) {
                values.put(letter, next);
                return 1;
            } else {
                throw new UsageException("option -" + letter + " needs a value");
            }
        }
        return 0;
    }

    /** Tell whether an option was given. */
    public boolean has(char letter) {
        return values.containsKey(letter);
    }

    /** Return the last value of an option, or null. */
    public @Nullable ByteString value(char letter) {
        return values.get(letter);
    }

    /**
     * Return the number that is the value of an option.
     *
     * @param otherwise what is returned if the option was not given
     * @throws UsageException if the value is no number
     */
    public int number(char letter, int otherwise) throws UsageException {
        ByteString value = values.get(letter);
        if (value == null) {
            return otherwise;
        }
        int number = value.decimal(Integer.MAX_VALUE);
        if (number < 0) {
            throw new UsageException(value.quoted() + " of -" + letter + " is no number");
        }
        return number;
    }

    /** Return what is no option. */
    public List<ByteString> operands() {
        return operands;
    }

    /**
     * Return the operands.
     *
     * @throws UsageException if there are fewer
     */
    public List<ByteString> atLeast(int count, String what) throws UsageException {
        if (operands.size() < count) {
            throw new UsageException(what);
        }
        return operands;
    }

    /**
     * Return the operands.
     *
     * @throws UsageException if there are more
     */
    public List<ByteString> atMost(int count) throws UsageException {
        if (operands.size() > count) {
            throw new UsageException("one argument too many: " + operands.get(count).quoted());
        }
        return operands;
    }
}
