package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

/**
 * A file beside the one whose place it takes when it is whole. Until then only who made it can read
 * it, under a name that nobody can foretell; if it comes to nothing, it is removed.
 */
final class Replacement implements AutoCloseable {

    /** What to do about a file on which something is mounted. */
    static final String MOUNT_ABOVE = "mount its directory instead";

    /** How often it is worth to make another, where a second copy at the same time removes it. */
    static final int MOST_ATTEMPTS = 10;

    static final String REMOVED = "what is to take its place is removed over and over";

    private static final int MOST_NAMES = 100;

    private final int directory;
    private final byte[] name;
    private final byte[] temporary;
    private final int file;
    private final Attempt attempt;
    private boolean isDone;

    private Replacement(int directory, byte[] name, byte[] temporary, int file, Attempt attempt) {
        this.directory = directory;
        this.name = name;
        this.temporary = temporary;
        this.file = file;
        this.attempt = attempt;
    }

    /**
     * Make an empty one.
     *
     * @param directory open, also by O_PATH
     * @param name of the file that it is to be
     */
    static Replacement create(int directory, byte[] name, Attempt attempt) throws SetupException {
        for (int i = 0; ; i++) {
            byte[] temporary = TemporaryName.next(name, attempt);
            int file = FileCalls.create(directory, temporary, 0600);
            if (file >= 0) {
                // until it is closed, as by a kill; a file system without locks goes without
                FileCalls.lock(file);
                Attributes.removeAcl(file); // what the directory's default grants was not asked for
                return new Replacement(directory, name, temporary, file, attempt);
            }
            if (file != -Errno.EEXIST || i == MOST_NAMES) {
                throw attempt.failure(-file);
            }
        }
    }

    /** Return its descriptor. */
    int file() {
        return file;
    }

    /** Give it its owner, and then its mode: the kernel takes bits when the owner changes. */
    void own(Owner owner, int mode) throws SetupException {
        Ownership.set(file, owner, attempt);
        attempt.require(FileCalls.changeMode(file, mode));
    }

    /** See to it that a crash of the machine leaves the old or the new content. */
    void sync() throws SetupException {
        Content.sync(file, attempt);
    }

    /** Take the place of the file; return 0, or -errno. */
    int commit() {
        int result = FileCalls.rename(directory, temporary, directory, name);
        isDone = result == 0;
        return result;
    }

    /** Take the place of the file; false if another process removed this one meanwhile. */
    boolean commitUnlessRemoved() throws SetupException {
        int result = commit();
        if (result == -Errno.ENOENT) {
            return false;
        }
        requireReplaced(result, attempt);
        return true;
    }

    /** Refuse what a rename over a file may return, which says little by itself. */
    static void requireReplaced(int result, Attempt attempt) throws SetupException {
        if (result == -Errno.EBUSY) {
            throw attempt.failure("something is mounted on it", MOUNT_ABOVE);
        }
        if (result == -Errno.EISDIR) {
            throw attempt.failure("there is a directory in its place", null);
        }
        attempt.require(result);
    }

    /** Write the directory too, so that a crash cannot undo the rename. */
    void syncDirectory() throws SetupException {
        Content.syncDirectory(directory, attempt);
    }

    @Override
    public void close() {
        DirectoryCalls.close(file);
        if (!isDone) {
            FileCalls.remove(directory, temporary); // if it fails, there is nothing left to try
        }
    }
}
