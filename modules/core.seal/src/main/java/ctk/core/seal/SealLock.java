package ctk.core.seal;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.KernelException;
import ctk.core.linux.SealCalls;
import ctk.core.setup.SetupException;

/**
 * Lets one process at a time read, change and write the file: {@code /etc} is locked, since {@code
 * /etc/ctk} may have to be made. It is released when it is closed, and by the end of the process.
 */
public final class SealLock implements AutoCloseable {

    private static final ByteString ETC = ByteString.of("/etc");
    private static final long SECONDS = 30;
    private static final long PAUSE = 20;

    private final int directory;

    private SealLock(int directory) {
        this.directory = directory;
    }

    /**
     * Take it. Where the file system knows no such lock, go without.
     *
     * @throws KernelException if {@code /etc} cannot be opened
     * @throws SetupException after 30 seconds
     */
    public static SealLock take() throws KernelException, SetupException, InterruptedException {
        int directory =
                DirectoryCalls.openDirectory(
                        DirectoryCalls.WORKING_DIRECTORY, ETC.toBytes(), 0, ETC.length());
        if (directory < 0) {
            throw new KernelException("open", ETC, -directory);
        }
        SealLock lock = new SealLock(directory);
        boolean isTaken = false;
        try {
            lock.await();
            isTaken = true;
            return lock;
        } finally {
            if (!isTaken) {
                lock.close();
            }
        }
    }

    private void await() throws SetupException, InterruptedException {
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        while (SealCalls.lock(directory) == -Errno.EAGAIN) {
            if (System.nanoTime() - end >= 0) {
                throw new SetupException(
                        "cannot write "
                                + SealedFile.PATH.quoted()
                                + ": another process has held the lock of "
                                + ETC.quoted()
                                + " for "
                                + SECONDS
                                + " seconds",
                        null);
            }
            Thread.sleep(PAUSE);
        }
    }

    @Override
    public void close() {
        DirectoryCalls.close(directory);
    }
}
