package ctk.core.files;

import ctk.core.linux.ByteString;
import ctk.core.linux.CurrentProcess;
import ctk.core.setup.Actions;
import ctk.core.setup.SetupException;
import ctk.core.volumes.Change;
import ctk.core.volumes.ModeChange;
import ctk.core.volumes.Owner;
import ctk.core.volumes.OwnershipWalk;
import ctk.core.volumes.Policy;
import ctk.core.volumes.Report;
import ctk.core.volumes.Scope;
import ctk.core.volumes.VolumeException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The engine of {@code ctk chown-volumes}, started with what a step asks for. */
final class TreeOwner {

    private static final long PAUSE = 1000;

    private TreeOwner() {}

    static void apply(Actions.Tree tree) throws SetupException, InterruptedException {
        OwnershipWalk walk = open(tree);
        walk.start();
        await(walk);
        Report report = walk.report();
        if (report.failures() > 0) {
            String more =
                    report.failures() > 1 ? " (and " + (report.failures() - 1) + " more)" : "";
            throw new SetupException(report.shown().getFirst() + more);
        }
    }

    /** Refuse what can be told before: {@link FileOperations#check}. */
    static void check(Actions.Tree tree) throws SetupException {
        boolean isThere = new PresentFiles().status(tree.path()) != null;
        try {
            mode(tree);
            Scope scope = scope(tree);
            if (isThere) {
                OwnershipWalk.check(ByteString.of(tree.path()), scope);
            }
        } catch (VolumeException e) { // its hints are options of the command
            throw new SetupException(String.valueOf(e.getMessage()), null, e);
        }
    }

    private static OwnershipWalk open(Actions.Tree tree) throws SetupException {
        FilePath.of(tree.path(), Attempt.to("change the owner of", tree.path()));
        try {
            Owner owner = new Owner(tree.owner().uid(), tree.owner().gid());
            Owner from = tree.onlyOf() < 0 ? Owner.ANYBODY : new Owner(tree.onlyOf(), Owner.ANY);
            int workers =
                    Math.min(
                            Runtime.getRuntime().availableProcessors(), OwnershipWalk.MOST_WORKERS);
            return OwnershipWalk.open(
                    List.of(ByteString.of(tree.path())),
                    new Change(owner, from, mode(tree), false),
                    scope(tree),
                    workers,
                    null);
        } catch (VolumeException e) { // its hints are options of the command
            throw new SetupException(String.valueOf(e.getMessage()), null, e);
        }
    }

    private static @Nullable ModeChange mode(Actions.Tree tree) throws VolumeException {
        String mode = tree.mode();
        return mode == null ? null : ModeChange.parse(ByteString.of(mode), CurrentProcess.umask());
    }

    private static Scope scope(Actions.Tree tree) {
        List<ByteString> excludes = new ArrayList<>();
        for (String pattern : tree.excludes()) {
            excludes.add(ByteString.of(pattern));
        }
        Policy policy = tree.skipIfRootMatches() ? Policy.ROOT_MISMATCH : Policy.CHANGED;
        return new Scope(policy, false, false, excludes, null, false, false);
    }

    /** Wait for the end, also if interrupted: the batches at hand are still done. */
    private static void await(OwnershipWalk walk) throws InterruptedException {
        InterruptedException interrupted = null;
        for (boolean isEnded = false; !isEnded; ) {
            try {
                isEnded = walk.await(PAUSE);
            } catch (InterruptedException e) {
                walk.stop();
                interrupted = e;
            }
        }
        if (interrupted != null) {
            throw interrupted;
        }
    }
}
