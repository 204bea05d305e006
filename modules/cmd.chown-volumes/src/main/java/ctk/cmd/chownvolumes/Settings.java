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
                    "PATH itself belongs to one shard, so the others would always find it"
                            + " unchanged");
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
        if (name == null) {
            return Policy.CHANGED;
        }
        return switch (name.toString()) {
            case "changed" -> Policy.CHANGED;
            case "root-mismatch" -> Policy.ROOT_MISMATCH;
            case "always" -> Policy.ALWAYS;
            default ->
                    throw bad(ChownOptions.POLICY, name, "it is changed, root-mismatch or always");
        };
    }

    private static boolean skipsHardLinks(@Nullable ByteString name) throws CommandException {
        if (name == null) {
            return false;
        }
        return switch (name.toString()) {
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
        int jobs = number.decimal(OwnershipWalk.MOST_WORKERS);
        if (jobs < 1) {
            String cause = "it is a number from 1 to " + OwnershipWalk.MOST_WORKERS;
            throw bad(ChownOptions.JOBS, number, cause);
        }
        return jobs;
    }

    private static CommandException bad(Option option, ByteString value, String cause) {
        return new CommandException(
                "cannot take " + option.name() + " " + value.quoted() + ": " + cause, null);
    }
}
