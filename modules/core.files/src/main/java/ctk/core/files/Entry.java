package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.InodeFacts;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

/** What a name in an open directory stands for at the moment. */
final class Entry {

    private Entry() {}

    /** Return what it is, not where it leads, or null if there is none. */
    static @Nullable InodeFacts look(int directory, byte[] name, Attempt attempt)
            throws SetupException {
        int file = DirectoryCalls.openPath(directory, name, 0, name.length);
        if (file == -Errno.ENOENT) {
            return null;
        }
        attempt.require(file);
        try {
            InodeFacts facts = new InodeFacts(1);
            attempt.require(facts.ofFile(file));
            return facts;
        } finally {
            DirectoryCalls.close(file);
        }
    }

    static InodeFacts requireRegular(@Nullable InodeFacts facts, Attempt attempt)
            throws SetupException {
        if (facts == null) {
            throw attempt.failure(Errno.ENOENT);
        }
        if (!facts.isRegular(0)) {
            throw refuse(facts, attempt);
        }
        return facts;
    }

    static void requireDirectory(@Nullable InodeFacts facts, Attempt attempt)
            throws SetupException {
        if (facts == null) {
            throw attempt.failure(Errno.ENOENT);
        }
        if (!facts.isDirectory(0)) {
            throw refuse(facts, attempt);
        }
    }

    /** Return the failure that says that it is what it is. */
    static SetupException refuse(InodeFacts facts, Attempt attempt) {
        if (facts.isLink(0)) {
            return attempt.failure("it is a symbolic link", Attempt.NO_LINK);
        }
        String kind = "a FIFO, a socket or a device";
        if (facts.isDirectory(0)) {
            kind = "a directory";
        } else if (facts.isRegular(0)) {
            kind = "a file";
        }
        return attempt.failure("it is " + kind, null);
    }
}
