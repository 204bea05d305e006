package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
import ctk.core.linux.LookCalls;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

/** A directory that is to be there, with those above it. */
final class NewDirectory {

    private static final int USUAL = 0755;
    private static final int PRIVATE = 0700;
    private static final int PERMISSIONS = 0777;

    private final FilePath path;
    private final @Nullable Owner owner;
    private final int mode;
    private final Attempt attempt;

    /** Prepare it; see {@link FileOperations#createDirectory}. */
    NewDirectory(FilePath path, @Nullable Owner owner, int mode, Attempt attempt) {
        this.path = path;
        this.owner = owner;
        this.mode = mode;
        this.attempt = attempt;
    }

    void create() throws SetupException {
        int parent = openParent();
        try {
            byte[] name = path.name();
            InodeFacts present = Entry.look(parent, name, attempt);
            boolean isNew = present == null && make(parent, name, owner, mode);
            if (present == null) {
                present = Entry.look(parent, name, attempt);
            }
            Entry.requireDirectory(present, attempt);
            if (!isNew && (owner != null || mode >= 0)) {
                finish(attempt.require(open(parent, name)), false, owner, mode);
            }
        } finally {
            DirectoryCalls.close(parent);
        }
    }

    /**
     * Make it under another name, from which it comes to its place when it is what it is to be: who
     * finds it there would not know that it was left half done. False if another made one
     * meanwhile.
     */
    private boolean make(int parent, byte[] name, @Nullable Owner owner, int mode)
            throws SetupException {
        Leftovers.removeDirectories(parent, name);
        for (int i = 0; i < Replacement.MOST_ATTEMPTS; i++) {
            byte[] temporary = TemporaryName.next(name, attempt);
            attempt.require(FileCalls.makeDirectory(parent, temporary, PRIVATE));
            int result = -Errno.ENOENT;
            try {
                int made = open(parent, temporary);
                if (made == -Errno.ENOENT) { // another start took it for a leftover
                    continue;
                }
                finish(attempt.require(made), true, owner, mode);
                result = FileCalls.place(parent, temporary, name);
            } finally {
                if (result < 0) {
                    LookCalls.removeDirectory(parent, temporary);
                }
            }
            if (result == -Errno.EINVAL || result == -Errno.ENOSYS) {
                return makeInPlace(parent, name, owner, mode);
            }
            if (result != -Errno.ENOENT) { // so taken a moment later
                return isMade(result);
            }
        }
        throw attempt.failure(Replacement.REMOVED, null);
    }

    /** Where the file system cannot do that: such that it is no more open than it will be. */
    private boolean makeInPlace(int parent, byte[] name, @Nullable Owner owner, int mode)
            throws SetupException {
        boolean isMade = isMade(FileCalls.makeDirectory(parent, name, PRIVATE));
        if (isMade) {
            finish(attempt.require(open(parent, name)), true, owner, mode);
        }
        return isMade;
    }

    private boolean isMade(int result) throws SetupException {
        if (result != -Errno.EEXIST) {
            attempt.require(result);
        }
        return result >= 0;
    }

    /** Open it; return -errno if that fails. */
    private static int open(int parent, byte[] name) {
        int directory = DirectoryCalls.openDirectory(parent, name, 0, name.length);
        return directory == -Errno.EACCES // may not be read, but may be ours
                ? DirectoryCalls.openDirectoryPath(parent, name)
                : directory;
    }

    /** Give an open directory what it is to have, and close it. */
    private void finish(int directory, boolean isNew, @Nullable Owner owner, int mode)
            throws SetupException {
        try {
            if (owner != null) {
                Ownership.set(directory, owner, attempt);
            }
            if (mode >= 0) {
                if (isNew) {
                    Attributes.removeAcl(directory);
                }
                Ownership.setMode(directory, mode, attempt);
            } else if (isNew) {
                setUsualMode(directory);
            }
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    /** Whatever the umask is. The bit that hands the group on stays (inode(7), S_ISGID). */
    private void setUsualMode(int directory) throws SetupException {
        InodeFacts facts = new InodeFacts(1);
        attempt.require(facts.ofFile(directory));
        Ownership.setMode(directory, (facts.mode(0) & ~PERMISSIONS) | USUAL, attempt);
    }

    /** Open the directory above, and make what is missing on the way. */
    private int openParent() throws SetupException {
        int above = Math.max(path.length() - 1, 0);
        int count = above;
        int at = path.openDirectory(count, attempt);
        while (at == -Errno.ENOENT && count > 0) {
            count--;
            at = path.openDirectory(count, attempt);
        }
        attempt.require(at);
        for (; count < above; count++) {
            int next;
            try {
                next = makeAbove(at, path.component(count));
            } finally {
                DirectoryCalls.close(at);
            }
            at = next;
        }
        return at;
    }

    private int makeAbove(int at, byte[] name) throws SetupException {
        make(at, name, null, -1);
        return attempt.require(DirectoryCalls.openDirectoryPath(at, name));
    }
}
