package ctk.core.exec;

/** The process may not become who it was asked to become. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * A process that may not become who it should.
     *
     * @param hint a next step for the user
     */
    public RefusedException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** Return a next step for the user. */
    public String hint() {
        return hint;
    }
}
