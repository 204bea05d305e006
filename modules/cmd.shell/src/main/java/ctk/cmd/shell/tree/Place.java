package ctk.cmd.shell.tree;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.linux.PathException;
import ctk.core.linux.PathWalk;

import org.jspecify.annotations.Nullable;

/**
 * A name in an open directory: where something is changed. On the way to the directory links are
 * followed only if root or the caller owns them.
 *
 * @param directory its descriptor
 * @param name the last component of the path
 * @param path as it was given
 */
public record Place(int directory, ByteString name, ByteString path) implements AutoCloseable {

    private static final ByteString SELF = ByteString.of("/.");
    private static final ByteString HERE = ByteString.of(".");

    /**
     * Open the directory of a path.
     *
     * @throws PlaceException if that fails
     */
    public static Place of(ByteString path) throws PlaceException {
        if (path.length() == 0) {
            throw new PlaceException(path, Errno.describe(Errno.ENOENT));
        }
        int end = path.length();
        while (end > 1 && path.at(end - 1) == '/') {
            end--;
        }
        int slash = end - 1;
        while (slash >= 0 && path.at(slash) != '/') {
            slash--;
        }
        if (end == 1 && slash == 0) {
            return new Place(open(path, path), HERE, path);
        }
        ByteString above = slash < 0 ? HERE : path.slice(0, slash + 1);
        return new Place(open(above, path), path.slice(slash + 1, end), path);
    }

    private static int open(ByteString directory, ByteString path) throws PlaceException {
        try {
            return new PathWalk(ByteString.join(directory, SELF), false).open();
        } catch (PathException e) {
            throw new PlaceException(path, String.valueOf(e.getMessage()));
        }
    }

    /** Return the place of this name in the directory that this is. */
    public static Place in(ByteString directory, ByteString name) throws PlaceException {
        ByteString path = TreeWalk.join(directory, name);
        return new Place(open(directory, path), name, path);
    }

    /** Return what is there, not where it leads, or null. */
    public @Nullable FileStatus status() {
        return FileStatus.at(directory, name);
    }

    /** Tell whether the name is {@code .} or {@code ..}, as that of the root is too. */
    public boolean isDots() {
        String text = name.toString();
        return text.equals(".") || text.equals("..");
    }

    /** Return what failed, with its cause. */
    public PlaceException failure(int result) {
        return new PlaceException(path, Errno.describe(-result));
    }

    @Override
    public void close() {
        DirectoryCalls.close(directory);
    }
}
