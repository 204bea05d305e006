package ctk.core.volumes;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.InodeFacts;

/**
 * Changes one file by a descriptor of its own: what was decided is decided again of the very file
 * that is open, so that another under the same name is safe. For one thread, one file at a time.
 */
final class FileChange {

    private final Walk walk;
    private final Rule rule;
    private final InodeFacts facts = new InodeFacts(1);
    private final byte[] capabilities = new byte[64];

    /** Of the file at hand, for messages. */
    private EntryName entry = EntryName.ITSELF;

    private int file;
    private boolean isCounted;

    FileChange(Walk walk) {
        this.walk = walk;
        rule = walk.rule;
    }

    /**
     * Change an entry that is no directory.
     *
     * @param level the directory
     * @param directory its descriptor
     * @param isCounted whether it is the first name of the file
     */
    void changeEntry(Level level, int directory, EntryName name, boolean isCounted) {
        this.isCounted = isCounted;
        entry = name;
        file = DirectoryCalls.openPath(directory, name.bytes(), name.offset(), name.length());
        if (file < 0) {
            if (file != -Errno.ENOENT) {
                fail(level, "open", file);
            }
            return;
        }
        int error = facts.ofFile(file);
        if (error < 0) {
            fail(level, "stat", error);
        } else if (!facts.isDirectory(0) && isHere(level)) {
            change(level);
        }
        DirectoryCalls.close(file);
    }

    /** Tell whether the file may be changed as far as mounts and links go. */
    private boolean isHere(Level level) {
        return (rule.crossMounts || level.isSameMount(facts))
                && !(rule.skipHardLinks && facts.links(0) > 1);
    }

    /** Change a directory, or a root of another kind, that is open. */
    void changeItself(Level level) {
        isCounted = true;
        entry = EntryName.ITSELF;
        file = level.file();
        int error = facts.ofFile(file);
        if (error < 0) {
            fail(level, "stat", error);
            return;
        }
        if (!facts.isDirectory(0) && rule.skipHardLinks && facts.links(0) > 1) {
            walk.tally.links.incrementAndGet();
        } else {
            change(level);
        }
    }

    private void change(Level level) {
        if (!rule.changes(facts, 0)) {
            return;
        }
        if (walk.dryRun != null) {
            foresee(walk.dryRun, level);
            return;
        }
        int restored = facts.mode(0) & ModeChange.SET_IDS & ~rule.notRestored(facts, 0);
        if (rule.changesOwner(facts, 0) && !changeOwner(level)) {
            return;
        }
        int mode = rule.mode(facts, 0, facts.mode(0) | restored);
        if (mode == facts.mode(0) || changeMode(level, mode)) {
            walk.tally.changed.addAndGet(isCounted ? 1 : 0);
        }
    }

    private boolean changeMode(Level level, int mode) {
        int error = DirectoryCalls.changeMode(file, mode);
        if (error == 0 && (mode & ModeChange.SET_IDS) != 0) {
            error = facts.ofFile(file);
        }
        if (error < 0) {
            fail(level, "chmod", error);
            return false;
        }
        if ((mode & ModeChange.SET_IDS & ~facts.mode(0)) != 0) { // chmod(2): no error says so
            fail(
                    level,
                    "chmod",
                    "the kernel dropped the set-group-ID bit; to set it needs CAP_FSETID");
            return false;
        }
        return true;
    }

    /** Change the owner; of a file that may lose something, facts tell its new mode then. */
    private boolean changeOwner(Level level) {
        boolean isSpecial = rule.mayBeSpecial(facts, 0);
        int refused = facts.mode(0) & rule.notRestored(facts, 0);
        int size = rule.mayHaveCapabilities(facts, 0) ? readCapabilities() : 0;
        if (size < 0 && rule.keepSpecial) {
            fail(level, "read the file capabilities of", size);
            return false;
        }
        int error = DirectoryCalls.changeOwner(file, rule.uid, rule.gid);
        if (error < 0) {
            fail(level, "chown", error);
            return false;
        }
        error = isSpecial ? facts.ofFile(file) : 0;
        if (error < 0) {
            fail(level, "stat", error);
            return false;
        }
        if (size > 0 && rule.keepSpecial) {
            error = DirectoryCalls.setFileCapabilities(file, capabilities, size);
            if (error < 0) { // its bits are put back all the same
                fail(level, "restore the file capabilities of", error);
            }
        }
        boolean lostBits = isSpecial && (refused & ~facts.mode(0)) != 0;
        if (lostBits || (size > 0 && !rule.keepSpecial)) {
            walk.tally.special.incrementAndGet();
        }
        return true;
    }

    /** Return the length of the file capabilities, 0 if there are none, or -errno. */
    private int readCapabilities() {
        int size = DirectoryCalls.fileCapabilities(file, capabilities);
        return size == -Errno.ENODATA || size == -Errno.EOPNOTSUPP ? 0 : size;
    }

    /** Tell what would be changed, and count what the kernel would take. */
    private void foresee(DryRun dryRun, Level level) {
        walk.tally.changed.incrementAndGet();
        int left = rule.modeAfterChown(facts, 0);
        boolean losesCapabilities =
                !rule.keepSpecial
                        && rule.changesOwner(facts, 0)
                        && rule.mayHaveCapabilities(facts, 0)
                        && readCapabilities() > 0;
        if (losesCapabilities || left != facts.mode(0)) {
            walk.tally.special.incrementAndGet();
        }
        Owner before =
                new Owner(
                        Integer.toUnsignedLong(facts.uid(0)), Integer.toUnsignedLong(facts.gid(0)));
        dryRun.wouldChange(level.path(entry), before, facts.mode(0), rule.mode(facts, 0, left));
    }

    private void fail(Level level, String action, int error) {
        walk.tally.fail(action, level, entry, -error);
    }

    private void fail(Level level, String action, String cause) {
        walk.tally.fail(action, level, entry, cause);
    }
}
