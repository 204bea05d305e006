package ctk.core.nss;

import ctk.core.userdb.UserSpecException;

import jnr.constants.platform.Errno;
import jnr.ffi.LibraryLoader;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** The calls of the C library of this process, loaded with the first object of this class. */
final class NameService {

    final POSIX posix;
    final GroupList lists;

    private NameService(POSIX posix, GroupList lists) {
        this.posix = posix;
        this.lists = lists;
    }

    /**
     * Load what calls the C library, from the image alone and without copies in /tmp.
     *
     * @throws UserSpecException if the C library has no name service, or is not glibc
     */
    static NameService load() throws UserSpecException {
        System.setProperty("jffi.boot.library.path", System.getProperty("java.home") + "/lib");
        // without it calls go through the stubs of libjffi, which are there already
        System.setProperty("jnr.ffi.x86asm.enabled", "false");
        try {
            POSIX posix = POSIXFactory.getNativePOSIX();
            if (!posix.isNative()) {
                throw unavailable("no C library was found", null);
            }
            posix.errno(0);
            String library = POSIXFactory.STANDARD_C_LIBRARY_NAME;
            return new NameService(
                    posix, LibraryLoader.create(GroupList.class).failImmediately().load(library));
        } catch (LinkageError | RuntimeException e) {
            throw unavailable(first(e), e);
        }
    }

    /**
     * Tell a failure from an answer that there is none; for both getpwnam(3) returns nothing. These
     * are the errors that it names; others mean that a source of nsswitch.conf does not know.
     */
    void requireAnswer() throws IOException {
        Errno error = Errno.valueOf(posix.errno());
        switch (error) {
            case EINTR, EIO, EMFILE, ENFILE, ENOMEM, ERANGE ->
                    throw new IOException("the name service failed: " + error.name());
            default -> {}
        }
    }

    /** The causes of a class that does not load are in its first failure. */
    private static String first(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String text = String.valueOf(first.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static UserSpecException unavailable(String why, @Nullable Throwable cause) {
        UserSpecException e =
                new UserSpecException(
                        "the name service is not available: " + why,
                        "--user-db=files reads /etc/passwd and /etc/group, and needs none");
        if (cause != null) {
            e.initCause(cause);
        }
        return e;
    }
}
