package ctk.core.volumes;

import ctk.core.linux.DirectoryCalls;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;

/** What the workers of a walk share. */
final class Walk {

    final Rule rule;
    final Exclusions exclusions;
    final @Nullable Shard shard;
    final Policy policy;
    final boolean isBestEffort;
    final Exchange exchange;
    final Tally tally = new Tally();
    final LinkedFiles linkedFiles = new LinkedFiles();

    /** Told of each change instead of making it, or null. */
    final @Nullable DryRun dryRun;

    /** Bytes that names of directories that are still to be walked take, in all workers. */
    final AtomicInteger names = new AtomicInteger();

    /** Bytes that the states of exclusion take of directories that are not done. */
    final AtomicInteger states = new AtomicInteger();

    /** Open directories that were left to who finishes the last part of them. */
    final AtomicInteger leftOpen = new AtomicInteger();

    /** The most of these. */
    int mostLeftOpen;

    /** Nothing further is to be changed. */
    volatile boolean isStopped;

    /** What ended a worker that it did not expect, or null. */
    volatile @Nullable Throwable error;

    Walk(Change change, Scope scope, int workers, @Nullable DryRun dryRun) throws VolumeException {
        rule = new Rule(change, scope);
        exclusions = Exclusions.of(scope.excludes());
        shard = scope.shard();
        policy = scope.policy();
        isBestEffort = scope.bestEffort();
        exchange = new Exchange(workers);
        this.dryRun = dryRun;
    }

    /** Open a directory below; -EXDEV if something is mounted there that is not to be walked. */
    int openDirectory(int at, byte[] name, int offset, int length) {
        return rule.crossMounts
                ? DirectoryCalls.openDirectory(at, name, offset, length)
                : DirectoryCalls.openDirectoryHere(at, name, offset, length);
    }
}
