package ctk.core.userdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class BlanksTests {

    /** The property White_Space of Unicode. */
    private static final List<Integer> WHITE_SPACE =
            List.of(
                    0x9, 0xa, 0xb, 0xc, 0xd, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002,
                    0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029,
                    0x202f, 0x205f, 0x3000);

    @Test
    void areExactlyUnicodesWhiteSpace() {
        for (int code = 0; code < 0x110000; code++) {
            if (code < 0xd800 || code > 0xdfff) {
                byte[] bytes = Character.toString(code).getBytes(UTF_8);
                boolean skipped = Blanks.skip(bytes, 0, bytes.length) > 0;
                boolean skippedBack = Blanks.skipBack(bytes, 0, bytes.length) < bytes.length;
                assertEquals(WHITE_SPACE.contains(code), skipped, Integer.toHexString(code));
                assertEquals(WHITE_SPACE.contains(code), skippedBack, Integer.toHexString(code));
            }
        }
    }

    @Test
    void areSkippedInAnyMixture() {
        var blanks = new StringBuilder();
        WHITE_SPACE.forEach(blanks::appendCodePoint);
        byte[] bytes = (blanks + "a b" + blanks.reverse()).getBytes(UTF_8);
        int from = Blanks.skip(bytes, 0, bytes.length);
        int to = Blanks.skipBack(bytes, from, bytes.length);
        assertEquals("a b", new String(bytes, from, to - from, UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00a0",
                "\u0085",
                "\u00c2",
                "\u00c2 \u00a0",
                "\u00e2\u0080",
                "\u0080\u0080",
                "\u00e2\u00c0\u0080",
                "\u00e1\u00da\u0080",
                "\u00e3\u0080",
                "\u00c2\u00c2\u00c2"
            })
    void areNotBytesThatOnlyResembleThem(String latin1) {
        byte[] bytes = latin1.getBytes(ISO_8859_1);
        assertEquals(0, Blanks.skip(bytes, 0, bytes.length));
        assertEquals(bytes.length, Blanks.skipBack(bytes, 0, bytes.length));
    }

    @Test
    void areNotReadAcrossTheGivenRange() {
        byte[] bytes = "\u3000\u3000".getBytes(UTF_8);
        assertEquals(0, Blanks.skip(bytes, 0, 2));
        assertEquals(3, Blanks.skip(bytes, 0, 5));
        assertEquals(6, Blanks.skipBack(bytes, 4, 6));
        assertEquals(3, Blanks.skipBack(bytes, 1, 6));
        assertTrue(Blanks.skip(bytes, 6, 6) == 6 && Blanks.skipBack(bytes, 6, 6) == 6);
    }
}
