package ctk.core.cli;

import org.jspecify.annotations.Nullable;

/** ctk refuses or fails; gives the error line, and a hint where a next step is known. */
public final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    /**
     * Describe a refusal.
     *
     * @param message one line, lower case, user values quoted
     * @param hint one line, or null
     */
    public CommandException(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    /** Describe a refusal that another exception explains. */
    public CommandException(String message, @Nullable String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** Return a next step for the user, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
