package ctk.core.steps;

import org.jspecify.annotations.Nullable;

/** The set-up is refused, or failed. */
public final class StepException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    StepException(String message, @Nullable String hint) {
        super(OneLine.of(message));
        this.hint = hint == null ? null : OneLine.of(hint);
    }

    StepException(String message, @Nullable String hint, Throwable cause) {
        super(OneLine.of(message), cause);
        this.hint = hint == null ? null : OneLine.of(hint);
    }

    /** Return a next step for the user, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
