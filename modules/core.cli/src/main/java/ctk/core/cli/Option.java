package ctk.core.cli;

import org.jspecify.annotations.Nullable;

/**
 * One long option.
 *
 * @param name with its two hyphens
 * @param argument what its argument is called in help, or null if it takes none
 * @param needsArgument false if the argument may be left out; it is then given by {@code =} only
 * @param group heading it stands under in help and manual
 * @param description a sentence
 */
public record Option(
        String name,
        @Nullable String argument,
        boolean needsArgument,
        String group,
        String description) {

    /** Describe an option that is there or not. */
    public static Option flag(String name, String group, String description) {
        return new Option(name, null, false, group, description);
    }

    /** Describe an option with an argument. */
    public static Option valued(String name, String argument, String group, String description) {
        return new Option(name, argument, true, group, description);
    }

    /** Describe an option whose argument may be left out. */
    public static Option optional(String name, String argument, String group, String description) {
        return new Option(name, argument, false, group, description);
    }
}
