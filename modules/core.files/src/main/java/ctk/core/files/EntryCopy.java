package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Copies one entry of a directory at a time. */
final class EntryCopy {

    private static final int BUFFER = 65536;
    private static final long RANGE = 16L << 20;
    private static final int GROUP_EXECUTABLE = 0010;
    private static final int LONGEST_LINK = 4096;

    private final @Nullable Owner owner;
    private final byte[] buffer = new byte[BUFFER];
    private final long[] details = new long[FileCalls.DETAILS];
    private final InodeFacts facts = new InodeFacts(1);

    EntryCopy(@Nullable Owner owner) {
        this.owner = owner;
    }

    /** Copy what is no directory; {@code known} says at {@code index} what it is. */
    void copy(CopyLevel level, byte[] name, InodeFacts known, int index)
            throws SetupException, InterruptedException {
        Attempt attempt = level.attempt(name);
        if (known.isRegular(index)) {
            copyFile(level, name, attempt);
        } else if (known.isLink(index)) {
            copyLink(level, name, attempt);
        } else {
            throw attempt.failure("it is a FIFO, a socket or a device", null);
        }
    }

    /** Give a directory its owner, mode and times, when all that is in it was copied. */
    void finish(CopyLevel level) throws SetupException {
        Attempt attempt = level.attempt();
        attempt.require(facts.ofFile(level.source));
        attempt.require(FileCalls.details(level.source, details));
        Ownership.set(level.target, owner(), attempt);
        Attributes.copyContent(level.source, level.target, false, attempt);
        Ownership.setMode(level.target, facts.mode(0), attempt);
        attempt.require(FileCalls.setTimes(level.target, details));
    }

    private void copyFile(CopyLevel level, byte[] name, Attempt attempt)
            throws SetupException, InterruptedException {
        int source = attempt.require(FileCalls.openForReading(level.source, name));
        try {
            attempt.require(facts.ofFile(source));
            Entry.requireRegular(facts, attempt);
            attempt.require(FileCalls.details(source, details));
            for (int i = 0; !replace(source, level.target, name, attempt); i++) {
                if (i == Replacement.MOST_ATTEMPTS) {
                    throw attempt.failure(Replacement.REMOVED, null);
                }
                attempt.require(FileCalls.rewind(source));
            }
        } finally {
            DirectoryCalls.close(source);
        }
    }

    /** Put a copy in place; false if another copy took it for a leftover of one that was killed. */
    private boolean replace(int source, int target, byte[] name, Attempt attempt)
            throws SetupException, InterruptedException {
        try (Replacement copy = Replacement.create(target, name, attempt)) {
            copyBytes(source, copy.file(), attempt);
            Ownership.set(copy.file(), owner(), attempt);
            Attributes.copyContent(source, copy.file(), isOwnerKept(), attempt);
            Ownership.setMode(copy.file(), mode(), attempt);
            attempt.require(FileCalls.setTimes(copy.file(), details));
            return copy.commitUnlessRemoved();
        }
    }

    /** By the kernel as far as it can (copy_file_range(2)), and what is left by the buffer. */
    private void copyBytes(int source, int copy, Attempt attempt)
            throws SetupException, InterruptedException {
        while (FileCalls.copyRange(source, copy, RANGE) > 0) {
            requireTime();
        }
        for (; ; ) {
            int count = attempt.require(FileCalls.read(source, buffer, 0, BUFFER));
            if (count == 0) {
                return;
            }
            attempt.require(Content.write(copy, buffer, count));
            requireTime();
        }
    }

    private static void requireTime() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void copyLink(CopyLevel level, byte[] name, Attempt attempt) throws SetupException {
        int source = attempt.require(DirectoryCalls.openPath(level.source, name, 0, name.length));
        byte[] text;
        try {
            text = text(source, attempt);
            attempt.require(facts.ofFile(source));
            attempt.require(FileCalls.details(source, details));
        } finally {
            DirectoryCalls.close(source);
        }
        for (int i = 0; !isSameLink(level.target, name, text); i++) {
            if (i == Replacement.MOST_ATTEMPTS) {
                throw attempt.failure(Replacement.REMOVED, null);
            }
            replaceLink(level.target, name, text, attempt);
        }
        finishLink(level.target, name, attempt);
    }

    private static void replaceLink(int directory, byte[] name, byte[] text, Attempt attempt)
            throws SetupException {
        byte[] temporary = TemporaryName.next(name, attempt);
        attempt.require(FileCalls.makeLink(directory, temporary, text));
        int result = FileCalls.rename(directory, temporary, directory, name);
        if (result < 0) {
            FileCalls.remove(directory, temporary);
        }
        if (result != -Errno.ENOENT) { // or it was taken for a leftover
            Replacement.requireReplaced(result, attempt);
        }
    }

    private static byte[] text(int link, Attempt attempt) throws SetupException {
        byte[] text = new byte[LONGEST_LINK];
        int length = attempt.require(DirectoryCalls.readLink(link, text));
        return Arrays.copyOf(text, length);
    }

    private static boolean isSameLink(int directory, byte[] name, byte[] text) {
        int file = DirectoryCalls.openPath(directory, name, 0, name.length);
        if (file < 0) {
            return false;
        }
        byte[] present = new byte[LONGEST_LINK];
        int length = DirectoryCalls.readLink(file, present); // -ENOENT of what is no link
        DirectoryCalls.close(file);
        return length == text.length && Arrays.equals(text, 0, length, present, 0, length);
    }

    /** Give a link its owner and times, unless another file came into its place. */
    private void finishLink(int directory, byte[] name, Attempt attempt) throws SetupException {
        int file = attempt.require(DirectoryCalls.openPath(directory, name, 0, name.length));
        try {
            InodeFacts copy = new InodeFacts(1);
            attempt.require(copy.ofFile(file));
            if (!copy.isLink(0)) {
                throw attempt.failure("its copy was replaced meanwhile", null);
            }
            Ownership.set(file, owner(), attempt);
        } finally {
            DirectoryCalls.close(file);
        }
        attempt.require(FileCalls.setLinkTimes(directory, name, details));
    }

    private Owner owner() {
        Owner given = owner;
        return given != null ? given : Ownership.of(facts);
    }

    private boolean isOwnerKept() {
        Owner given = owner;
        return given == null
                || ((int) given.uid() == facts.uid(0) && (int) given.gid() == facts.gid(0));
    }

    /** A file that gets another owner loses what would let others become that (chown(2)). */
    private int mode() {
        int mode = facts.mode(0);
        if (isOwnerKept()) {
            return mode;
        }
        return mode & ((mode & GROUP_EXECUTABLE) != 0 ? ~06000 : ~04000);
    }
}
