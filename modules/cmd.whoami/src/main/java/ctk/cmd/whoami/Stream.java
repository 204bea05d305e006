package ctk.cmd.whoami;

import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.StandardStream;

import org.jspecify.annotations.Nullable;

/**
 * Standard input, output or error.
 *
 * @param number 0, 1 or 2
 * @param name stdin, stdout or stderr
 * @param open what it is, or null if it is closed
 * @param target where its link in /proc leads, or null
 * @param problem why /dev/NAME cannot be opened, or null if it can or was not tried
 */
record Stream(
        int number,
        String name,
        @Nullable StandardStream open,
        @Nullable ByteString target,
        @Nullable String problem) {

    private static final int FIFO = 0010000;
    private static final int CHARACTER = 0020000;
    private static final int DIRECTORY = 0040000;
    private static final int BLOCK = 0060000;
    private static final int REGULAR = 0100000;
    private static final int SOCKET = 0140000;

    static Stream of(int number) {
        String name = number == 0 ? "stdin" : number == 1 ? "stdout" : "stderr";
        StandardStream open = StandardStream.of(number);
        if (open == null) {
            return new Stream(number, name, null, null, "it is closed");
        }
        return new Stream(number, name, open, open.target(), problem(open, "/dev/" + name));
    }

    private static @Nullable String problem(StandardStream open, String device) {
        if (open.number() != 0 && !open.isForWriting()) {
            return "it is not open for writing";
        }
        int error = mayBeTried(open) ? open.reopen(ByteString.of(device)) : 0;
        return error == 0 ? null : Errno.describe(error);
    }

    /** Tell whether it is open, and /dev/NAME was tried. */
    boolean isTried() {
        return open != null && mayBeTried(open);
    }

    /** To open a device can do something (a tape is wound back), but not these. */
    private static boolean mayBeTried(StandardStream open) {
        boolean isDevice = open.type() == CHARACTER || open.type() == BLOCK;
        return !isDevice || open.isTerminal() || (open.type() == CHARACTER && open.major() == 1);
    }

    /** Return what kind of file it is. */
    String type() {
        if (open == null) {
            return "closed";
        }
        return switch (open.type()) {
            case FIFO -> "pipe";
            case CHARACTER -> open.isTerminal() ? "terminal" : "character device";
            case DIRECTORY -> "directory";
            case BLOCK -> "block device";
            case REGULAR -> "regular file";
            case SOCKET -> "socket";
            default -> "anonymous file";
        };
    }

    /** Return what it is, with its path if it has one. */
    String words() {
        ByteString path = target;
        boolean hasPath = path != null && path.length() > 0 && path.at(0) == '/';
        return path != null && hasPath ? type() + " " + path.printable() : type();
    }
}
