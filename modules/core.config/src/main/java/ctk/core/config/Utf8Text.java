package ctk.core.config;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are to be UTF-8. */
final class Utf8Text {

    private static final char REPLACEMENT = '\ufffd';

    private Utf8Text() {}

    /** Return the text, or null if the bytes are not UTF-8. */
    static @Nullable String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || mismatch(text, bytes) < 0 ? text : null;
    }

    /** Return the line and column of the first bytes that are not UTF-8. */
    static Position firstWrong(String file, byte[] bytes) {
        int wrong = mismatch(new String(bytes, StandardCharsets.UTF_8), bytes);
        int line = 1;
        int column = 1;
        for (int i = 0; i < wrong; i++) {
            if (bytes[i] == '\n') {
                line++;
                column = 1;
            } else if ((bytes[i] & 0xc0) != 0x80) {
                column++;
            }
        }
        return new Position(file, line, column);
    }

    /** Return where the first wrong bytes start, or -1. */
    private static int mismatch(String text, byte[] bytes) {
        int at = Arrays.mismatch(text.getBytes(StandardCharsets.UTF_8), bytes);
        // U+FFFD stands for them, so the first two may be equal all the same: ef bf bd
        for (int i = Math.max(0, at - 2); i < at; i++) {
            if (bytes[i] == (byte) 0xef) {
                return i;
            }
        }
        return at;
    }
}
