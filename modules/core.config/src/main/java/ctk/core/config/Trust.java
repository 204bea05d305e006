package ctk.core.config;

import org.jspecify.annotations.Nullable;

/** Who may have written a file or directory: an owner and permissions (inode(7)). */
public final class Trust {

    private static final int GROUP_WRITE = 020;
    private static final int OTHERS_WRITE = 02;

    private Trust() {}

    /**
     * Return why it is not trusted, or null.
     *
     * @param self the user that ctk runs as
     */
    public static @Nullable String objection(long uid, long gid, int mode, long self) {
        if (uid != 0 && uid != self) {
            return "uid " + uid + " owns it";
        }
        if ((mode & OTHERS_WRITE) != 0) {
            return "everybody can write to it";
        }
        return (mode & GROUP_WRITE) != 0 ? "group " + gid + " can write to it" : null;
    }
}
