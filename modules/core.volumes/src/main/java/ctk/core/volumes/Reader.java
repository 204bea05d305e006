package ctk.core.volumes;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;
import ctk.core.linux.Errno;
import ctk.core.linux.InodeFacts;

/**
 * Goes through the entries of directories: changes what is no directory, and notes those that are.
 * For one thread.
 */
final class Reader {

    /** Fewer entries are not worth another worker's time. */
    private static final int WORTH_GIVING = 128;

    /**
     * The limit for names where no list is made: those of directories were noted already, and none
     * of the other entries is one, or the batch would not be given away; or there is a list, with a
     * limit of its own.
     */
    private static final int NO_DIRECTORIES = 0;

    private final Walk walk;
    private final Rule rule;
    private final FileChange fileChange;
    private final InodeFacts facts = new InodeFacts(DirectoryEntries.MOST);
    private final int[] chosen = new int[DirectoryEntries.MOST];
    private final boolean[] isFirstName = new boolean[DirectoryEntries.MOST]; // of those chosen
    private final int[] errors = new int[DirectoryEntries.MOST];
    private DirectoryEntries entries = new DirectoryEntries();
    private boolean isAgain;

    /** How many names are chosen, and how many of them are further names of a file. */
    private int changing;

    private int repeated;

    Reader(Walk walk, FileChange fileChange) {
        this.walk = walk;
        this.rule = walk.rule;
        this.fileChange = fileChange;
    }

    /**
     * Read a directory to its end.
     *
     * @param level the directory, open
     * @param limit bytes that the names of its subdirectories may take
     */
    void read(Level level, int limit) {
        do {
            int length = entries.read(level.file());
            if (length < 0 && length != -Errno.ENOENT) { // ENOENT: it was removed
                walk.tally.fail("read directory", level, EntryName.ITSELF, -length);
            }
            if (length <= 0) {
                return;
            }
            collect(level, limit);
            boolean isLong = entries.others() >= WORTH_GIVING && !entries.hasUnknown();
            if (isLong && level.depth <= Worker.SHALLOW && walk.exchange.hasRoom()) {
                give(level);
            } else {
                process(level, level.file(), limit);
            }
        } while (!walk.isStopped);
    }

    /** Work on entries that another worker read. */
    void workOn(Task.Batch batch) {
        walk.exchange.putBack(entries);
        entries = batch.entries();
        process(batch.level(), batch.file(), NO_DIRECTORIES);
    }

    /** Read a directory again, for the subdirectories that had no room before. */
    void readAgain(Level level) {
        isAgain = true;
        int length = DirectoryCalls.rewind(level.file());
        while (length >= 0 && !walk.isStopped) {
            length = entries.read(level.file());
            if (length == 0) {
                break;
            }
            collect(level, NO_DIRECTORIES);
            int asked = entries.hasUnknown() ? inspect(level.file(), true) : 0;
            for (int i = 0; i < asked; i++) {
                if (facts.error(i) == 0 && facts.isDirectory(i)) {
                    add(level, facts.name(i), NO_DIRECTORIES);
                }
            }
        }
        if (length < 0 && length != -Errno.ENOENT) {
            walk.tally.fail("read directory", level, EntryName.ITSELF, -length);
        }
        isAgain = false;
    }

    private void give(Level level) {
        int file = DirectoryCalls.duplicate(level.file());
        if (file < 0) {
            process(level, level.file(), NO_DIRECTORIES);
            return;
        }
        level.addPart();
        walk.exchange.give(new Task.Batch(level, file, entries));
        entries = walk.exchange.batch();
    }

    /** Note the directories that were read, and drop other entries that are not to be changed. */
    private void collect(Level level, int limit) {
        for (int i = 0; i < entries.directories(); i++) {
            add(level, entries.directory(i), limit);
        }
        if (walk.shard == null && walk.exclusions.isEmpty()) {
            return;
        }
        int kept = 0;
        for (int i = 0; i < entries.others(); i++) {
            int name = entries.other(i);
            if (!isExcluded(level, name) && (entries.hasUnknown() || isOwn(level, name))) {
                entries.setOther(kept++, name);
            }
        }
        entries.truncateOthers(kept);
    }

    private void add(Level level, int name, int limit) {
        boolean isCut = walk.shard != null && level.depth + 1 == level.root.cut;
        if (!isExcluded(level, name) && (!isCut || isOwn(level, name))) {
            level.pending(limit).add(entries.bytes(), name, entries.nameLength(name));
        }
    }

    /** Tell whether an entry is in this shard. */
    private boolean isOwn(Level level, int name) {
        Shard shard = walk.shard;
        if (shard == null || level.depth >= level.root.cut) {
            return true;
        }
        int length = entries.nameLength(name);
        return shard.holds(Shard.extend(level.hash, entries.bytes(), name, length));
    }

    private boolean isExcluded(Level level, int name) {
        if (walk.exclusions.isEmpty()) {
            return false;
        }
        int length = entries.nameLength(name);
        boolean matches = walk.exclusions.matches(level.excluded, entries.bytes(), name, length);
        if (matches && !isAgain) {
            walk.tally.excluded.incrementAndGet();
        }
        return matches;
    }

    private int inspect(int directory, boolean all) {
        return facts.ofOthers(entries, directory, rule.uid, rule.gid, all);
    }

    private void process(Level level, int directory, int limit) {
        boolean mayHoldForeign = walk.shard != null && entries.hasUnknown();
        int seen = entries.others();
        int asked = inspect(directory, rule.needsAll() || mayHoldForeign);
        changing = 0;
        repeated = 0;
        for (int i = 0; i < asked; i++) {
            int name = facts.name(i);
            boolean counts = false;
            if (facts.error(i) != 0) {
                failed("stat", level, name, facts.error(i));
            } else if (facts.isDirectory(i)) {
                if (entries.hasUnknown()) { // else it took the place of another file meanwhile
                    add(level, name, limit);
                }
            } else if (facts.isMountRoot(i) && !rule.crossMounts) {
                walk.tally.mounts.incrementAndGet();
            } else if (!mayHoldForeign || isOwn(level, name)) {
                counts = changeFile(level, directory, i);
            }
            seen -= counts ? 0 : 1;
        }
        walk.tally.entries.addAndGet(seen);
        changeOwners(level, directory);
    }

    /** Change a file, or choose it to be changed; tell whether it was not seen before. */
    private boolean changeFile(Level level, int directory, int index) {
        boolean isLinked = facts.links(index) > 1;
        boolean isFirst = !isLinked || isFirstLink(index);
        int name = facts.name(index);
        if (isLinked && rule.skipHardLinks) {
            walk.tally.links.addAndGet(isFirst ? 1 : 0);
        } else if (rule.changes(facts, index)) {
            if (walk.dryRun != null || rule.needsCare(facts, index)) {
                if (isFirst || walk.dryRun == null) {
                    fileChange.changeEntry(level, directory, entry(name), isFirst);
                }
            } else { // under another name too: the first may have vanished before it was changed
                isFirstName[changing] = isFirst;
                chosen[changing++] = name;
                repeated += isFirst ? 0 : 1;
            }
        }
        return isFirst;
    }

    private boolean isFirstLink(int index) {
        return walk.linkedFiles.isFirst(facts.device(index), facts.inode(index));
    }

    private void changeOwners(Level level, int directory) {
        if (changing == 0) {
            return;
        }
        int failed = entries.changeOwners(directory, chosen, changing, rule.uid, rule.gid, errors);
        int changed = changing - repeated;
        for (int i = 0; failed > 0 && i < changing; i++) {
            if (errors[i] != 0) {
                failed("chown", level, chosen[i], errors[i]);
                changed -= isFirstName[i] ? 1 : 0;
            }
        }
        walk.tally.changed.addAndGet(changed);
    }

    private EntryName entry(int name) {
        return new EntryName(entries.bytes(), name, entries.nameLength(name));
    }

    private void failed(String action, Level level, int name, int errno) {
        if (errno != Errno.ENOENT) { // it vanished meanwhile
            walk.tally.fail(action, level, entry(name), errno);
        }
    }
}
