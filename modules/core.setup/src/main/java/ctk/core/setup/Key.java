package ctk.core.setup;

import org.jspecify.annotations.Nullable;

/**
 * A key of a step's entry.
 *
 * @param name lower case with hyphens
 * @param type what a value must be
 * @param isRequired whether an entry without it is refused
 * @param defaultValue what stands for it where it is left out, as it would be written, or null
 * @param description a sentence
 */
public record Key(
        String name,
        Type type,
        boolean isRequired,
        @Nullable String defaultValue,
        String description) {

    /** What a value must be. In all but FLAG and NUMBER variables are expanded. */
    public enum Type {
        /** A string. */
        STRING,
        /** An array of strings, or one string; those that are empty are left out. */
        STRINGS,
        /** The same, but for what is empty: each keeps its place. */
        ARGUMENTS,
        /**
         * An absolute path: no NUL, no component {@code ..}. The step gets it without empty
         * components, those that are {@code .}, and a slash at its end.
         */
        PATH,
        /** An array of such paths, or one. */
        PATHS,
        /** The octal digits of permissions, as a string: 0750. */
        MODE,
        /** The id of a user or group, a string of decimal digits or an integer. */
        ID,
        /** An integer of 0 to 2147483647. */
        NUMBER,
        /** true or false. */
        FLAG
    }

    /** Describe a key that an entry must have. */
    public static Key required(String name, Type type, String description) {
        return new Key(name, type, true, null, description);
    }

    /** Describe a key that may be left out and has no default. */
    public static Key optional(String name, Type type, String description) {
        return new Key(name, type, false, null, description);
    }

    /** Describe a key that may be left out, and what it is then. */
    public static Key optional(String name, Type type, String defaultValue, String description) {
        return new Key(name, type, false, defaultValue, description);
    }
}
