package ctk.plugins.ensureuser;

import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

/**
 * A home directory as an entry names it.
 *
 * @param path what the entry says
 * @param status what is there, or null
 * @param isUsable whether it is a path that ctk would touch, and was looked at
 */
record Home(String path, @Nullable FileStatus status, boolean isUsable) {

    /** What is never given away as a home, whoever owns it: see ctk chown-volumes, and more. */
    private static final String SYSTEM =
            " / /bin /boot /dev /etc /home /lib /lib32 /lib64 /libx32 /media /mnt /opt /proc /root"
                    + " /run /sbin /srv /sys /tmp /usr /usr/bin /usr/lib /usr/sbin /var /var/lib"
                    + " /var/tmp ";

    /** What stands for no home, and is not to be made (Debian Policy, 9.2.3). */
    private static final String NONE = "/nonexistent";

    /** Look at what is there. */
    static Home of(String path, Files files) throws SetupException {
        boolean isUsable = isUsable(path);
        return new Home(path, isUsable ? files.status(path) : null, isUsable);
    }

    /** Tell whether it can be made. */
    boolean isMissing() {
        return isUsable && status == null && !path.equals(NONE);
    }

    /** Tell whether what is in it may be given from one uid to another. */
    boolean isOwnable() {
        boolean isDirectory = status != null && status.isDirectory();
        return isDirectory && SYSTEM.indexOf(" " + plain() + " ") < 0;
    }

    /** Return the path without empty components and dots. */
    private String plain() {
        StringBuilder plain = new StringBuilder();
        int from = 0;
        while (from < path.length()) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (to > from && !isComponent(".", from, to)) {
                plain.append('/').append(path, from, to);
            }
            from = to + 1;
        }
        return plain.isEmpty() ? "/" : plain.toString();
    }

    private boolean isComponent(String name, int from, int to) {
        return to - from == name.length() && path.startsWith(name, from);
    }

    /** Tell whether it is absolute, UTF-8, without control characters and "..". */
    private static boolean isUsable(String path) {
        if (path.isEmpty() || path.charAt(0) != '/' || Fields.wrongInHome(path) != null) {
            return false;
        }
        // U+FFFD stands for bytes that are not UTF-8
        return path.indexOf('\ufffd') < 0 && !(path + "/").contains("/../");
    }
}
