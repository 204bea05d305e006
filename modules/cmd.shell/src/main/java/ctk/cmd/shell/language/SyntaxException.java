package ctk.cmd.shell.language;

/** A line cannot be understood, or not yet. */
public final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isIncomplete;
    private final int line;

    /**
     * Describe what is wrong.
     *
     * @param line where
     * @param isIncomplete whether a further line may mend it
     */
    SyntaxException(String message, int line, boolean isIncomplete) {
        super(message);
        this.line = line;
        this.isIncomplete = isIncomplete;
    }

    /** Return the number of the line. */
    public int line() {
        return line;
    }

    /** Tell whether a further line may mend it. */
    public boolean isIncomplete() {
        return isIncomplete;
    }
}
