package ctk.core.volumes;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.InodeFacts;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks trees depth first, and gives parts of them away when others wait. It keeps a bounded number
 * of the directories on its way open, and opens the others again on its way back.
 */
final class Worker implements Runnable {

    /** Deeper directories are a failure: memory is bounded. */
    private static final int DEEPEST = 8192;

    /** The most bytes for what patterns matched of the directories on the way, likewise. */
    private static final int STATES = 1 << 20;

    /** Below this depth only one worker walks at a time, and alone, for the same reason. */
    static final int SHALLOW = 64;

    private final Walk walk;
    private final FileChange fileChange;
    private final Reader reader;
    private final InodeFacts facts = new InodeFacts(1);
    private final List<Level> stack = new ArrayList<>();
    private final StackNames names;
    private int mostOpen;
    private int firstOpen;

    /**
     * Make a worker.
     *
     * @param mostOpen directories that it may have open
     * @param workers how many there are
     */
    Worker(Walk walk, int mostOpen, int workers) {
        this.walk = walk;
        this.mostOpen = mostOpen;
        names = new StackNames(walk, stack, workers);
        fileChange = new FileChange(walk);
        reader = new Reader(walk, fileChange);
    }

    @Override
    public void run() {
        try {
            for (Task task = walk.exchange.take(); task != null; task = walk.exchange.take()) {
                // no switch over the types: it would spin classes at each start
                if (task instanceof Task.Subtree subtree) {
                    walk(subtree.level());
                } else {
                    process((Task.Batch) task);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            walk.error = e;
            walk.isStopped = true;
        } finally {
            walk.exchange.end();
        }
    }

    private void process(Task.Batch batch) {
        if (!walk.isStopped) {
            reader.workOn(batch);
        }
        DirectoryCalls.close(batch.file());
        finish(batch.level());
    }

    private void walk(Level base) throws InterruptedException {
        if (base.parent == null && !base.root.isReadable()) {
            if (base.root.error != 0) {
                walk.tally.fail("open directory", base, EntryName.ITSELF, base.root.error);
            }
            finish(base);
            return;
        }
        enter(base);
        while (!stack.isEmpty()) {
            Level level = stack.getLast();
            Level child = walk.isStopped ? null : nextChild(level);
            boolean isShallow = child != null && child.depth <= SHALLOW;
            if (child != null && isShallow && walk.exchange.hasIdleWorkers()) {
                give(child);
            } else if (child != null) {
                enter(child);
            } else {
                leave(level);
            }
        }
    }

    /** Read a directory, which is then on top of the stack. */
    private void enter(Level level) throws InterruptedException {
        if (level.depth == SHALLOW + 1) {
            walk.exchange.goDeep();
        }
        if (openLevels() >= mostOpen) {
            closeFirst();
        }
        int room = names.room();
        stack.add(level);
        reader.read(level, room);
        names.note(level, 0);
    }

    private int openLevels() {
        return stack.size() - firstOpen;
    }

    /** Close the open directory that is needed last; the base of a root stays open. */
    private void closeFirst() {
        if (firstOpen < stack.size()) {
            Level first = stack.get(firstOpen++);
            if (first.parent != null) {
                close(first.detach());
            }
        }
    }

    /** Open the next subdirectory, or return null if there is none left. */
    private @Nullable Level nextChild(Level level) {
        for (; ; ) {
            NameList pending = level.pending();
            if (pending == null) {
                return null;
            }
            byte[] name = names.next(pending);
            if (name == null && !pending.hasMore()) {
                names.forget(level);
                return null;
            }
            if (name == null) {
                int before = pending.size();
                pending.restart(names.room());
                reader.readAgain(level);
                names.note(level, before);
                continue;
            }
            Level child = open(level, name);
            if (child != null) {
                return child;
            }
        }
    }

    /** Open a subdirectory; null if it vanished, is on another mount, or fails. */
    private @Nullable Level open(Level level, byte[] name) {
        int file = walk.openDirectory(level.file(), name, 0, name.length);
        while (file == -Errno.EMFILE && openLevels() > 1 && stack.get(firstOpen) != level) {
            mostOpen = Math.max(2, openLevels() - 1);
            closeFirst();
            file = walk.openDirectory(level.file(), name, 0, name.length);
        }
        if (file == -Errno.EXDEV) {
            walk.tally.mounts.incrementAndGet();
            return null;
        }
        if (file == -Errno.EACCES) {
            withoutContent(level, name);
            return null;
        }
        if (file < 0) {
            if (!Level.isNone(file)) { // it vanished, or something else took its name
                fail("open directory", level, name, -file);
            }
            return null;
        }
        int error = facts.ofFile(file);
        if (error < 0) {
            fail("stat", level, name, -error);
        } else if (!walk.rule.crossMounts && !level.isSameMount(facts)) {
            walk.tally.mounts.incrementAndGet();
        } else if (level.depth == DEEPEST) {
            String cause = "more than " + DEEPEST + " directories deep";
            walk.tally.fail("enter", level, EntryName.of(name), cause);
        } else if (walk.states.get() > STATES) {
            String cause = "too many directories deep for so many and long patterns to exclude";
            walk.tally.fail("enter", level, EntryName.of(name), cause);
        } else {
            return child(level, name, file);
        }
        DirectoryCalls.close(file);
        return null;
    }

    /** Change a directory that may not be read; its content is a failure. */
    private void withoutContent(Level level, byte[] name) {
        fail("open directory", level, name, Errno.EACCES);
        int file = DirectoryCalls.openPath(level.file(), name, 0, name.length);
        if (file < 0) {
            return;
        }
        boolean isHere =
                facts.ofFile(file) == 0
                        && facts.isDirectory(0)
                        && (walk.rule.crossMounts || level.isSameMount(facts));
        if (isHere) {
            finish(child(level, name, file));
        } else {
            DirectoryCalls.close(file);
        }
    }

    private Level child(Level level, byte[] name, int file) {
        long[] excluded =
                walk.exclusions.isEmpty()
                        ? level.excluded
                        : walk.exclusions.enter(level.excluded, name, 0, name.length);
        long hash = level.hash;
        boolean isOwn = true;
        Shard shard = walk.shard;
        if (shard != null && level.depth < level.root.cut) {
            hash = Shard.extend(hash, name, 0, name.length);
            isOwn = shard.holds(hash);
        }
        if (isOwn) {
            walk.tally.entries.incrementAndGet();
        }
        boolean toBeChanged = isOwn && walk.rule.changes(facts, 0);
        Level child = new Level(level, name, excluded, hash, toBeChanged, file, facts);
        walk.states.addAndGet(child.stateSize());
        return child;
    }

    /**
     * Let another worker have a subdirectory: rather than this one, which is deep down, another of
     * the highest directory that has any, since more is below it.
     */
    private void give(Level child) throws InterruptedException {
        for (int i = firstOpen; i < stack.size() - 1; i++) {
            Level level = stack.get(i);
            // of a closed one no name is taken, since it could not be opened here
            NameList pending = level.isOpen() ? level.pending() : null;
            byte[] name = pending == null ? null : names.next(pending);
            if (name != null) {
                Level other = open(level, name);
                if (other != null) {
                    walk.exchange.give(new Task.Subtree(other));
                    enter(child);
                    return;
                }
            }
        }
        walk.exchange.give(new Task.Subtree(child));
    }

    /** The directory on top of the stack was gone through: go up. */
    private void leave(Level level) {
        names.forget(level);
        stack.removeLast();
        Level above = stack.isEmpty() ? null : stack.getLast();
        if (above != null && !above.isOpen() && !walk.isStopped) {
            int error = level.isOpen() ? above.reopenAbove(level.file()) : above.reopen();
            if (error != 0) {
                lost(above, error);
            }
        }
        if (level.depth == SHALLOW + 1) {
            walk.exchange.comeUp();
        }
        firstOpen = Math.min(firstOpen, Math.max(0, stack.size() - 1));
        names.up();
        if (!level.isOnlyPart() && level.parent != null && level.isOpen()) {
            if (walk.leftOpen.incrementAndGet() <= walk.mostLeftOpen) {
                level.isLeftOpen = true;
            } else {
                walk.leftOpen.decrementAndGet();
                close(level.detach()); // the last to finish opens it again from below
            }
        }
        finish(level);
    }

    /**
     * There is no way back to a directory: what is left in it stays undone.
     *
     * @param error MOVED or -errno
     */
    private void lost(Level level, int error) {
        String action = "return to directory";
        if (error == Level.MOVED) {
            walk.tally.fail(action, level, EntryName.ITSELF, "it was moved meanwhile");
        } else {
            walk.tally.fail(action, level, EntryName.ITSELF, -error);
        }
        level.isLost = true;
        names.forget(level);
    }

    /** A part of a directory is done. After the last, change the directory, and so on upwards. */
    private void finish(Level done) {
        int below = -1;
        for (Level level = done; level != null && level.release(); level = level.parent) {
            if (!walk.isStopped && !level.isLost && !level.isOpen()) {
                int error = below >= 0 ? level.reopenAbove(below) : level.reopen();
                if (error != 0) {
                    lost(level, error);
                }
            }
            close(below);
            if (!walk.isStopped && level.isOpen()) {
                change(level);
            }
            if (level.isLeftOpen) {
                walk.leftOpen.decrementAndGet();
            }
            walk.states.addAndGet(-level.stateSize());
            below = level.detach();
        }
        close(below);
    }

    private static void close(int file) {
        if (file >= 0) {
            DirectoryCalls.close(file);
        }
    }

    private void change(Level level) {
        boolean isIncomplete = level.root.failed || (level.root.wasDenied && !walk.isBestEffort);
        boolean isRepeated = walk.policy == Policy.ROOT_MISMATCH && isIncomplete;
        if (level.toBeChanged && !(level.parent == null && isRepeated)) {
            fileChange.changeItself(level);
        }
    }

    private void fail(String action, Level level, byte[] name, int errno) {
        walk.tally.fail(action, level, EntryName.of(name), errno);
    }
}
