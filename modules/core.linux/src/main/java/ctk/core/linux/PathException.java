package ctk.core.linux;

/**
 * A path cannot be opened, or must not be. The message is the cause alone, such as {@code
 * permission denied}, for whoever knows what was attempted.
 */
public final class PathException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int errno;
    private final boolean isLink;

    private PathException(String cause, int errno, boolean isLink) {
        super(cause);
        this.errno = errno;
        this.isLink = isLink;
    }

    /** A call failed. */
    static PathException failed(int errno) {
        return new PathException(Errno.describe(errno), errno, false);
    }

    /** The last component is a link. */
    static PathException isLink() {
        return new PathException("it is a symbolic link", 0, true);
    }

    /** A component above the last is a link that another user owns. */
    static PathException foreignLink(ByteString name, long uid) {
        String cause = "uid " + uid + " owns the symbolic link " + name.quoted() + " in it";
        return new PathException(cause, 0, false);
    }

    /** Return the error number of errno(3), or 0 if a link was refused. */
    public int errno() {
        return errno;
    }

    /** Tell whether the last component was refused, which is a link. */
    public boolean isLastLink() {
        return isLink;
    }
}
