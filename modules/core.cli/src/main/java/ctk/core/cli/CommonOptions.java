package ctk.core.cli;

/** Options that every command has, and the headings under which options of several stand. */
public final class CommonOptions {

    /** The heading of options that belong to no group of their own. */
    public static final String GROUP = "General:";

    /** The heading of options that say how the set-up before a command is done. */
    public static final String SETUP = "Set-up:";

    /** The heading of options that say what is printed, and in which form. */
    public static final String OUTPUT = "Output:";

    /** Print the stack trace of an error. */
    public static final Option DEBUG =
            Option.flag("--debug", GROUP, "Print the stack trace of an error.");

    /** Print the help. */
    public static final Option HELP = Option.flag("--help", GROUP, "Print this help.");

    /** Print the version. */
    public static final Option VERSION = Option.flag("--version", GROUP, "Print the version.");

    private CommonOptions() {}
}
