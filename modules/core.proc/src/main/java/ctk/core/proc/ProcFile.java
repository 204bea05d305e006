package ctk.core.proc;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileInput;
import ctk.core.linux.KernelException;
import ctk.core.linux.LookCalls;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Files below /proc and /sys. They are read as Latin-1, which keeps every byte, and so are the
 * texts of this module's parsers.
 */
final class ProcFile {

    /** More is cut off: the longest are those of sockets, of some 150 bytes each. */
    private static final int MOST = 8 << 20;

    private static final int ESRCH = 3;

    private ProcFile() {}

    /**
     * Read a file.
     *
     * @return its text, or null if it is no more, or never was
     * @throws KernelException if it cannot be read
     */
    static @Nullable String read(String path) throws IOException {
        return read(path, MOST);
    }

    /** Read the first bytes of a file, likewise. */
    static @Nullable String read(String path, int most) throws IOException {
        try (FileInput in = FileInput.open(bytes(path))) {
            return in == null ? null : text(in.readNBytes(most));
        } catch (KernelException e) {
            if (e.errno() == ESRCH) { // the process ended between open and read
                return null;
            }
            throw e;
        }
    }

    /** Return the text of a link, or null if it is no more or may not be read. */
    static @Nullable ByteString link(String path) {
        byte[] text = new byte[LookCalls.LONGEST_LINK];
        int length =
                LookCalls.readLink(DirectoryCalls.WORKING_DIRECTORY, bytes(path).toBytes(), text);
        return length < 0 ? null : ByteString.of(Arrays.copyOf(text, length));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static ByteString bytes(String text) {
        return ByteString.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Return what is thrown where nothing is mounted on /proc. */
    static KernelException missing(String path) {
        return new KernelException("read", bytes(path), Errno.ENOENT);
    }
}
