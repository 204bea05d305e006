package ctk.cmd.run;

import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;

import java.util.List;

/** The option table of {@code ctk run}. */
final class RunOptions {

    static final Option DRY_RUN =
            Option.optional(
                    "--dry-run",
                    "FORMAT",
                    "Options:",
                    "Print what would be done, as text or json, and do nothing.");
    static final Option DEBUG =
            Option.flag("--debug", "Options:", "Print the stack trace of an error.");
    static final Option HELP = Option.flag("--help", "Options:", "Print this help.");
    static final Option VERSION = Option.flag("--version", "Options:", "Print the version.");

    static final OptionTable TABLE =
            new OptionTable(
                    "ctk run",
                    "become USER for good, and become COMMAND by exec",
                    List.of("[OPTIONS] USER[:GROUP] [--] COMMAND [ARG...]"),
                    List.of(DRY_RUN, DEBUG, HELP, VERSION),
                    List.of(
                            "USER and GROUP are names or numbers. Without GROUP, the user's groups"
                                + " are those of /etc/passwd and /etc/group; with it there are no"
                                + " others.",
                            "",
                            "Exit status: that of COMMAND, which replaces ctk; 125 if ctk refused"
                                + " or failed, 126 if COMMAND cannot be executed, 127 if it is not"
                                + " found, 128+n if signal n came before it ran."));

    private RunOptions() {}
}
