package ctk.core.linux;

/**
 * Opens a path component by component. Above the last a symbolic link is followed if root or the
 * caller owns it ({@code /var/run}): whoever else owns a link could lead root elsewhere. The last
 * component must be no link.
 */
public final class PathWalk {

    /** As the kernel's own limit (path_resolution(7)). */
    private static final int MOST_LINKS = 40;

    private static final byte[] TOP = {'/'};

    private final boolean force;
    private final InodeFacts facts = new InodeFacts(1);
    private ByteString rest;
    private int at = DirectoryCalls.WORKING_DIRECTORY;
    private int links;

    /**
     * Prepare to open a path, once.
     *
     * @param path absolute, or relative to the working directory; not empty
     * @param force follow every link, as open(2) does
     */
    public PathWalk(ByteString path, boolean force) {
        this.force = force;
        rest = path;
    }

    /**
     * Return the descriptor (O_PATH) of what the path names; the caller closes it.
     *
     * @throws PathException if it cannot be opened, or leads over a link that must not be followed
     */
    public int open() throws PathException {
        try {
            for (; ; ) {
                if (rest.length() > 0 && rest.at(0) == '/') {
                    step(DirectoryCalls.openPath(at, TOP, 0, 1));
                }
                int from = skipSlashes(0);
                if (from == rest.length()) {
                    int result = at < 0 ? DirectoryCalls.openPath(at, dot(), 0, 1) : at;
                    at = result < 0 ? at : DirectoryCalls.WORKING_DIRECTORY;
                    return require(result);
                }
                int slash = rest.indexOf('/', from);
                int end = slash < 0 ? rest.length() : slash;
                enter(rest.slice(from, end), rest.slice(skipSlashes(end)));
            }
        } finally {
            step(DirectoryCalls.WORKING_DIRECTORY);
        }
    }

    private void enter(ByteString name, ByteString after) throws PathException {
        int next = require(DirectoryCalls.openPath(at, name.toBytes(), 0, name.length()));
        require(facts.ofFile(next));
        if (facts.isDirectory(0)) {
            DirectoryCalls.close(next);
            step(DirectoryCalls.openDirectoryPath(at, name.toBytes()));
            rest = after;
            return;
        }
        if (!facts.isLink(0)) {
            boolean isLast = rest.at(rest.length() - 1) != '/' && after.length() == 0;
            step(isLast ? next : -Errno.ENOTDIR);
            rest = after;
            return;
        }
        try {
            if (after.length() == 0 && !force) {
                throw PathException.isLink();
            }
            if (isForeign() && !force) {
                throw PathException.foreignLink(name, Integer.toUnsignedLong(facts.uid(0)));
            }
            follow(next, name, after);
        } finally {
            DirectoryCalls.close(next);
        }
    }

    private void follow(int link, ByteString name, ByteString after) throws PathException {
        if (++links > MOST_LINKS) {
            require(-Errno.ELOOP);
        }
        byte[] text = new byte[4096];
        if (DirectoryCalls.isOfProc(link)) { // as /proc/PID/root: nobody can put another link there
            step(require(DirectoryCalls.follow(at, name.toBytes())));
            rest = after;
            return;
        }
        int length = require(DirectoryCalls.readLink(link, text));
        byte[] joined = new byte[length + 1 + after.length()];
        System.arraycopy(text, 0, joined, 0, length);
        joined[length] = '/';
        System.arraycopy(after.toBytes(), 0, joined, length + 1, after.length());
        rest = ByteString.of(joined);
    }

    /** Tell whether another user than root and the caller owns the link. */
    private boolean isForeign() throws PathException {
        try {
            long uid = Integer.toUnsignedLong(facts.uid(0));
            return uid != 0 && uid != Credentials.current().effectiveUid();
        } catch (KernelException e) {
            throw PathException.failed(e.errno());
        }
    }

    private int skipSlashes(int from) {
        int i = from;
        while (i < rest.length() && rest.at(i) == '/') {
            i++;
        }
        return i;
    }

    private void step(int next) throws PathException {
        int old = at;
        if (next != DirectoryCalls.WORKING_DIRECTORY) {
            require(next);
        }
        at = next;
        if (old >= 0) {
            DirectoryCalls.close(old);
        }
    }

    private int require(int result) throws PathException {
        if (result < 0) {
            throw PathException.failed(-result);
        }
        return result;
    }

    private static byte[] dot() {
        return new byte[] {'.'};
    }
}
