package ctk.core.linux;

import java.io.IOException;

/**
 * A system call failed. The message is a whole one: {@code cannot open '/x': permission denied}.
 */
public final class KernelException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * Record a failed call.
     *
     * @param call the name of the system call as in section 2 of the manual
     * @param path what the call was made on
     * @param errno the positive error number of errno(3)
     */
    public KernelException(String call, ByteString path, int errno) {
        super("cannot " + call + " " + path.quoted() + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** Return the error number of errno(3). */
    public int errno() {
        return errno;
    }
}
