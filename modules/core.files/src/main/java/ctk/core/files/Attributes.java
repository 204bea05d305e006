package ctk.core.files;

import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.setup.SetupException;

/**
 * Extended attributes (xattr(7)), which hold ACLs and labels. What the target's file system does
 * not have, or the caller may not set, is left out.
 */
final class Attributes {

    private static final byte[] ACL = ByteString.of("system.posix_acl_access").toBytes();
    private static final ByteString USER = ByteString.of("user.");
    private static final ByteString CAPABILITY = ByteString.of("security.capability");

    private Attributes() {}

    /** Copy all that can be listed from one open file to another. */
    static void copyAll(int from, int to, Attempt attempt) throws SetupException {
        copy(from, to, true, false, attempt);
    }

    /** Copy those that users made, and file capabilities (capabilities(7)) if asked to. */
    static void copyContent(int from, int to, boolean withCapabilities, Attempt attempt)
            throws SetupException {
        copy(from, to, false, withCapabilities, attempt);
    }

    /** Take from a new file what it inherited by the default ACL of its directory (acl(5)). */
    static void removeAcl(int file) {
        FileCalls.removeAttribute(file, ACL); // that there is none, or no ACLs at all, is as good
    }

    private static void copy(
            int from, int to, boolean all, boolean withCapabilities, Attempt attempt)
            throws SetupException {
        byte[] list = new byte[FileCalls.MOST_ATTRIBUTES];
        int length = FileCalls.attributes(from, list);
        if (length == -Errno.EOPNOTSUPP || length == -Errno.EPERM || length == -Errno.EACCES) {
            return;
        }
        attempt.require(length);
        ByteString names = ByteString.of(list);
        for (int start = 0; start < length; ) {
            int end = names.indexOf(0, start);
            ByteString name = names.slice(start, end);
            start = end + 1;
            boolean isContent =
                    name.startsWith(USER) || (withCapabilities && name.equals(CAPABILITY));
            if (all || isContent) {
                requireUsual(FileCalls.copyAttribute(from, to, name.toBytes()), attempt);
            }
        }
    }

    private static void requireUsual(int result, Attempt attempt) throws SetupException {
        boolean isTolerated =
                result == -Errno.EOPNOTSUPP
                        || result == -Errno.EPERM
                        || result == -Errno.EACCES
                        || result == -Errno.ENODATA; // removed meanwhile
        if (!isTolerated) {
            attempt.require(result);
        }
    }
}
