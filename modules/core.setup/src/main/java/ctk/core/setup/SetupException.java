package ctk.core.setup;

import org.jspecify.annotations.Nullable;

/** A step cannot do what it is asked for. The start ends with exit code 125. */
public final class SetupException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    /**
     * Say why.
     *
     * @param message one line of lower case, such as {@code cannot create '/data': permission
     *     denied}
     */
    public SetupException(String message) {
        this(message, null);
    }

    /**
     * Say why, and what can be done.
     *
     * @param hint one line, or null
     */
    public SetupException(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    /**
     * Say why, and what can be done, and what it follows from.
     *
     * @param hint one line, or null
     */
    public SetupException(String message, @Nullable String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** Return a next step for the user, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
