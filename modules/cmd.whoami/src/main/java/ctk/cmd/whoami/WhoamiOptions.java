package ctk.cmd.whoami;

import ctk.core.cli.CommonOptions;
import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;

import java.util.List;

/** The option table of {@code ctk whoami}. */
final class WhoamiOptions {

    static final Option JSON =
            Option.flag("--json", CommonOptions.GROUP, "Print the answer as JSON.");

    static final Option PASSWD =
            Option.valued(
                    "--passwd",
                    "FILE",
                    CommonOptions.GROUP,
                    "Look USER up in FILE instead of /etc/passwd.");

    static final Option GROUP =
            Option.valued(
                    "--group",
                    "FILE",
                    CommonOptions.GROUP,
                    "Look groups up in FILE instead of /etc/group.");

    static final OptionTable TABLE =
            new OptionTable(
                    "ctk whoami",
                    "say who this process is, or who ctk run would become",
                    List.of("[OPTIONS] [USER[:GROUP]]"),
                    List.of(
                            JSON,
                            PASSWD,
                            GROUP,
                            CommonOptions.DEBUG,
                            CommonOptions.HELP,
                            CommonOptions.VERSION),
                    List.of(
                            "Without USER: ids, names, capability sets and what else limits this"
                                + " process, its terminal and standard streams. What is unusual, or"
                                + " more than an application needs, is marked with an exclamation"
                                + " mark.",
                            "",
                            "With USER: what ctk run USER would become and why: file, line and"
                                    + " rule. Nothing is changed.",
                            "",
                            "Exit status: 0; 1 if USER does not resolve; 125 if ctk refused or"
                                    + " failed, as for a FILE that cannot be read."));

    private WhoamiOptions() {}
}
