package ctk.core.volumes;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A walk through trees that changes owners and permissions, on threads of its own. Files that
 * vanish meanwhile are no failure; what appears behind the walk may be missed.
 */
public final class OwnershipWalk {

    /** The most workers of a walk. */
    public static final int MOST_WORKERS = 64;

    /** Descriptors that are not for workers: the standard ones, the VM's, the roots'. */
    private static final int RESERVED = 24;

    /** Descriptors that a worker needs beside those of its open directories. */
    private static final int BESIDE = 4;

    private static final int MOST_OPEN = 256;

    /** Bytes of a worker's stack; directory.c takes 30 KiB of it. */
    private static final int STACK = 256 << 10;

    private final Walk walk;
    private final List<Root> roots;
    private final List<Level> levels = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final int workers;
    private final int mostOpen;

    private OwnershipWalk(Walk walk, List<Root> roots, int workers, int mostOpen) {
        this.walk = walk;
        this.roots = roots;
        this.workers = workers;
        this.mostOpen = mostOpen;
    }

    /**
     * Open the roots of a walk, and change nothing yet.
     *
     * @param paths of the roots, absolute or relative to the working directory
     * @param change what is to be true of each file
     * @param scope which files
     * @param workers how many threads walk, 1 to MOST_WORKERS; fewer if descriptors are scarce
     * @param dryRun told of each change instead of making it, or null
     * @throws VolumeException if a root cannot be opened or must not be changed, or a pattern is
     *     none, or whose files are to be changed cannot be told
     */
    public static OwnershipWalk open(
            List<ByteString> paths,
            Change change,
            Scope scope,
            int workers,
            @Nullable DryRun dryRun)
            throws VolumeException {
        refuseUncertain(change.from());
        int free = DirectoryCalls.descriptorLimit() - RESERVED - paths.size();
        int threads = Math.clamp(free / (BESIDE + 2), 1, workers);
        Walk walk = new Walk(change, scope, threads, dryRun);
        List<Root> roots = new ArrayList<>();
        try {
            for (ByteString path : paths) {
                roots.add(Root.open(path, scope.force()));
            }
        } catch (VolumeException e) {
            for (Root root : roots) {
                DirectoryCalls.close(root.file);
            }
            throw e;
        }
        // Three quarters of what a worker gets are for directories on its way, an eighth of all for
        // those that it left to others, the rest for batches. Where descriptors are very few that
        // is more than there are: whoever gets EMFILE then closes some, see Worker.
        int mostOpen = Math.clamp((free / threads - BESIDE) * 3 / 4, 2, MOST_OPEN);
        walk.mostLeftOpen = free / 8;
        OwnershipWalk result = new OwnershipWalk(walk, roots, threads, mostOpen);
        for (Root root : roots) {
            result.prepare(root);
        }
        return result;
    }

    /**
     * Refuse what {@link #open} would refuse of a root that is there, and change nothing.
     *
     * @throws VolumeException likewise
     */
    public static void check(ByteString path, Scope scope) throws VolumeException {
        Exclusions.of(scope.excludes());
        DirectoryCalls.close(Root.open(path, scope.force()).file);
    }

    private static void refuseUncertain(Owner from) throws VolumeException {
        boolean isUser = OverflowIds.stands(from.uid(), "uid");
        if (isUser || OverflowIds.stands(from.gid(), "gid")) {
            String id = isUser ? "user " + from.uid() : "group " + from.gid();
            throw new VolumeException(
                    "cannot change only files of "
                            + id
                            + ": in this user namespace the kernel shows so all that have no number"
                            + " in it",
                    null);
        }
    }

    private void prepare(Root root) throws VolumeException {
        Shard shard = walk.shard;
        boolean isOwn = shard == null || shard.holds(Shard.ROOT);
        if (isOwn) {
            walk.tally.entries.incrementAndGet();
        }
        boolean toBeChanged = walk.rule.changes(root.facts, 0);
        if (walk.policy == Policy.ROOT_MISMATCH && walk.rule.isDone(root.facts, 0)) {
            DirectoryCalls.close(root.file);
            return;
        }
        Level level = new Level(root, walk.exclusions.start(), isOwn && toBeChanged);
        if (shard != null && root.isReadable()) {
            root.cut = Cut.find(walk, shard, level);
        }
        levels.add(level);
    }

    /** Start to change files. To be called once. */
    public void start() {
        for (Level level : levels) {
            walk.exchange.give(new Task.Subtree(level));
        }
        for (int i = 0; i < workers; i++) {
            try {
                threads.add(startWorker(i));
            } catch (OutOfMemoryError e) { // as many as memory and the limits of processes allow
                if (i == 0) {
                    throw e;
                }
                walk.exchange.setWorkers(i);
                return;
            }
        }
    }

    private Thread startWorker(int number) {
        Worker worker = new Worker(walk, mostOpen, workers);
        Thread thread = new Thread(null, worker, "walker-" + number, STACK);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Wait for the end.
     *
     * @param milliseconds how long at most
     * @return whether the walk has ended
     * @throws InterruptedException if this thread was interrupted
     */
    public boolean await(long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + milliseconds * 1_000_000;
        for (Thread thread : threads) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (thread.isAlive()) {
                if (left <= 0) {
                    return false;
                }
                thread.join(left);
                if (thread.isAlive()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * End the walk soon: workers stop after the batch at hand, for which {@link #await} waits, and
     * no root is changed any more.
     */
    public void stop() {
        walk.isStopped = true;
        walk.exchange.end();
    }

    /** Return what was done so far. */
    public Report report() {
        return walk.tally.report(walk.isStopped);
    }

    /** Return what made a worker break down, which stops the walk, or null. */
    public @Nullable Throwable breakdown() {
        return walk.error;
    }

    /** Return the depth at which the first root's tree was divided into shards, 0 if it was not. */
    public int shardDepth() {
        return roots.getFirst().cut;
    }
}
