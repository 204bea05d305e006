package ctk.core.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * A file that is read through its descriptor, and may make a reader wait: FIFO, terminal, device.
 * Soon after {@link Thread#interrupt} a read ends with InterruptedIOException.
 */
public final class PatientInput extends InputStream {

    /** Milliseconds of a wait in native code, where an interrupt does not reach. */
    private static final int SLICE = 50;

    private final ByteString path;
    private final int file;

    private PatientInput(ByteString path, int file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Open a file for reading. Links are followed.
     *
     * @param path absolute, or relative to the working directory
     * @throws KernelException if that fails, also if it is a directory
     */
    public static PatientInput open(ByteString path) throws KernelException {
        int file = path.length() == 0 ? -Errno.ENOENT : open(path.toBytes());
        if (file < 0) {
            throw new KernelException("open", path, -file);
        }
        return new PatientInput(path, file);
    }

    private static int open(byte[] path) {
        return DirectoryCalls.openFile(DirectoryCalls.WORKING_DIRECTORY, path, true);
    }

    /** Read a file that is open; to close it is this object's part then. */
    public static PatientInput of(ByteString path, int file) {
        return new PatientInput(path, file);
    }

    /** Return its descriptor. */
    public int file() {
        return file;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        for (; ; ) {
            int ready = LookCalls.awaitInput(file, SLICE);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
            int count = ready == 0 ? -Errno.EAGAIN : Kernel.read(file, buffer, offset, length);
            if (count >= 0) {
                return count == 0 ? -1 : count;
            }
            if (count != -Errno.EAGAIN) {
                throw new KernelException("read", path, -count);
            }
        }
    }

    @Override
    public void close() {
        Kernel.close(file); // nothing was written, so nothing can be lost
    }
}
