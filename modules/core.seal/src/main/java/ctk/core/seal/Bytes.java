package ctk.core.seal;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileInput;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;

import java.io.IOException;

/** What a whole file holds. */
final class Bytes {

    private Bytes() {}

    /**
     * Read a regular file. Links are followed.
     *
     * @param most what is read of a longer one, and a byte
     * @throws KernelException if it cannot be read, or is no regular file (EINVAL)
     */
    static byte[] of(ByteString path, int most) throws KernelException {
        int file = DirectoryCalls.openFile(DirectoryCalls.WORKING_DIRECTORY, path.toBytes(), true);
        if (file < 0) {
            throw new KernelException("open", path, -file);
        }
        try (FileInput in = FileInput.of(path, file)) {
            FileStatus status = FileStatus.ofFile(file);
            if (status == null || status.type() != FileStatus.Type.REGULAR) {
                throw new KernelException("read", path, Errno.EINVAL);
            }
            return in.readNBytes(most + 1);
        } catch (KernelException e) {
            throw e;
        } catch (IOException e) {
            throw new KernelException("read", path, Errno.EIO);
        }
    }
}
