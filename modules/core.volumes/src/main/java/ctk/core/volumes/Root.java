package ctk.core.volumes;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.InodeFacts;
import ctk.core.linux.PathException;
import ctk.core.linux.PathWalk;

import org.jspecify.annotations.Nullable;

/**
 * Where a walk starts: a directory, or a single file. The directories that a system cannot do
 * without are refused, by whatever path they are reached, and so is a symbolic link.
 */
final class Root {

    private static final String[] SYSTEM_DIRECTORIES = {
        "/",
        "/bin",
        "/boot",
        "/dev",
        "/etc",
        "/lib",
        "/lib32",
        "/lib64",
        "/libx32",
        "/proc",
        "/sbin",
        "/sys",
        "/usr",
        "/usr/bin",
        "/usr/lib",
        "/usr/sbin"
    };

    private static final byte[] SELF = {'.'};

    final ByteString path;
    final InodeFacts facts;

    /** Open for reading if it is a directory that may be read, else as by O_PATH. */
    final int file;

    /** Why the directory cannot be read, or 0. */
    final int error;

    /** The kernel refused to change something below: EPERM, EACCES or EROFS. */
    volatile boolean wasDenied;

    /** Something below was not changed for another reason. */
    volatile boolean failed;

    /** The depth down to which files go to shards one by one; 0: the tree is not divided. */
    int cut;

    private Root(ByteString path, int file, int error, InodeFacts facts) {
        this.path = path;
        this.file = file;
        this.error = error;
        this.facts = facts;
    }

    /**
     * Open a root.
     *
     * @param path absolute, or relative to the working directory
     * @param force take also what is refused otherwise, and where a link leads
     * @throws VolumeException if it is refused, or cannot be opened
     */
    static Root open(ByteString path, boolean force) throws VolumeException {
        if (path.length() == 0) {
            throw new VolumeException("cannot open '': the path is empty", "is a variable unset?");
        }
        int opened = walk(path, force);
        InodeFacts facts = new InodeFacts(1);
        int error = facts.ofFile(opened);
        if (error < 0) {
            DirectoryCalls.close(opened);
            throw new VolumeException(
                    "cannot stat " + path.quoted() + ": " + Errno.describe(-error), null);
        }
        String alias = force ? null : systemDirectory(facts);
        if (alias != null) {
            DirectoryCalls.close(opened);
            throw new VolumeException(
                    "refused to change "
                            + path.quoted()
                            + ": it is the system's directory "
                            + alias,
                    "--force does it all the same");
        }
        if (!facts.isDirectory(0)) {
            return new Root(path, opened, 0, facts);
        }
        int directory = DirectoryCalls.openDirectory(opened, SELF, 0, SELF.length);
        if (directory < 0) {
            return new Root(path, opened, -directory, facts);
        }
        DirectoryCalls.close(opened);
        return new Root(path, directory, 0, facts);
    }

    private static int walk(ByteString path, boolean force) throws VolumeException {
        try {
            return new PathWalk(path, force).open();
        } catch (PathException e) {
            String cause = path.quoted() + ": " + e.getMessage();
            if (e.errno() != 0) {
                throw new VolumeException("cannot open " + cause, null);
            }
            throw new VolumeException(
                    (e.isLastLink() ? "refused to change " : "refused to open ") + cause,
                    "give the path it leads to, or --force");
        }
    }

    /** Tell whether there are entries to be read. */
    boolean isReadable() {
        return error == 0 && facts.isDirectory(0);
    }

    /** Return the name of the directory that must not be changed and is this one, or null. */
    private static @Nullable String systemDirectory(InodeFacts facts) {
        InodeFacts other = new InodeFacts(1);
        for (String name : SYSTEM_DIRECTORIES) {
            int file =
                    DirectoryCalls.follow(
                            DirectoryCalls.WORKING_DIRECTORY, ByteString.of(name).toBytes());
            if (file < 0) {
                continue; // no such directory here
            }
            boolean same =
                    other.ofFile(file) == 0
                            && other.inode(0) == facts.inode(0)
                            && other.device(0) == facts.device(0);
            DirectoryCalls.close(file);
            if (same) {
                return name;
            }
        }
        return null;
    }
}
