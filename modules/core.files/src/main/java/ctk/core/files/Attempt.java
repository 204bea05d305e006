package ctk.core.files;

import ctk.core.linux.Errno;
import ctk.core.linux.PathException;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

/** What is being done, for the message if it fails. */
abstract class Attempt {

    static final String NO_LINK = "give the path it leads to";

    /** Return what fails if it fails: {@code cannot write '/x'}. */
    abstract String text();

    /** Describe something that is done to one path. */
    static Attempt to(String verb, String path) {
        return new OnPath(verb, path);
    }

    /** Return the result of a call, unless it is -errno. */
    final int require(int result) throws SetupException {
        if (result < 0) {
            throw failure(-result);
        }
        return result;
    }

    final SetupException failure(int errno) {
        return failure(Errno.describe(errno), hint(errno));
    }

    final SetupException failure(String cause, @Nullable String hint) {
        return new SetupException(text() + ": " + cause, hint);
    }

    final SetupException failure(PathException e) {
        String cause = String.valueOf(e.getMessage());
        return failure(cause, e.errno() == 0 ? NO_LINK : hint(e.errno()));
    }

    private static @Nullable String hint(int errno) {
        if (errno == Errno.EROFS) {
            return "mount a volume or a tmpfs there";
        }
        boolean isFull = errno == Errno.ENOSPC || errno == Errno.EDQUOT;
        return isFull ? "make room there, or mount a larger volume" : null;
    }

    private static final class OnPath extends Attempt {

        private final String verb;
        private final String path;

        OnPath(String verb, String path) {
            this.verb = verb;
            this.path = path;
        }

        @Override
        String text() {
            return "cannot " + verb + " " + Text.quote(path);
        }
    }
}
