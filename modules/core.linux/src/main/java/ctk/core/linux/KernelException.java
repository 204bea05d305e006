package ctk.core.linux;

import java.io.IOException;

/** A system call failed; gives the call, what it was made on, and errno. */
public final class KernelException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String call;
    private final transient ByteString path;
    private final int errno;

    /**
     * Record a failed call.
     *
     * @param call the name of the system call as in section 2 of the manual
     * @param path what the call was made on
     * @param errno the positive error number of errno(3)
     */
    public KernelException(String call, ByteString path, int errno) {
        super(call + " " + path.quoted() + ": " + Errno.describe(errno));
        this.call = call;
        this.path = path;
        this.errno = errno;
    }

    /** Return the name of the system call. */
    public String call() {
        return call;
    }

    /** Return what the call was made on. */
    public ByteString path() {
        return path;
    }

    /** Return the positive error number of errno(3). */
    public int errno() {
        return errno;
    }

    /** Return the cause in words, lower case: {@code permission denied}. */
    public String cause() {
        return Errno.describe(errno);
    }
}
