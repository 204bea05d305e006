package ctk.cmd.chownvolumes;

import ctk.core.cli.CommonOptions;
import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;
import ctk.core.volumes.OwnershipWalk;

import java.util.List;

/** The option table of {@code ctk chown-volumes}. */
final class ChownOptions {

    private static final String WHAT = "What to change:";
    private static final String WHERE = "Which files:";
    private static final String HOW = "How:";

    static final Option OWNER =
            Option.valued(
                    "--owner",
                    "USER[:GROUP]",
                    WHAT,
                    "The owner, as ctk run resolves it: without GROUP, the primary group of USER;"
                            + " a number without an entry gets the caller's group, so give GROUP."
                            + " Without this option the environment variable CTK_USER says it,"
                            + " or user of /etc/ctk/ctk.toml.");

    static final Option MODE =
            Option.valued(
                    "--mode",
                    "MODE",
                    WHAT,
                    "Also change permissions, as chmod(1): octal or symbolic, such as"
                            + " u+rwX,g+rX. A part with D before it is for directories only, with"
                            + " F for other files: D2770,F0660.");

    static final Option KEEP_SPECIAL =
            Option.flag(
                    "--keep-special",
                    WHAT,
                    "Put set-user-ID and set-group-ID bits and file capabilities back, which the"
                        + " kernel takes from a file whose owner changes; no bits where the new"
                        + " owner is root and the old was not. Never for a tree that somebody who"
                        + " is not trusted could write to: a program of theirs with such bits"
                        + " becomes one of the new owner.");

    static final Option POLICY =
            Option.valued(
                    "--policy",
                    "changed|root-mismatch|always",
                    WHERE,
                    "changed (the default): files whose owner, group or mode is not the wanted one."
                        + " root-mismatch: the same, but skip a PATH that itself already has them;"
                        + " PATH is changed last, and only if nothing below failed (with"
                        + " --best-effort: also if the kernel refused some files; later runs then"
                        + " skip the tree). always: all files.");

    static final Option FROM =
            Option.valued(
                    "--from",
                    "[USER][:GROUP]",
                    WHERE,
                    "Change only files that USER owns now and that belong to GROUP; the part that"
                            + " is not given is any.");

    static final Option EXCLUDE =
            Option.valued(
                    "--exclude",
                    "GLOB",
                    WHERE,
                    "Leave alone what matches, and all below it. GLOB stands for the whole path"
                            + " below PATH: *.tmp is at its top only, **/*.tmp anywhere; cache is"
                            + " a directory and its content, cache/** its content. Repeatable.");

    static final Option CROSS_MOUNTS =
            Option.flag(
                    "--cross-mounts",
                    WHERE,
                    "Walk what is mounted below PATH, too. Without it, before Linux 5.8, mounts of"
                            + " the same file system and mounted files are not recognised.");

    static final Option HARD_LINKS =
            Option.valued(
                    "--hardlinks",
                    "chown|skip",
                    WHERE,
                    "skip: leave files alone that have several names, of which one may lie outside"
                            + " of PATH (default: chown).");

    static final Option SHARD =
            Option.valued(
                    "--shard",
                    "I/N",
                    WHERE,
                    "Do only part I (0 to N-1) of N, for N machines that share the volume.");

    static final Option FORCE =
            Option.flag(
                    "--force",
                    WHERE,
                    "Take PATHs that are refused otherwise: a symbolic link, one below a link of"
                            + " another user, and / /bin /boot /dev /etc /lib* /proc /sbin /sys"
                            + " /usr /usr/bin /usr/lib /usr/sbin.");

    static final Option BEST_EFFORT =
            Option.flag(
                    "--best-effort",
                    HOW,
                    "What cannot be changed is a warning, and not exit status 1.");

    static final Option JOBS =
            Option.valued(
                    "--jobs",
                    "N",
                    HOW,
                    "Threads that walk, 1 to "
                            + OwnershipWalk.MOST_WORKERS
                            + " (default: the CPUs that the cgroup gives).");

    static final Option DRY_RUN =
            Option.flag(
                    "--dry-run",
                    CommonOptions.OUTPUT,
                    "Print what would be changed, and change nothing.");

    static final Option JSON =
            Option.flag(
                    "--json",
                    CommonOptions.OUTPUT,
                    "Print a summary as JSON on standard output, with --dry-run in place of the"
                            + " list.");

    static final Option VERBOSE =
            Option.flag(
                    "--verbose", CommonOptions.OUTPUT, "Print a summary line on standard error.");

    static final OptionTable TABLE =
            new OptionTable(
                    "ctk chown-volumes",
                    "give trees of files an owner, without following links",
                    List.of("[OPTIONS] PATH..."),
                    List.of(
                            OWNER,
                            MODE,
                            KEEP_SPECIAL,
                            POLICY,
                            FROM,
                            EXCLUDE,
                            CROSS_MOUNTS,
                            HARD_LINKS,
                            SHARD,
                            FORCE,
                            BEST_EFFORT,
                            JOBS,
                            DRY_RUN,
                            JSON,
                            VERBOSE,
                            CommonOptions.DEBUG,
                            CommonOptions.HELP,
                            CommonOptions.VERSION),
                    List.of(
                            "Example: ctk chown-volumes --owner=app /data",
                            "",
                            "Needs CAP_CHOWN; CAP_DAC_READ_SEARCH or CAP_DAC_OVERRIDE for"
                                + " directories of others; CAP_FOWNER for --mode; CAP_FSETID to set"
                                + " setgid bits; CAP_FOWNER, CAP_FSETID and CAP_SETFCAP for"
                                + " --keep-special.",
                            "",
                            "Exit status: 0 done; 1 done in part, the failures were printed; 125"
                                    + " refused, nothing was changed; 128+n stopped by signal n."));

    private ChownOptions() {}
}
