package ctk.core.files;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.setup.SetupException;

/**
 * The lock on the files of users and groups, as useradd(8) and passwd(1) take it: lckpwdf(3). It is
 * released when it is closed, and by the end of the process.
 */
final class UsersLock implements AutoCloseable {

    private static final String PATH = "/etc/.pwd.lock";
    private static final long SECONDS = 15;
    private static final long PAUSE = 50;

    private final int file;

    private UsersLock(int file) {
        this.file = file;
    }

    /** Take it, or fail after 15 seconds as lckpwdf(3) does. */
    static UsersLock take() throws SetupException, InterruptedException {
        Attempt attempt = Attempt.to("lock", PATH);
        UsersLock lock = new UsersLock(open(attempt));
        boolean isTaken = false;
        try {
            lock.await(attempt);
            isTaken = true;
            return lock;
        } finally {
            if (!isTaken) {
                lock.close();
            }
        }
    }

    private static int open(Attempt attempt) throws SetupException {
        FilePath path = FilePath.of(PATH, attempt);
        int directory = attempt.require(path.openParent(attempt));
        try {
            int opened = FileCalls.openOrCreate(directory, path.name(), 0600);
            if (opened == -Errno.EROFS) { // no hint: whose step it is knows what helps
                throw attempt.failure(Errno.describe(Errno.EROFS), null);
            }
            return attempt.require(opened);
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    private void await(Attempt attempt) throws SetupException, InterruptedException {
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        for (; ; ) {
            int result = FileCalls.lock(file);
            if (result == 0) {
                return;
            }
            if (result != -Errno.EAGAIN && result != -Errno.EACCES) {
                throw attempt.failure(-result);
            }
            if (System.nanoTime() - end >= 0) {
                throw attempt.failure(
                        "another process has held it for " + SECONDS + " seconds", null);
            }
            Thread.sleep(PAUSE);
        }
    }

    @Override
    public void close() {
        DirectoryCalls.close(file);
    }
}
