package ctk.core.linux;

import org.jspecify.annotations.Nullable;

/**
 * Standard input, output or error as ctk was given it.
 *
 * @param number 0, 1 or 2
 * @param mode type and permissions (st_mode of inode(7))
 * @param major of the device that it is, if it is one
 * @param minor likewise
 * @param flags how it was opened (fcntl(2), F_GETFL)
 * @param isTerminal isatty(3)
 * @param isControlling whether it is the controlling terminal of this process
 */
public record StandardStream(
        int number,
        int mode,
        long major,
        long minor,
        int flags,
        boolean isTerminal,
        boolean isControlling) {

    private static final int TYPE = 0170000;
    private static final int ACCESS = 3;
    private static final int O_PATH = 0x200000;
    private static final int O_WRONLY = 1;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int PATH_LENGTH = 4096;

    /** Return the stream of that number, or null if it was closed. */
    public static @Nullable StandardStream of(int number) {
        long[] facts = new long[6];
        if (SelfCalls.descriptor(number, facts) != 0) {
            return null;
        }
        return new StandardStream(
                number,
                (int) facts[0],
                facts[1],
                facts[2],
                (int) facts[3],
                facts[4] != 0,
                facts[5] != 0);
    }

    /** Return the bits of st_mode that tell the type of the file (inode(7)). */
    public int type() {
        return mode & TYPE;
    }

    /** Tell whether it was opened for writing. */
    public boolean isForWriting() {
        return (flags & (ACCESS | O_PATH)) == O_WRONLY || (flags & (ACCESS | O_PATH)) == 2;
    }

    /** Tell whether it was opened for reading. */
    public boolean isForReading() {
        return (flags & (ACCESS | O_PATH)) == 0 || (flags & (ACCESS | O_PATH)) == 2;
    }

    /**
     * Return where its link in /proc leads, such as {@code /dev/pts/0} or {@code pipe:[123]}, or
     * null without /proc.
     */
    public @Nullable ByteString target() {
        byte[] path = ByteString.of("/proc/self/fd/" + number).toBytes();
        int link = DirectoryCalls.openPath(DirectoryCalls.WORKING_DIRECTORY, path, 0, path.length);
        if (link < 0) {
            return null;
        }
        byte[] text = new byte[PATH_LENGTH];
        int length = DirectoryCalls.readLink(link, text);
        DirectoryCalls.close(link);
        return length < 0 ? null : ByteString.of(text).slice(0, length);
    }

    /**
     * Open the file that /dev/stdin, /dev/stdout or /dev/stderr leads to once more, as programs do
     * that are told to log to it, and close it again. Nothing is read, written or cut off.
     *
     * @return 0, or the errno that says why it cannot be opened
     */
    public int reopen(ByteString path) {
        int flags = (number == 0 ? 0 : O_WRONLY) | O_NOCTTY | O_NONBLOCK;
        int result = Kernel.open(path.toBytes(), flags);
        if (result >= 0) {
            Kernel.close(result);
        }
        return Math.max(-result, 0);
    }
}
