package ctk.core.setup;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Files by absolute path, as the steps before will leave them. On the way to a file a symbolic link
 * is followed only if root or the caller owns it; a link at the end never is.
 */
public interface Files {

    /**
     * Return what a file is, or null if there is none.
     *
     * @throws SetupException if that cannot be told, or the way leads over another user's link
     */
    @Nullable FileStatus status(String path) throws SetupException;

    /**
     * Return the content of a regular file.
     *
     * @param most bytes that it may have
     * @throws SetupException if it is missing, larger, no regular file, or cannot be read
     */
    byte[] read(String path, int most) throws SetupException;

    /**
     * Return the names in a directory as it is now, sorted by their bytes, without {@code .} and
     * {@code ..}; a name that is not UTF-8 is a failure.
     */
    List<String> list(String path) throws SetupException;
}
