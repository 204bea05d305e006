package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
import ctk.core.setup.Actions;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/**
 * What {@link Actions} promises of files. A path is absolute, has no component {@code ..}, and is
 * walked from open descriptors; the last component is never followed. For one thread at a time.
 */
public final class FileOperations {

    /** Change the files of this process. */
    public FileOperations() {}

    /** Make a directory: {@link Actions#createDirectory}. */
    public void createDirectory(String path, @Nullable Owner owner, int mode)
            throws SetupException {
        Attempt attempt = Attempt.to("create directory", path);
        new NewDirectory(FilePath.of(path, attempt), owner, mode, attempt).create();
    }

    /** Write a whole file: {@link Actions#write}. What is no regular file is not replaced. */
    public void write(String path, byte[] content, Owner owner, int mode) throws SetupException {
        Attempt attempt = Attempt.to("write", path);
        FilePath file = FilePath.of(path, attempt);
        int directory = attempt.require(file.openParent(attempt));
        try {
            InodeFacts present = Entry.look(directory, file.name(), attempt);
            if (present != null) {
                Entry.requireRegular(present, attempt);
            }
            Leftovers.removeFiles(directory, file.name());
            int attempts = 0;
            while (!replace(directory, file.name(), content, owner, mode, attempt)) {
                if (++attempts == Replacement.MOST_ATTEMPTS) {
                    throw attempt.failure(Replacement.REMOVED, null);
                }
            }
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    /** Put a file in place; false if a copy took it for a leftover of one that was killed. */
    private static boolean replace(
            int directory, byte[] name, byte[] content, Owner owner, int mode, Attempt attempt)
            throws SetupException {
        try (Replacement replacement = Replacement.create(directory, name, attempt)) {
            attempt.require(Content.write(replacement.file(), content, content.length));
            replacement.own(owner, mode);
            replacement.sync();
            if (!replacement.commitUnlessRemoved()) {
                return false;
            }
            replacement.syncDirectory();
            return true;
        }
    }

    /** Change the content of a file: {@link Actions#edit}. Attributes and ACLs stay too. */
    public void edit(String path, UnaryOperator<byte[]> edit, boolean inPlace)
            throws SetupException {
        Attempt attempt = Attempt.to("replace", path);
        FilePath file = FilePath.of(path, attempt);
        int directory = attempt.require(file.openParent(attempt));
        try {
            new Edit(directory, file.name(), inPlace, attempt).apply(edit);
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    /** Hold the lock of lckpwdf(3): {@link Actions#withUsersLocked}. It cannot be nested. */
    public void withUsersLocked(Actions.Work work) throws SetupException, InterruptedException {
        UsersLock lock = UsersLock.take();
        try {
            work.run();
        } finally {
            lock.close();
        }
    }

    /** Give a tree an owner: {@link Actions#chown}. */
    public void chown(Actions.Tree tree) throws SetupException, InterruptedException {
        TreeOwner.apply(tree);
    }

    /**
     * Refuse what {@link #chown} would refuse before it changes anything: a mode or a pattern that
     * is none, and a root that is there and must not be changed.
     */
    public void check(Actions.Tree tree) throws SetupException {
        TreeOwner.check(tree);
    }

    /**
     * Copy what is in a directory into another: {@link Actions#copy}. Several links of a file
     * become a file each; of attributes the user's and file capabilities are copied. A file that
     * gets another owner loses set-user-ID and set-group-ID bits and capabilities as by chown(2).
     * Afterwards all of it is on its medium (syncfs(2)).
     */
    public void copy(String from, String to, @Nullable Owner owner)
            throws SetupException, InterruptedException {
        new TreeCopy(from, to, owner).run();
    }

    /** Remove a file: {@link Actions#remove}. */
    public void remove(String path) throws SetupException {
        Attempt attempt = Attempt.to("remove", path);
        FilePath file = FilePath.of(path, attempt);
        int directory = file.openParent(attempt);
        if (directory == -Errno.ENOENT) {
            return;
        }
        attempt.require(directory);
        try {
            int result = FileCalls.remove(directory, file.name());
            if (result == -Errno.EBUSY) {
                throw attempt.failure("something is mounted on it", null);
            }
            boolean isMissing = // which a read-only file system does not tell
                    result < 0 && Entry.look(directory, file.name(), attempt) == null;
            if (!isMissing) {
                attempt.require(result);
                Content.syncDirectory(directory, attempt); // a crash does not bring it back
            }
        } finally {
            DirectoryCalls.close(directory);
        }
    }
}
