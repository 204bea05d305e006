package ctk.core.setup;

/**
 * What a file is.
 *
 * @param type its type
 * @param owner its owner
 * @param mode its twelve permission bits (inode(7))
 * @param size in bytes
 */
public record FileStatus(Type type, Owner owner, int mode, long size) {

    /** The types that steps tell apart. */
    public enum Type {
        /** A regular file. */
        REGULAR,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** A FIFO, a socket or a device. */
        OTHER
    }

    /** Tell whether it is a directory. */
    public boolean isDirectory() {
        return type == Type.DIRECTORY;
    }

    /** Tell whether it is a regular file. */
    public boolean isRegular() {
        return type == Type.REGULAR;
    }
}
