package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
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
            boolean isNew = present == null && make(parent, name);
            if (present == null) {
                present = Entry.look(parent, name, attempt);
            }
            Entry.requireDirectory(present, attempt);
            finish(parent, name, isNew);
        } finally {
            DirectoryCalls.close(parent);
        }
    }

    /** Make it, such that it is no more open than it will be; false if another did meanwhile. */
    private boolean make(int parent, byte[] name) throws SetupException {
        boolean isUsual = owner == null && mode < 0;
        int result = FileCalls.makeDirectory(parent, name, isUsual ? USUAL : PRIVATE);
        if (result == -Errno.EEXIST) {
            return false;
        }
        attempt.require(result);
        return true;
    }

    private void finish(int parent, byte[] name, boolean isNew) throws SetupException {
        if (!isNew && owner == null && mode < 0) {
            return;
        }
        int directory = DirectoryCalls.openDirectory(parent, name, 0, name.length);
        if (directory == -Errno.EACCES) { // may not be read, but may be ours
            directory = DirectoryCalls.openDirectoryPath(parent, name);
        }
        attempt.require(directory);
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
        int result = FileCalls.makeDirectory(at, name, USUAL);
        if (result == -Errno.EEXIST) {
            return attempt.require(DirectoryCalls.openDirectoryPath(at, name));
        }
        attempt.require(result);
        int directory = attempt.require(DirectoryCalls.openDirectory(at, name, 0, name.length));
        try {
            setUsualMode(directory);
            return directory;
        } catch (SetupException e) {
            DirectoryCalls.close(directory);
            throw e;
        }
    }
}
