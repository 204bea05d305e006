package ctk.plugins.exec;

import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

/** Whether root may run a file: only if nobody else can write it, or put another in its place. */
final class Trust {

    private static final int WRITABLE = 0022;
    private static final int STICKY = 01000;

    private Trust() {}

    /**
     * Refuse a file that is not root's, or that others can write, and one in such a directory.
     *
     * @param path of the file; where it is or leads over a link of root, what that leads to is
     *     trusted
     * @param own who ctk is, whose files are as good as root's
     */
    static void check(String path, long own, Files files) throws SetupException {
        checkOne(path, own, files.status(path), false);
        for (int end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
            String above = end == 0 ? "/" : path.substring(0, end);
            checkOne(above, own, files.status(above), true);
            if (end == 0) {
                return;
            }
        }
    }

    private static void checkOne(
            String path, long own, @Nullable FileStatus status, boolean isAbove)
            throws SetupException {
        if (status == null) {
            throw new SetupException("there is no " + Text.quote(path));
        }
        if (status.owner().uid() != 0 && status.owner().uid() != own) {
            throw new SetupException(
                    "root may not run what user "
                            + status.owner().uid()
                            + " owns: "
                            + Text.quote(path),
                    "chown root it, or give the step a user");
        }
        boolean isLink = status.type() == FileStatus.Type.LINK;
        boolean isShared = isAbove && (status.mode() & STICKY) != 0;
        if ((status.mode() & WRITABLE) != 0 && !isLink && !isShared) {
            throw new SetupException(
                    "root may not run what others can write: " + Text.quote(path),
                    "chmod go-w it, or give the step a user");
        }
    }
}
