package ctk.core.cli;

/** Options that every command has. */
public final class CommonOptions {

    /** The heading of options that belong to no group of their own. */
    public static final String GROUP = "Options:";

    /** Print the stack trace of an error. */
    public static final Option DEBUG =
            Option.flag("--debug", GROUP, "Print the stack trace of an error.");

    /** Print the help. */
    public static final Option HELP = Option.flag("--help", GROUP, "Print this help.");

    /** Print the version. */
    public static final Option VERSION = Option.flag("--version", GROUP, "Print the version.");

    private CommonOptions() {}
}
