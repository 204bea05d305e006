package ctk.cmd.shell.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as text to be matched: UTF-8, or Latin-1 if they are none, so that no byte is lost. */
public final class Decoded {

    private Decoded() {}

    /** Decode some bytes. */
    public static String of(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }

    /** Decode all bytes. */
    public static String of(byte[] bytes) {
        return of(bytes, bytes.length);
    }
}
