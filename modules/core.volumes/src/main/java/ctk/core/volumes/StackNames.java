package ctk.core.volumes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The names of subdirectories that a worker has still to walk: they are counted, and those of the
 * highest directories are dropped before they are too many for all workers together.
 */
final class StackNames {

    /** The most bytes of them: memory is bounded. */
    private static final int MOST = 4 << 20;

    /** Where workers begin to drop names, and how many they keep then. */
    private static final int MANY = MOST / 4 * 3;

    private static final int FEW = MOST / 2;

    /** Names that a worker may have though others took all. */
    private static final int LEAST = 16 << 10;

    private final Walk walk;
    private final List<Level> stack;
    private final int least;

    /** Above this level no names can be dropped. */
    private int firstKept;

    /** Bytes of names in the stack. */
    private int bytes;

    /**
     * Start without any.
     *
     * @param stack of the worker, whose directories have them
     * @param workers how many there are
     */
    StackNames(Walk walk, List<Level> stack, int workers) {
        this.walk = walk;
        this.stack = stack;
        least = Math.max(LEAST, MOST / 16 / workers);
    }

    /**
     * A directory was read: count its names, and sort them if they may have to be dropped. Those of
     * others cannot be, but they take little: half of all, and none is deep down.
     */
    void note(Level level, int before) {
        NameList pending = level.pending();
        if (pending == null) {
            return;
        }
        int more = pending.size() - before;
        if (walk.names.get() + more > FEW || level.depth > Worker.SHALLOW) {
            pending.sort();
        }
        count(pending.size() - before);
    }

    /** Take the next name of a directory, or null if there is none at hand. */
    byte @Nullable [] next(NameList pending) {
        int before = pending.size();
        byte[] name = pending.next();
        count(pending.size() - before);
        return name;
    }

    /** Forget those of a directory. */
    void forget(Level level) {
        NameList pending = level.pending();
        count(pending == null ? 0 : -pending.size());
        level.forgetPending();
    }

    /** The stack became lower. */
    void up() {
        firstKept = Math.min(firstKept, Math.max(0, stack.size() - 1));
    }

    /** Return how many bytes the names of the directory at hand may take. */
    int room() {
        if (walk.names.get() > MANY && bytes > 2 * least) {
            drop();
        }
        return Math.max(least, (MOST - walk.names.get()) / 4);
    }

    /**
     * Make room: the highest directories are read again when it is their turn. That costs little:
     * until it happens again as many names must have been read, of directories that are there.
     */
    private void drop() {
        for (; firstKept < stack.size(); firstKept++) {
            if (walk.names.get() <= FEW || bytes <= least) {
                return;
            }
            NameList pending = stack.get(firstKept).pending();
            if (pending != null) {
                int before = pending.size();
                pending.drop();
                count(pending.size() - before);
            }
        }
    }

    private void count(int more) {
        bytes += more;
        walk.names.addAndGet(more);
    }
}
