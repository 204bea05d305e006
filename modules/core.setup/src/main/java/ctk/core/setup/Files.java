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

    /**
     * Tell whether a directory will hold nothing but these names, of which none need be there.
     * Names that are not UTF-8 count like any other; what is left of a write of one of these files
     * that was killed does not.
     *
     * @implSpec Lists it. Who knows what steps before put there, or can stop at the first entry,
     *     does better.
     */
    default boolean isEmptyBut(String path, List<String> names) throws SetupException {
        for (String name : list(path)) {
            if (!names.contains(name)) {
                return false;
            }
        }
        return true;
    }
}
