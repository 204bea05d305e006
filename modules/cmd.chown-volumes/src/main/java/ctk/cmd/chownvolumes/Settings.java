package ctk.cmd.chownvolumes;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.linux.ByteString;
import ctk.core.linux.Capability;
import ctk.core.linux.CurrentProcess;
import ctk.core.volumes.Change;
import ctk.core.volumes.ModeChange;
import ctk.core.volumes.OwnershipWalk;
import ctk.core.volumes.Policy;
import ctk.core.volumes.Scope;
import ctk.core.volumes.Shard;
import ctk.core.volumes.VolumeException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the options of a line ask for.
 *
 * @param change what is to be true of each file
 * @param scope which files
 * @param jobs how many threads walk
 */
record Settings(Change change, Scope scope, int jobs) {

    static Settings of(Arguments arguments, Owners owners, int paths)
            throws CommandException, VolumeException {
        ByteString mode = arguments.value(ChownOptions.MODE);
        ByteString shard = arguments.value(ChownOptions.SHARD);
        Policy policy = policy(arguments.value(ChownOptions.POLICY));
        if (shard != null && policy == Policy.ROOT_MISMATCH) {
            throw new CommandException(
                    "cannot combine --shard with --policy=root-mismatch",
                    "the root tells of one shard only");
        }
        if (shard != null && paths > 1) {
            throw new CommandException(
                    "cannot combine --shard with several paths",
                    "each tree is divided at a depth of its own: use one run for each");
        }
        if (arguments.has(ChownOptions.KEEP_SPECIAL)) {
            requireToKeep();
        }
        Change change =
                new Change(
                        owners.wanted(arguments.value(ChownOptions.OWNER)),
                        owners.present(arguments.value(ChownOptions.FROM)),
                        mode == null ? null : ModeChange.parse(mode, CurrentProcess.umask()),
                        arguments.has(ChownOptions.KEEP_SPECIAL));
        Scope scope =
                new Scope(
                        policy,
                        arguments.has(ChownOptions.CROSS_MOUNTS),
                        skipsHardLinks(arguments.value(ChownOptions.HARD_LINKS)),
                        arguments.values(ChownOptions.EXCLUDE),
                        shard == null ? null : Shard.parse(shard),
                        arguments.has(ChownOptions.BEST_EFFORT),
                        arguments.has(ChownOptions.FORCE));
        return new Settings(change, scope, jobs(arguments.value(ChownOptions.JOBS)));
    }

    /** What the kernel takes from a file could not be put back, so nothing is begun. */
    private static void requireToKeep() throws CommandException {
        for (Capability each :
                List.of(Capability.CAP_FOWNER, Capability.CAP_FSETID, Capability.CAP_SETFCAP)) {
            if (!Needed.has(each)) {
                throw new CommandException(
                        "cannot keep special bits: " + each + " is missing", null);
            }
        }
    }

    private static Policy policy(@Nullable ByteString name) throws CommandException {
        return switch (name == null ? "changed" : name.toString()) {
            case "changed" -> Policy.CHANGED;
            case "root-mismatch" -> Policy.ROOT_MISMATCH;
            case "always" -> Policy.ALWAYS;
            default ->
                    throw bad(ChownOptions.POLICY, name, "it is changed, root-mismatch or always");
        };
    }

    private static boolean skipsHardLinks(@Nullable ByteString name) throws CommandException {
        return switch (name == null ? "chown" : name.toString()) {
            case "chown" -> false;
            case "skip" -> true;
            default -> throw bad(ChownOptions.HARD_LINKS, name, "it is chown or skip");
        };
    }

    private static int jobs(@Nullable ByteString number) throws CommandException {
        if (number == null) {
            int cpus = Runtime.getRuntime().availableProcessors();
            return Math.min(cpus, OwnershipWalk.MOST_WORKERS);
        }
        int jobs = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.at(i) - '0';
            boolean isDigit = digit >= 0 && digit <= 9;
            jobs = isDigit && jobs >= 0 && jobs <= 64 ? jobs * 10 + digit : -1;
        }
        if (jobs < 1 || jobs > OwnershipWalk.MOST_WORKERS) {
            throw bad(ChownOptions.JOBS, number, "it is a number from 1 to 64");
        }
        return jobs;
    }

    private static CommandException bad(Option option, @Nullable ByteString value, String cause) {
        String given = value == null ? "''" : value.quoted();
        return new CommandException(
                "cannot take " + option.name() + " " + given + ": " + cause, null);
    }
}
