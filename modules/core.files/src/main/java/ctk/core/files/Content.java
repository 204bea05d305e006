package ctk.core.files;

import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.setup.SetupException;

import java.util.Arrays;

/** The bytes of open files. */
final class Content {

    private static final int FIRST = 8192;

    private Content() {}

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
                throw attempt.failure("it has more than " + most + " bytes", null);
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
        int result = FileCalls.sync(file);
        boolean hasNone =
                result == -Errno.EINVAL || result == -Errno.ENOSYS || result == -Errno.EOPNOTSUPP;
        if (!hasNone) {
            attempt.require(result);
        }
    }
}
