package ctk.cmd.whoami;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileInput;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;

/** Small files of proc(5). */
final class ProcFile {

    /** More than any that is read here has. */
    private static final int MOST = 65_536;

    private ProcFile() {}

    /** Return the text without blanks at its end, or null if it cannot be read. */
    static @Nullable String text(String path) {
        ByteString bytes = bytes(path);
        return bytes == null ? null : bytes.toString().strip();
    }

    /** Return the bytes, or null if they cannot be read. */
    static @Nullable ByteString bytes(String path) {
        byte[] room = new byte[MOST];
        int length = 0;
        try (FileInput in = FileInput.open(ByteString.of(path))) {
            if (in == null) {
                return null;
            }
            while (length < MOST) {
                int count = in.read(room, length, MOST - length);
                if (count < 0) {
                    break;
                }
                length += count;
            }
            return ByteString.of(Arrays.copyOf(room, length));
        } catch (IOException e) {
            return null; // denied, or what it tells is not there: EINVAL for an LSM's label
        }
    }

    /** Return a field of /proc/self/status, or null. */
    static @Nullable String status(String field) {
        String text = text("/proc/self/status");
        int at = text == null ? -1 : text.indexOf("\n" + field + ":");
        if (text == null || at < 0) {
            return null;
        }
        int from = at + field.length() + 2;
        int end = text.indexOf('\n', from);
        return text.substring(from, end < 0 ? text.length() : end).strip();
    }

    /** Tell whether /proc is there. */
    static boolean isThere() {
        return text("/proc/self/status") != null;
    }
}
