package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Copies what is in a directory into another. Of the directories on the way only the last few are
 * open, so that a deep tree needs no more descriptors than another.
 */
final class TreeCopy {

    private static final int DEEPEST = 1024;
    private static final int MOST_OPEN = 8;
    private static final byte[] SELF = {'.'};

    private final String from;
    private final String to;
    private final EntryCopy entryCopy;
    private final DirectoryEntries entries = new DirectoryEntries();
    private final InodeFacts batch = new InodeFacts(DirectoryEntries.MOST);

    /**
     * Prepare it; see {@link FileOperations#copy}.
     *
     * @param owner of the copies, or null for that of the originals
     */
    TreeCopy(String from, String to, @Nullable Owner owner) {
        this.from = from;
        this.to = to;
        entryCopy = new EntryCopy(owner);
    }

    void run() throws SetupException, InterruptedException {
        CopyLevel level = openRoots();
        try {
            InodeFacts source = level.sourceFacts();
            InodeFacts target = level.targetFacts();
            requireOther(level, source, target);
            read(level);
            while (level != null) {
                byte[] name = level.nextDirectory();
                if (name == null) {
                    if (level.parent == null) {
                        Content.syncAll(level.target, Attempt.to("copy to", to));
                    }
                    level = leave(level);
                } else {
                    level = enter(level, name);
                    requireOther(level, source, target);
                    read(level);
                }
            }
        } finally {
            while (level != null) {
                level.close();
                level = level.parent;
            }
        }
    }

    private CopyLevel openRoots() throws SetupException {
        Attempt reading = Attempt.to("copy", from);
        Attempt writing = Attempt.to("copy to", to);
        FilePath target = FilePath.of(to, writing);
        CopyLevel level = new CopyLevel(from);
        boolean isOpen = false;
        try {
            level.source = FilePath.of(from, reading).openWhole(reading);
            level.target = target.openWhole(writing);
            isOpen = true;
            return level;
        } finally {
            if (!isOpen) {
                level.close();
            }
        }
    }

    /**
     * The copy would be copied, and so on: mounts make that possible where paths do not show it.
     */
    private static void requireOther(CopyLevel level, InodeFacts source, InodeFacts target)
            throws SetupException {
        if (isSame(level.sourceFacts(), target)) {
            throw level.attempt().failure("it is the directory that it is copied to", null);
        }
        if (isSame(level.targetFacts(), source)) {
            throw level.attempt().failure("its copy is the directory that is copied", null);
        }
    }

    private static boolean isSame(InodeFacts one, InodeFacts other) {
        return one.inode(0) == other.inode(0) && one.device(0) == other.device(0);
    }

    /** Remove what a copy that was killed left of files that were not yet whole. */
    private void removeLeftovers(CopyLevel level) throws SetupException {
        Attempt attempt = level.attempt();
        int directory = attempt.require(DirectoryCalls.openDirectory(level.target, SELF, 0, 1));
        try {
            while (attempt.require(entries.read(directory)) > 0) {
                for (int i = 0; i < entries.others(); i++) {
                    byte[] name = name(entries.other(i));
                    if (TemporaryName.isTemporary(name)) {
                        FileCalls.remove(level.target, name); // one that stays does no harm
                    }
                }
            }
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    /** Copy all but the directories, and note those. */
    private void read(CopyLevel level) throws SetupException, InterruptedException {
        if (level.isResumed) {
            removeLeftovers(level);
        }
        while (level.attempt().require(entries.read(level.source)) > 0) {
            for (int i = 0; i < entries.directories(); i++) {
                level.add(name(entries.directory(i)));
            }
            int count = batch.ofOthers(entries, level.source, 0, 0, true);
            for (int i = 0; i < count; i++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                byte[] name = name(batch.name(i));
                if (batch.error(i) != 0) {
                    throw level.attempt(name).failure(batch.error(i));
                }
                if (batch.isDirectory(i)) {
                    level.add(name);
                } else {
                    entryCopy.copy(level, name, batch, i);
                }
            }
        }
    }

    private byte[] name(int at) {
        return Arrays.copyOfRange(entries.bytes(), at, at + entries.nameLength(at));
    }

    private static CopyLevel enter(CopyLevel level, byte[] name)
            throws SetupException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (level.depth == DEEPEST) {
            throw level.attempt(name).failure("it lies deeper than " + DEEPEST, null);
        }
        CopyLevel result = level.enter(name);
        CopyLevel far = level;
        for (int i = 0; i < MOST_OPEN && far != null; i++) {
            far = far.parent;
        }
        if (far != null) {
            far.suspend();
        }
        return result;
    }

    private @Nullable CopyLevel leave(CopyLevel level) throws SetupException {
        CopyLevel parent = level.parent;
        if (parent != null) {
            entryCopy.finish(level);
            parent.reopenAbove(level);
        }
        level.close();
        return parent;
    }
}
