package ctk.core.volumes;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;
import ctk.core.linux.Errno;
import ctk.core.linux.InodeFacts;

import org.jspecify.annotations.Nullable;

/**
 * Finds the depth at which a tree is divided into shards: files down to there go to shards one by
 * one, directories at that depth with all below them. It is the first depth with enough directories
 * for all shards to get a fair part. If none has, it is below the deepest directory of a small
 * tree, so that every file goes to a shard by itself; of a large one, which would take too long to
 * count, the widest depth that was looked at. Every shard's machine finds the same as long as no
 * directories are made or removed near the top of the tree, and reads only that much in addition.
 */
final class Cut {

    /** Directories for each shard: more make equal parts, fewer are quicker to count. */
    private static final int FAIR = 64;

    private static final int DEEPEST = 24;

    /**
     * A tree that is narrow down to some depth is counted again for each: once so many times what
     * is enough were opened, the widest depth has to do.
     */
    private static final int PATIENCE = 2;

    private final Walk walk;
    private final InodeFacts facts = new InodeFacts(1);
    private final int enough;
    private final @Nullable DirectoryEntries[] batches = new DirectoryEntries[DEEPEST];
    private int found;

    private Cut(Walk walk, Shard shard) {
        this.walk = walk;
        enough = shard.count() * FAIR;
    }

    /**
     * Return the depth, 1 or more: 1 for the entries of the root itself.
     *
     * @throws VolumeException if a directory cannot be read: another machine may read it, and
     *     divide otherwise
     */
    static int find(Walk walk, Shard shard, Level root) throws VolumeException {
        Cut cut = new Cut(walk, shard);
        int widest = 1;
        int most = 0;
        int opened = 0; // about as many directories: each depth is counted from the root down again
        for (int depth = 1; depth < DEEPEST && opened < cut.enough * PATIENCE; depth++) {
            cut.found = 0;
            cut.require(root, DirectoryCalls.rewind(root.file()));
            cut.count(root, root.file(), root.excluded, depth);
            cut.require(root, DirectoryCalls.rewind(root.file()));
            if (cut.found == 0 || cut.found >= cut.enough) {
                return depth;
            }
            opened += cut.found * depth;
            if (cut.found > most) {
                most = cut.found;
                widest = depth;
            }
        }
        return widest;
    }

    /** Count directories that lie so many levels below this one, until they are enough. */
    private void count(Level root, int directory, long[] excluded, int levels)
            throws VolumeException {
        DirectoryEntries entries = batches[levels];
        if (entries == null) {
            entries = new DirectoryEntries();
            batches[levels] = entries;
        }
        while (found < enough && require(root, entries.read(directory)) > 0) {
            for (int i = 0; i < entries.directories() && found < enough; i++) {
                consider(root, directory, entries, entries.directory(i), excluded, levels);
            }
            for (int i = 0; entries.hasUnknown() && i < entries.others(); i++) {
                consider(root, directory, entries, entries.other(i), excluded, levels);
            }
        }
    }

    private void consider(
            Level root,
            int directory,
            DirectoryEntries entries,
            int name,
            long[] excluded,
            int levels)
            throws VolumeException {
        byte[] bytes = entries.bytes();
        int length = entries.nameLength(name);
        if (walk.exclusions.matches(excluded, bytes, name, length)) {
            return;
        }
        int file = walk.openDirectory(directory, bytes, name, length);
        if (Level.isNone(file) || file == -Errno.EXDEV) { // it vanished, is none, or a mount
            return;
        }
        require(root, file);
        try {
            require(root, facts.ofFile(file));
            boolean isHere = walk.rule.crossMounts || root.isSameMount(facts);
            if (isHere && levels == 1) {
                found++;
            } else if (isHere) {
                count(root, file, walk.exclusions.enter(excluded, bytes, name, length), levels - 1);
            }
        } finally {
            DirectoryCalls.close(file);
        }
    }

    private int require(Level root, int result) throws VolumeException {
        if (result < 0 && result != -Errno.ENOENT) {
            String what = "cannot divide " + root.root.path.quoted() + " into shards: ";
            boolean isDenied = result == -Errno.EACCES;
            throw new VolumeException(
                    what + Errno.describe(-result),
                    isDenied ? "to read directories of others needs CAP_DAC_READ_SEARCH" : null);
        }
        return result;
    }
}
