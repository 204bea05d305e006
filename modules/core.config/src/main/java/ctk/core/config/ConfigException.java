package ctk.core.config;

import org.jspecify.annotations.Nullable;

/** The configuration cannot be used. The start ends with exit code 125. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    /**
     * Say why, and what can be done.
     *
     * @param message one whole line: {@code /etc/ctk/ctk.toml:3:1: unknown key 'usr'}
     * @param hint one line, or null
     */
    public ConfigException(String message, @Nullable String hint) {
        super(message);
        this.hint = hint;
    }

    /** Say why at a place in a file. */
    ConfigException(Position at, String message, @Nullable String hint) {
        this(at + ": " + message, hint);
    }

    /** Return a next step for the user, or null. */
    public @Nullable String hint() {
        return hint;
    }
}
