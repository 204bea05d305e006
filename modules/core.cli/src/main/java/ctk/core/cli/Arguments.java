package ctk.core.cli;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The options that were given, and where the operands start. */
public final class Arguments {

    private final List<Option> given = new ArrayList<>();
    private final List<@Nullable ByteString> values = new ArrayList<>();
    private int operands;
    private boolean separated;

    Arguments() {}

    void add(Option option, @Nullable ByteString value) {
        given.add(option);
        values.add(value);
    }

    /**
     * Add an option as if it stood before all others, which therefore win over it.
     *
     * @param value null for an option without an argument
     */
    public void underlay(Option option, @Nullable ByteString value) {
        given.addFirst(option);
        values.addFirst(value);
    }

    void end(int index, boolean separator) {
        operands = index;
        separated = separator;
    }

    /** Tell whether no option was given. */
    public boolean isEmpty() {
        return given.isEmpty();
    }

    /** Tell whether the option was given. */
    public boolean has(Option option) {
        return last(option) >= 0;
    }

    /** Return the last argument given to the option, or null if there was none. */
    public @Nullable ByteString value(Option option) {
        int index = last(option);
        return index < 0 ? null : values.get(index);
    }

    private int last(Option option) {
        int index = given.size() - 1;
        while (index >= 0 && !is(index, option)) {
            index--;
        }
        return index;
    }

    /** By name: the equals method of a record costs milliseconds at its first call. */
    private boolean is(int index, Option option) {
        return given.get(index).name().equals(option.name());
    }

    /** Return all arguments given to the option, in their order. */
    public List<ByteString> values(Option option) {
        List<ByteString> all = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            ByteString value = values.get(i);
            if (is(i, option) && value != null) {
                all.add(value);
            }
        }
        return all;
    }

    /** Return the index in argv of the first operand; argv's length if there is none. */
    public int operands() {
        return operands;
    }

    /** Tell whether {@code --} ended the options before any operand. */
    public boolean separated() {
        return separated;
    }
}
