package ctk.cmd.whoami;

import ctk.core.linux.ByteString;
import ctk.core.linux.Environment;
import ctk.core.linux.Errno;
import ctk.core.linux.ProcessState;

import org.jspecify.annotations.Nullable;

/**
 * The directory that the variable HOME names.
 *
 * @param path its value, or null if it is not set
 * @param problem why files cannot be made in it, or null if they can
 */
record Home(@Nullable ByteString path, @Nullable String problem) {

    static Home atEntry() {
        ByteString path = Environment.value(Environment.atEntry(), "HOME");
        if (path == null || path.length() == 0) {
            return new Home(path, path == null ? "HOME is not set" : "HOME is empty");
        }
        if (path.at(0) != '/') {
            return new Home(path, "HOME is no absolute path");
        }
        int error = ProcessState.mayMakeFilesIn(path);
        if (error == 0) {
            return new Home(path, null);
        }
        boolean isThere = error == Errno.EACCES || error == Errno.EROFS || error == Errno.EPERM;
        String cause = Errno.describe(error);
        return new Home(path, isThere ? "cannot be written to: " + cause : cause);
    }
}
