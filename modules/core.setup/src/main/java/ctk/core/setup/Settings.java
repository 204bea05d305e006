package ctk.core.setup;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The entry of a step. A key that is not there has its default; where it has none, {@link #has}
 * tells, and to ask for its value is a mistake of the step: IllegalStateException.
 */
public interface Settings {

    /** Tell whether the key has a value, be it the default. */
    boolean has(String key);

    /** Return the value of a key of type STRING or PATH. */
    String string(String key);

    /** Return the value of a key of type STRING or PATH, or null if it has none. */
    @Nullable String stringOrNull(String key);

    /** Return the value of a key of type STRINGS, ARGUMENTS or PATHS. */
    List<String> strings(String key);

    /** Return the value of a key of type FLAG. */
    boolean flag(String key);

    /** Return the value of a key of type NUMBER, ID or MODE. */
    long number(String key);

    /**
     * Return a failure that names the key, and where it stands.
     *
     * @param cause why the value will not do, such as {@code it is a file}
     */
    SetupException refuse(String key, String cause);
}
