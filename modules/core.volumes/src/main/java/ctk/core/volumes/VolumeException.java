package ctk.core.volumes;

import org.jspecify.annotations.Nullable;

/** A request that is refused before anything is changed; the message is one line, lower case. */
public final class VolumeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    /**
     * Describe a refusal.
     *
     * @param message one line, user values quoted
     * @param hint a next step for the user, or null
     */
    public VolumeException(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    /** Return a next step for the user, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
