package ctk.core.userdb;

import org.jspecify.annotations.Nullable;

/**
 * A user spec does not lead to an identity: it is not one, names nobody, or rests on a line that
 * cannot be relied on. The message is one lower-case line with every value quoted.
 */
public final class UserSpecException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    /** Say what is wrong, and, where it is known, what to do about it. */
    public UserSpecException(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    /** Return a known next step as one line, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
