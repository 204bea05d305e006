package ctk.core.linux;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable string of bytes as the kernel knows it: an argument, a name, a path. No character
 * set is implied.
 */
public final class ByteString {

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Take {@code bytes} over; the caller must not change them afterwards. */
    public static ByteString of(byte[] bytes) {
        return new ByteString(bytes);
    }

    /** Encode {@code text} as UTF-8. */
    public static ByteString of(String text) {
        return new ByteString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Return the bytes of all parts, one behind the other. */
    public static ByteString join(ByteString... parts) {
        int length = 0;
        for (ByteString part : parts) {
            length += part.bytes.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (ByteString part : parts) {
            System.arraycopy(part.bytes, 0, all, at, part.bytes.length);
            at += part.bytes.length;
        }
        return new ByteString(all);
    }

    /** Return the number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Return the byte at {@code index} as it is stored, that is with its sign. */
    public byte at(int index) {
        return bytes[index];
    }

    /** Return the first position of {@code wanted} at or after {@code from}, or -1. */
    public int indexOf(int wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Tell whether the first bytes are those of {@code prefix}. */
    public boolean startsWith(ByteString prefix) {
        int length = prefix.bytes.length;
        return length <= bytes.length && Arrays.equals(bytes, 0, length, prefix.bytes, 0, length);
    }

    /** Return the number that these decimal digits write, or -1 for others or one above most. */
    public int decimal(int most) {
        long value = bytes.length == 0 ? -1 : 0;
        for (int i = 0; i < bytes.length && value >= 0; i++) {
            int digit = bytes[i] - '0';
            value = digit >= 0 && digit <= 9 ? value * 10 + digit : -1;
            value = value <= most ? value : -1;
        }
        return (int) value;
    }

    /** Return the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public ByteString slice(int from, int to) {
        return new ByteString(Arrays.copyOfRange(bytes, from, to));
    }

    /** Return the bytes from {@code from} to the end. */
    public ByteString slice(int from) {
        return slice(from, bytes.length);
    }

    /** Return a copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Decode as UTF-8; bytes that are not UTF-8 become U+FFFD. Not for messages: see quoted(). */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Return the bytes between single quotes, fit for one line of a message: as {@link #printable},
     * and a quote behind a backslash.
     */
    public String quoted() {
        return "'" + escaped('\'') + "'";
    }

    /**
     * Return the bytes as one line of text: control characters, line separators and what is not
     * valid UTF-8 stand as {@code \xNN}, a backslash behind another.
     */
    public String printable() {
        return escaped('\\');
    }

    /**
     * Return the bytes as lines of text for a terminal: as {@link #printable}, but tabs, ends of
     * lines and backslashes are left as they are.
     */
    public ByteString visible() {
        ByteArrayOutputStream text = new ByteArrayOutputStream(bytes.length + 16);
        for (int i = 0; i < bytes.length; ) {
            int length = Utf8.printableLength(bytes, i);
            boolean isBlank = bytes[i] == '\n' || bytes[i] == '\t';
            if (length > 0 || isBlank) {
                text.write(bytes, i, Math.max(length, 1));
            } else {
                text.writeBytes(
                        new byte[] {'\\', 'x', HEX[(bytes[i] >> 4) & 15], HEX[bytes[i] & 15]});
            }
            i += Math.max(length, 1);
        }
        return new ByteString(text.toByteArray());
    }

    private String escaped(char quote) {
        byte[] line = new byte[bytes.length * 4];
        int n = 0;
        for (int i = 0; i < bytes.length; ) {
            int length = Utf8.printableLength(bytes, i);
            if (length == 0) {
                line[n++] = '\\';
                line[n++] = 'x';
                line[n++] = HEX[(bytes[i] >> 4) & 15];
                line[n++] = HEX[bytes[i] & 15];
                i++;
                continue;
            }
            if (bytes[i] == quote || bytes[i] == '\\') {
                line[n++] = '\\';
            }
            System.arraycopy(bytes, i, line, n, length);
            n += length;
            i += length;
        }
        return new String(line, 0, n, StandardCharsets.UTF_8);
    }
}
