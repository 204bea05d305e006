package ctk.core.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private static String name(String name) {
        byte[] result = TemporaryName.of(name.getBytes(StandardCharsets.UTF_8), RANDOM);
        return new String(result, StandardCharsets.UTF_8);
    }
}
