package ctk.core.setup;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a change can do. Paths are absolute; every path is walked component by component from open
 * descriptors, and a symbolic link is followed only above the last component and only if root or
 * the caller owns it: whoever else could lead root elsewhere.
 */
public interface Actions {

    /** Return the files as they are now. */
    Files files();

    /** Set a variable of the command's environment; null: unset it. */
    void setVariable(String name, byte @Nullable [] value);

    /**
     * Set a variable that the command alone gets: neither the steps behind this one see it, nor do
     * their programs get it. For what somebody says whom ctk trusts less than itself. A step behind
     * that sets the variable wins.
     */
    void setCommandVariable(String name, byte[] value);

    /**
     * Make a directory, and those above it that are missing (as the caller's, 0755). If it is there
     * its owner and mode are changed where they differ.
     *
     * @param owner null: the caller's of a new one, unchanged of another
     * @param mode -1: 0755 of a new one, unchanged of another
     */
    void createDirectory(String path, @Nullable Owner owner, int mode) throws SetupException;

    /**
     * Write a whole file: to a temporary one in its directory, which then takes its place. Whoever
     * reads it sees all of the old or all of the new content, also after a crash.
     *
     * @param owner of the file; of one that is there too
     */
    void write(String path, byte[] content, Owner owner, int mode) throws SetupException;

    /**
     * Change the content of a file, as {@link #write} does, and keep its owner and mode.
     *
     * @param edit is given the content at that moment
     * @param inPlace where the file cannot be replaced since something is mounted on it, overwrite
     *     it: a crash may then leave it in part. If false, that is a failure.
     * @throws SetupException if it is missing, larger than 64 MiB, or cannot be written
     */
    void edit(String path, UnaryOperator<byte[]> edit, boolean inPlace) throws SetupException;

    /**
     * Hold the lock on the files of users and groups (lckpwdf(3)) while something is done.
     *
     * @throws SetupException if another holds it for 15 seconds, or the work fails
     */
    void withUsersLocked(Work work) throws SetupException, InterruptedException;

    /** Something that is done under a lock. */
    interface Work {
        /** Do it. */
        void run() throws SetupException, InterruptedException;
    }

    /**
     * Give a file or directory, and what is below it, an owner: the engine of {@code ctk
     * chown-volumes}.
     *
     * @throws SetupException with the first failure, after all else was done
     */
    void chown(Tree tree) throws SetupException, InterruptedException;

    /**
     * What {@link #chown} is told.
     *
     * @param path of the root, no link
     * @param owner that files are to have
     * @param mode that they are to have too, as chmod(1) has it, or null
     * @param onlyOf change only what belongs to this uid, or -1
     * @param excludes patterns on the path below the root
     * @param skipIfRootMatches do nothing if the root is right already; it is changed last
     */
    record Tree(
            String path,
            Owner owner,
            @Nullable String mode,
            long onlyOf,
            List<String> excludes,
            boolean skipIfRootMatches) {}

    /**
     * Copy what is in a directory into another, which is there: directories, regular files with
     * their times, and links as they are. Files that are there already are replaced, and what a
     * copy that was killed left of files that were not yet whole is removed. When it returns all is
     * on its medium.
     *
     * @param owner of the copies; null: as the originals
     * @throws SetupException at the first failure
     */
    void copy(String from, String to, @Nullable Owner owner)
            throws SetupException, InterruptedException;

    /** Remove a file that is no directory; that it is missing is no failure. */
    void remove(String path) throws SetupException;

    /**
     * Run a program to its end, with the environment of the command.
     *
     * @return what became of it
     * @throws SetupException if it could not be executed
     * @throws InterruptedException after it was told to end, by TERM and later KILL
     */
    Ended run(Program program) throws SetupException, InterruptedException;

    /**
     * A program to be run.
     *
     * @param arguments its path first, which is looked up in PATH if it has no slash
     * @param user {@code USER[:GROUP]} to run as, or null for who ctk is
     * @param directory to run in, or null for the present one
     * @param hasResult whether descriptor 3 is a pipe, the bytes of which are returned
     */
    record Program(
            List<String> arguments,
            @Nullable String user,
            @Nullable String directory,
            boolean hasResult) {}

    /**
     * A program that ran.
     *
     * @param code its exit code, 128+n if signal n ended it
     * @param result what it wrote to descriptor 3, at most 1 MiB; empty without that
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, compared never
    record Ended(int code, byte[] result) {}
}
