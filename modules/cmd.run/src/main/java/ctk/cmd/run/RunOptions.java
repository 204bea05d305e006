package ctk.cmd.run;

import ctk.core.cli.CommonOptions;
import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;

import java.util.ArrayList;
import java.util.List;

/** The option table of {@code ctk run}. */
final class RunOptions {

    static final Option DRY_RUN =
            Option.optional(
                    "--dry-run",
                    "text|json",
                    CommonOptions.OUTPUT,
                    "Print what would be done, and do not run COMMAND (default: text).");

    static final Option VOLUME =
            Option.valued(
                    "--volume",
                    "PATH[:MODE]",
                    CommonOptions.SETUP,
                    "Before COMMAND: make the directory PATH if it is missing, and give its tree to"
                            + " USER if PATH itself is not USER's yet. Repeatable.");

    static final Option SETUP =
            Option.flag(
                    "--setup",
                    CommonOptions.SETUP,
                    "Do the steps of the configuration although USER is given.");

    static final Option CONFIG =
            Option.valued(
                    "--config",
                    "FILE",
                    CommonOptions.SETUP,
                    "Read FILE instead of /etc/ctk/ctk.toml and /etc/ctk/conf.d.");

    static final Option NO_CONFIG =
            Option.flag("--no-config", CommonOptions.SETUP, "Read no configuration.");

    static final Option PLUGIN_PATH =
            Option.valued(
                    "--plugin-path",
                    "DIRECTORY",
                    CommonOptions.SETUP,
                    "Look for steps in the jars of DIRECTORY too. Repeatable.");

    static final Option VERBOSE =
            Option.flag(
                    "--verbose",
                    CommonOptions.OUTPUT,
                    "Say on standard error what is done, as it happens.");

    static final Option LOG_FORMAT =
            Option.valued(
                    "--log-format",
                    "text|json",
                    CommonOptions.OUTPUT,
                    "How to say it (default: text).");

    /** Options that say where the configuration is, or that are about this one line. */
    static final List<String> NOT_IN_FILE =
            List.of(
                    "--setup",
                    "--config",
                    "--no-config",
                    "--dry-run",
                    "--debug",
                    "--help",
                    "--version");

    /** Options that count as often as they are given. */
    static final List<String> REPEATABLE =
            List.of(
                    "--volume",
                    "--plugin-path",
                    "--rlimit",
                    "--env-file",
                    "--env",
                    "--unset-env",
                    "--landlock-access",
                    "--landlock-rule");

    static final OptionTable TABLE =
            new OptionTable(
                    "ctk run",
                    "run COMMAND as USER: give root up for good, then exec",
                    List.of(
                            "[OPTIONS] USER[:GROUP] [--] COMMAND [ARG...]",
                            "[OPTIONS] -- COMMAND [ARG...]"),
                    options(),
                    List.of(
                            "USER and GROUP are names or numbers. Without GROUP: the primary group"
                                + " of USER and every group of /etc/group that lists USER. With"
                                + " GROUP: that one alone. A number without an entry in /etc/passwd"
                                + " keeps the caller's group. Without USER, as in an ENTRYPOINT, it"
                                + " is user of the configuration, whose steps are done first.",
                            "",
                            "Example: ctk run app -- redis-server /etc/redis.conf",
                            "",
                            "Exit status: that of COMMAND, which replaces ctk; 125 if ctk refused"
                                + " or failed, 126 if COMMAND cannot be executed, 127 if it is not"
                                + " found, 128+n if signal n (TERM, INT, HUP or QUIT) came before"
                                + " it ran."));

    private RunOptions() {}

    private static List<Option> options() {
        List<Option> options = new ArrayList<>(IdentityOptions.ALL);
        options.addAll(PrivilegeOptions.ALL);
        options.addAll(EnvironmentOptions.ALL);
        options.addAll(ProcessOptions.ALL);
        options.addAll(List.of(VOLUME, SETUP, CONFIG, NO_CONFIG, PLUGIN_PATH));
        options.addAll(List.of(DRY_RUN, VERBOSE, LOG_FORMAT));
        options.addAll(List.of(CommonOptions.DEBUG, CommonOptions.HELP, CommonOptions.VERSION));
        return options;
    }
}
