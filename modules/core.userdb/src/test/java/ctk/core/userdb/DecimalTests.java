package ctk.core.userdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTests {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "+7,7",
        "-7,-7",
        "0042,42",
        "9223372036854775807,9223372036854775807",
        "9223372036854775808,9223372036854775807",
        "18446744073709551615,9223372036854775807",
        "18446744073709551616,9223372036854775807",
        "18446744073709551625,9223372036854775807",
        "-9223372036854775808,-9223372036854775807",
        "-99999999999999999999,-9223372036854775807",
        "184467440737095516160000000000000000,9223372036854775807",
        "000000000000000000000000000000000012,12"
    })
    void readsAndClampsDecimalDigits(String text, long expected) {
        assertEquals(expected, parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "+", "-", "--1", "+-1", "1a", "a1", " 1", "1 ", "0x1", "1_0", "1\0", "\u00b9"
            })
    void takesNothingElseForANumber(String text) {
        assertEquals(Decimal.NONE, parse(text));
    }

    @Test
    void takesJunkForPartOfANumberOnlyOnceTheNumberOutgrew64Bits() {
        assertEquals(Long.MAX_VALUE, parse("18446744073709551616x"));
        assertEquals(Long.MAX_VALUE, parse("99999999999999999999x"));
        assertEquals(Decimal.NONE, parse("18446744073709551615x"));
        assertEquals(Decimal.NONE, parse("9223372036854775808x"));
    }

    @Test
    void looksAtTheGivenRangeOnly() {
        assertEquals(23, Decimal.parse("12345".getBytes(ISO_8859_1), 1, 3));
        assertEquals(Decimal.NONE, Decimal.parse("1+2".getBytes(ISO_8859_1), 1, 2));
    }

    private static long parse(String text) {
        return Decimal.parse(text.getBytes(ISO_8859_1), 0, text.length());
    }
}
