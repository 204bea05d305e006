package ctk.cmd.run;

import ctk.core.cli.CommonOptions;
import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;

import java.util.List;

/** The option table of {@code ctk run}. */
final class RunOptions {

    static final Option DRY_RUN =
            Option.optional(
                    "--dry-run",
                    "FORMAT",
                    CommonOptions.GROUP,
                    "Print what would be done, as text (the default) or json, and do not run"
                            + " COMMAND.");

    static final OptionTable TABLE =
            new OptionTable(
                    "ctk run",
                    "run COMMAND as USER: give root up for good, then exec",
                    List.of("[OPTIONS] USER[:GROUP] [--] COMMAND [ARG...]"),
                    List.of(
                            DRY_RUN,
                            CommonOptions.DEBUG,
                            CommonOptions.HELP,
                            CommonOptions.VERSION),
                    List.of(
                            "USER and GROUP are names or numbers. Without GROUP: the primary group"
                                + " of USER and every group of /etc/group that lists USER. With"
                                + " GROUP: that one alone. A number without an entry in /etc/passwd"
                                + " keeps the caller's group.",
                            "",
                            "Example: ctk run app -- redis-server /etc/redis.conf",
                            "",
                            "Exit status: that of COMMAND, which replaces ctk; 125 if ctk refused"
                                + " or failed, 126 if COMMAND cannot be executed, 127 if it is not"
                                + " found, 128+n if signal n (TERM, INT, HUP or QUIT) came before"
                                + " it ran."));

    private RunOptions() {}
}
