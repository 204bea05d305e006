package ctk.cmd.shell.terminal;

import ctk.core.linux.ByteString;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as text and back: a byte that is not UTF-8 is a character of the private use area, which
 * nobody types.
 */
final class Typed {

    private static final int PRIVATE = 0xf700;

    private Typed() {}

    static String text(ByteString bytes) {
        String text = bytes.toString();
        if (ByteString.of(text).equals(bytes)) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < bytes.length(); ) {
            int length = 1;
            for (int k = 4; k > 1 && length == 1; k--) {
                length = i + k <= bytes.length() && isCharacter(bytes.slice(i, i + k)) ? k : 1;
            }
            ByteString each = bytes.slice(i, i + length);
            all.append(
                    isCharacter(each)
                            ? each.toString()
                            : "" + (char) (PRIVATE + (each.at(0) & 0xff)));
            i += length;
        }
        return all.toString();
    }

    private static boolean isCharacter(ByteString bytes) {
        String text = bytes.toString();
        return text.codePointCount(0, text.length()) == 1 && ByteString.of(text).equals(bytes);
    }

    static ByteString bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints()
                .forEach(
                        c -> {
                            if (c > PRIVATE + 0x7f && c <= PRIVATE + 0xff) {
                                bytes.write(c - PRIVATE);
                            } else {
                                byte[] one = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                                bytes.writeBytes(one);
                            }
                        });
        return ByteString.of(bytes.toByteArray());
    }
}
