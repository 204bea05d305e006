package ctk.core.setup;

import org.jspecify.annotations.Nullable;

/** An environment (environ(7)). */
public interface Variables {

    /**
     * Return the value of a variable, or null if it is not set.
     *
     * @throws SetupException if the value is not UTF-8
     */
    @Nullable String value(String name) throws SetupException;

    /** Return the bytes of a value, or null. */
    byte @Nullable [] bytes(String name);

    /** Return the names of all variables, in their order. */
    Iterable<String> names();

    /**
     * Expand <code>${NAME}</code>, <code>${NAME:-default}</code>, <code>${NAME:+word}</code> and
     * <code>${NAME:?message}</code> in a text. A dollar before anything else is left as it is, and
     * <code>$${</code> becomes <code>${</code>.
     *
     * @throws SetupException if a variable without a default is not set, is not UTF-8, or a brace
     *     is not closed
     */
    String expand(String text) throws SetupException;
}
