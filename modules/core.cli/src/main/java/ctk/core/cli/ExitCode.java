package ctk.core.cli;

/**
 * The exit codes of all commands but gosu mode; 128+n is a stop by signal n before the command, and
 * 126 and 127, the command cannot be executed or found, are those of perform.c.
 */
public final class ExitCode {

    /** Done. */
    public static final int SUCCESS = 0;

    /** Done in part, or a check that failed. */
    public static final int INCOMPLETE = 1;

    /** Every failure in gosu mode. */
    public static final int GOSU_FAILURE = 1;

    /** ctk itself refused or failed. */
    public static final int REFUSED = 125;

    /** The signal's number is added: it came before the command ran. */
    public static final int SIGNALLED = 128;

    private ExitCode() {}
}
