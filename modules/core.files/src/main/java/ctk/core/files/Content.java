package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.setup.SetupException;

import java.util.Arrays;

/** The bytes of open files. */
final class Content {

    private static final int FIRST = 8192;

    private Content() {}

    /** Refuse a file that says itself that it is larger, before there is memory for it. */
    static void requireAtMost(int most, int file, Attempt attempt) throws SetupException {
        long[] details = new long[FileCalls.DETAILS];
        attempt.require(FileCalls.details(file, details));
        if (details[0] > most) {
            throw tooLarge(most, attempt);
        }
    }

    private static SetupException tooLarge(int most, Attempt attempt) {
        return attempt.failure("it has more than " + most + " bytes", null);
    }

    /** Read from where the descriptor stands to the end. */
    static byte[] read(int file, int most, Attempt attempt) throws SetupException {
        byte[] bytes = new byte[Math.min(FIRST, most + 1)];
        int length = 0;
        for (; ; ) {
            int count = attempt.require(FileCalls.read(file, bytes, length, bytes.length - length));
            if (count == 0) {
                return Arrays.copyOf(bytes, length);
            }
            length += count;
            if (length > most) {
                throw tooLarge(most, attempt);
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, most + 1L));
            }
        }
    }

    /** Write all at where the descriptor stands; return 0, or -errno. */
    static int write(int file, byte[] bytes, int length) {
        int done = 0;
        while (done < length) {
            int count = FileCalls.write(file, bytes, done, length - done);
            if (count < 0) {
                return count;
            }
            done += count;
        }
        return 0;
    }

    /** Wait until an open file or directory is on its medium (fsync(2)), if it has one. */
    static void sync(int file, Attempt attempt) throws SetupException {
        requireSynced(FileCalls.sync(file), attempt);
    }

    /** Wait until all of the file system that a file lies on is on its medium (syncfs(2)). */
    static void syncAll(int file, Attempt attempt) throws SetupException {
        requireSynced(FileCalls.syncAll(file), attempt);
    }

    /** Wait for the names in a directory, which may be open by O_PATH. */
    static void syncDirectory(int directory, Attempt attempt) throws SetupException {
        int readable = DirectoryCalls.openDirectory(directory, new byte[] {'.'}, 0, 1);
        if (readable < 0) {
            return; // it may be searched and written, but not read: left to the kernel
        }
        try {
            sync(readable, attempt);
        } finally {
            DirectoryCalls.close(readable);
        }
    }

    private static void requireSynced(int result, Attempt attempt) throws SetupException {
        boolean hasNone =
                result == -Errno.EINVAL || result == -Errno.ENOSYS || result == -Errno.EOPNOTSUPP;
        if (!hasNone) {
            attempt.require(result);
        }
    }
}
