package ctk.cmd.run;

import ctk.core.cli.CommonOptions;
import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;

import java.util.ArrayList;
import java.util.List;

/** The option tables of {@code ctk seal}: its own options, and those of {@code ctk run}. */
final class SealOptions {

    private static final String GROUP = "Sealing:";

    static final Option EXPECT =
            Option.valued(
                    "--expect",
                    "docker-default|current|FILE",
                    GROUP,
                    "The process that the start is for: Docker's default, one such as this (the"
                            + " default), or that of which FILE is a copy of /proc/self/status.");

    static final Option AS =
            Option.valued(
                    "--as",
                    "gosu",
                    GROUP,
                    "Seal a start by the name gosu or su-exec, with USER alone.");

    static final Option LIST =
            Option.flag("--list", GROUP, "Say what is sealed, and what it depends on.");

    static final Option CHECK =
            Option.flag(
                    "--check",
                    GROUP,
                    "Say of each sealed start whether it would be one here and now, and if not,"
                            + " what is not as it was.");

    static final Option REMOVE =
            Option.flag(
                    "--remove",
                    GROUP,
                    "Remove the start that was sealed with the same arguments; without arguments"
                            + " all.");

    static final Option JSON =
            Option.flag("--json", CommonOptions.OUTPUT, "Answer --list and --check in JSON.");

    private static final List<Option> OWN = List.of(EXPECT, AS, LIST, CHECK, REMOVE, JSON);

    private static final List<Option> COMMON =
            List.of(CommonOptions.DEBUG, CommonOptions.HELP, CommonOptions.VERSION);

    /** What is shown. */
    static final OptionTable TABLE = table(false);

    /** What is read: also the options of ctk run that are refused, each with its reason. */
    static final OptionTable READ = table(true);

    private SealOptions() {}

    /** Tell whether an option is about the seal, and not about the start. */
    static boolean isOwn(String name) {
        List<Option> all = new ArrayList<>(OWN);
        all.addAll(COMMON);
        for (Option each : all) {
            if (each.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static OptionTable table(boolean isWhole) {
        List<Option> options = new ArrayList<>(List.of(EXPECT, AS, LIST, CHECK, REMOVE));
        for (Option each : RunOptions.TABLE.options()) {
            boolean isOfRun = !isOwn(each.name());
            boolean isOneValue = each.name().equals(UserSource.USER_DB.name());
            if (isOfRun && (isWhole || !(isOneValue || Unsealable.is(each)))) {
                options.add(each);
            }
        }
        options.add(JSON);
        options.addAll(COMMON);
        return new OptionTable(
                "ctk seal",
                "decide a start now, so that it needs no Java VM later",
                List.of(
                        "[OPTIONS] [USER[:GROUP]]",
                        "--as=gosu [--expect=...] USER[:GROUP]",
                        "--list [--json]",
                        "--check [--json]",
                        "--remove [OPTIONS] [USER[:GROUP]]"),
                options,
                List.of(
                        "Decides as ctk run with these options and USER would, of whichever"
                                + " command, and stores that in /etc/ctk/sealed with all it depends"
                                + " on. A start with the same arguments then does at once what was"
                                + " decided if nothing of it has changed, and decides anew if"
                                + " anything has. Without USER: of ctk run [OPTIONS] -- COMMAND.",
                        "",
                        "Example, in a Dockerfile: RUN ctk seal --expect=docker-default app",
                        "",
                        "Exit status: 0; 1 if --check found a start that would not be a sealed"
                                + " one, or none; 125 if ctk refused, as to seal what cannot be."));
    }
}
