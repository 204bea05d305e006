package ctk.core.seal;

import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.FileInput;
import ctk.core.linux.KernelException;

import java.io.IOException;

/** What a whole file holds. */
final class Bytes {

    private Bytes() {}

    /**
     * Read a file.
     *
     * @param most what is read of a longer one, and a byte
     */
    static byte[] of(ByteString path, int most) throws KernelException {
        try (FileInput in = FileInput.open(path)) {
            if (in == null) {
                throw new KernelException("open", path, Errno.ENOENT);
            }
            return in.readNBytes(most + 1);
        } catch (KernelException e) {
            throw e;
        } catch (IOException e) {
            throw new KernelException("read", path, Errno.EIO);
        }
    }
}
