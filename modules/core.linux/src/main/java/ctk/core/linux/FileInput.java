package ctk.core.linux;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;

/** A file that is read through its descriptor, unbuffered (open(2), read(2)). */
public final class FileInput extends InputStream {

    private final ByteString path;
    private final int descriptor;

    private FileInput(ByteString path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    /**
     * Open a file for reading. Links are followed.
     *
     * @param path absolute, or relative to the working directory
     * @return the open file, or null if there is none of that name
     * @throws KernelException for every other failure
     */
    public static @Nullable FileInput open(ByteString path) throws KernelException {
        int result = Kernel.open(path.toBytes(), 0);
        if (result == -Errno.ENOENT) {
            return null;
        }
        if (result < 0) {
            throw new KernelException("open", path, -result);
        }
        return new FileInput(path, result);
    }

    /**
     * Read a file that is open; to close it is this object's part then.
     *
     * @param path that failures name
     */
    public static FileInput of(ByteString path, int descriptor) {
        return new FileInput(path, descriptor);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws KernelException {
        if (length == 0) {
            return 0;
        }
        int count = Kernel.read(descriptor, buffer, offset, length);
        if (count < 0) {
            throw new KernelException("read", path, -count);
        }
        return count == 0 ? -1 : count;
    }

    @Override
    public void close() {
        Kernel.close(descriptor); // nothing was written, so nothing can be lost
    }
}
