package ctk.core.config;

import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileInput;
import ctk.core.linux.InodeFacts;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** A file or directory that is open, and so stays the same one while it is judged and read. */
final class Opened {

    /** Parsed it takes some hundred times that, of a small heap. */
    private static final int MOST_BYTES = 128 << 10;

    final ByteString path;
    final int descriptor;

    /** Whether nobody can write to it, since its mount is read-only. */
    final boolean isReadOnly;

    private final InodeFacts facts = new InodeFacts(1);

    private Opened(ByteString path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
        isReadOnly = DirectoryCalls.isOnReadOnlyMount(descriptor);
    }

    /**
     * Take what an open call returned.
     *
     * @return null if it is missing
     * @throws ConfigException if it could not be opened
     */
    static @Nullable Opened of(ByteString path, int result) throws ConfigException {
        if (result == -Errno.ENOENT) {
            return null;
        }
        if (result < 0) {
            throw failure(path, -result);
        }
        Opened opened = new Opened(path, result);
        int error = opened.facts.ofFile(result);
        if (error < 0) {
            opened.close();
            throw failure(path, -error);
        }
        return opened;
    }

    static ConfigException failure(ByteString path, int errno) {
        String message = "cannot open " + path.quoted() + ": " + Errno.describe(errno);
        return new ConfigException(message, null);
    }

    static ConfigException untrusted(ByteString path, String cause, String hint) {
        String message = "configuration " + path.printable() + " is not trusted: " + cause;
        return new ConfigException(message, hint);
    }

    /** Refuse it if somebody else than root and ctk's own user may have written it. */
    void requireTrusted() throws ConfigException {
        if (isReadOnly) {
            return;
        }
        long uid = Integer.toUnsignedLong(facts.uid(0));
        long gid = Integer.toUnsignedLong(facts.gid(0));
        String objection = Trust.objection(uid, gid, facts.mode(0), uid == 0 ? 0 : self());
        if (objection != null) {
            throw untrusted(path, objection, "give it to root, chmod go-w, or mount it read-only");
        }
    }

    private static long self() throws ConfigException {
        try {
            return Credentials.current().effectiveUid();
        } catch (KernelException e) {
            throw new ConfigException(String.valueOf(e.getMessage()), null);
        }
    }

    /** Tell whether both lie on one mount (before Linux 5.8: on one file system). */
    boolean isOnMountOf(Opened other) {
        return facts.mount(0) == other.facts.mount(0) && facts.device(0) == other.facts.device(0);
    }

    /** Return all that a regular file of at most 128 KiB holds. */
    byte[] content() throws ConfigException {
        if (!facts.isRegular(0)) {
            throw new ConfigException(refusal("it is not a regular file"), null);
        }
        // not closed here: the descriptor is this object's
        FileInput input = FileInput.of(path, descriptor);
        byte[] bytes = new byte[8192];
        int length = 0;
        try {
            for (; ; ) {
                int count = input.read(bytes, length, bytes.length - length);
                if (count < 0) {
                    return Arrays.copyOf(bytes, length);
                }
                length += count;
                if (length > MOST_BYTES) {
                    throw new ConfigException(refusal("it is larger than 128 KiB"), null);
                }
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, length * 2);
                }
            }
        } catch (KernelException e) {
            throw new ConfigException(String.valueOf(e.getMessage()), null);
        }
    }

    private String refusal(String cause) {
        return "cannot read " + path.quoted() + ": " + cause;
    }

    void close() {
        DirectoryCalls.close(descriptor);
    }
}
