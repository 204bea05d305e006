package ctk.cmd.shell.builtin;

/** A built-in was given wrong arguments. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Describe what is wrong.
     *
     * @param message one line, lower case, user values quoted (ByteString.quoted)
     */
    public UsageException(String message) {
        super(message);
    }
}
