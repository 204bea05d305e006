package ctk.core.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class TemporaryNameTests {

    private static final byte[] RANDOM = {0, 25, 26, (byte) 0xff, 63, 64};

    @Test
    void isHiddenAndTellsWhatItIsFor() {
        assertEquals(".passwd.ctk-AZa--A", name("passwd"));
    }

    @Test
    void isNoLongerThanFileSystemsTake() {
        assertEquals("." + "x".repeat(243) + ".ctk-AZa--A", name("x".repeat(243)));
        assertEquals("." + "x".repeat(243) + ".ctk-AZa--A", name("x".repeat(255)));
    }

    @Test
    void cutsBetweenCharacters() {
        assertEquals("." + "é".repeat(121) + ".ctk-AZa--A", name("é".repeat(127)));
        assertEquals("." + "€".repeat(81) + ".ctk-AZa--A", name("€".repeat(85)));
        assertEquals(".x" + "€".repeat(80) + ".ctk-AZa--A", name("x" + "€".repeat(84)));
    }

    @Test
    void isRecognised() {
        assertTrue(isTemporary(".passwd.ctk-AZa--A"));
        assertTrue(isTemporary(".x.ctk-_____9"));
        assertFalse(isTemporary("passwd.ctk-AZa--A"));
        assertFalse(isTemporary("..ctk-AZa--A"));
        assertFalse(isTemporary(".ctk-seed"));
        assertFalse(isTemporary(".passwd.ctk-AZa--"));
        assertFalse(isTemporary(".passwd.ctk-AZa--é"));
        assertFalse(isTemporary(".passwd.ctx-AZa--A"));
        assertFalse(isTemporary(""));
    }

    @Test
    void isRecognisedAsThatOfOneFile() {
        byte[] seed = bytes(".ctk-seed");
        assertTrue(TemporaryName.isOf(bytes("..ctk-seed.ctk-AZa--A"), seed));
        assertFalse(TemporaryName.isOf(bytes(".other.ctk-AZa--A"), seed));
        assertFalse(TemporaryName.isOf(bytes("..ctk-seed.ctk-AZa/A"), seed));
        assertFalse(TemporaryName.isOf(seed, seed));
    }

    private static boolean isTemporary(String name) {
        return TemporaryName.isTemporary(bytes(name));
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static String name(String name) {
        byte[] result = TemporaryName.of(name.getBytes(StandardCharsets.UTF_8), RANDOM);
        return new String(result, StandardCharsets.UTF_8);
    }
}
