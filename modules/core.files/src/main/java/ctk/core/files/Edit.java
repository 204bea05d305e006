package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
import ctk.core.setup.SetupException;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** A change of the content of one file, which keeps its owner, mode and attributes. */
final class Edit {

    private static final int MOST = 64 << 20;

    private final int directory;
    private final byte[] name;
    private final boolean inPlace;
    private final Attempt attempt;

    private final InodeFacts facts = new InodeFacts(1);

    /**
     * Prepare it.
     *
     * @param directory that holds the file
     * @param inPlace overwrite the file if something is mounted on it
     */
    Edit(int directory, byte[] name, boolean inPlace, Attempt attempt) {
        this.directory = directory;
        this.name = name;
        this.inPlace = inPlace;
        this.attempt = attempt;
    }

    void apply(UnaryOperator<byte[]> edit) throws SetupException {
        Entry.requireRegular(Entry.look(directory, name, attempt), attempt);
        int file = attempt.require(FileCalls.openForReading(directory, name));
        try {
            attempt.require(facts.ofFile(file));
            Entry.requireRegular(facts, attempt);
            Content.requireAtMost(MOST, file, attempt);
            byte[] old = Content.read(file, MOST, attempt);
            byte[] edited = edit.apply(old.clone());
            if (Arrays.equals(old, edited)) {
                return;
            }
            if (facts.isMountRoot(0) || !replace(file, edited)) {
                overwrite(edited, old);
            }
        } finally {
            DirectoryCalls.close(file);
        }
    }

    /** Put a new file in place of the old one; false if something is mounted on that. */
    private boolean replace(int file, byte[] content) throws SetupException {
        Leftovers.removeFiles(directory, name);
        try (Replacement replacement = Replacement.create(directory, name, attempt)) {
            attempt.require(Content.write(replacement.file(), content, content.length));
            Ownership.set(replacement.file(), Ownership.of(facts), attempt);
            Attributes.copyAll(file, replacement.file(), attempt);
            Ownership.setMode(replacement.file(), facts.mode(0), attempt);
            replacement.sync();
            int result = replacement.commit();
            if (result == -Errno.EBUSY || result == -Errno.EXDEV) {
                return false;
            }
            attempt.require(result);
            replacement.syncDirectory();
            return true;
        }
    }

    private void overwrite(byte[] content, byte[] old) throws SetupException {
        if (!inPlace) {
            throw attempt.failure("something is mounted on it", Replacement.MOUNT_ABOVE);
        }
        int file = attempt.require(FileCalls.openForWriting(directory, name));
        try {
            requireSame(file);
            int result = Content.write(file, content, content.length);
            if (result < 0) {
                restore(old);
                throw attempt.failure(-result);
            }
            attempt.require(FileCalls.truncate(file, content.length));
            Content.sync(file, attempt);
        } finally {
            DirectoryCalls.close(file);
        }
    }

    /** It is the file that was read, and not one that came into its place. */
    private void requireSame(int file) throws SetupException {
        InodeFacts now = new InodeFacts(1);
        attempt.require(now.ofFile(file));
        if (now.inode(0) != facts.inode(0) || now.device(0) != facts.device(0)) {
            throw attempt.failure("it was replaced meanwhile", null);
        }
    }

    /** Undo what was written before there was no more room; the old content has its room. */
    private void restore(byte[] old) throws SetupException {
        int file = attempt.require(FileCalls.openForWriting(directory, name));
        try {
            requireSame(file);
            attempt.require(Content.write(file, old, old.length));
            attempt.require(FileCalls.truncate(file, old.length));
        } finally {
            DirectoryCalls.close(file);
        }
    }
}
