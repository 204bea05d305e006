package ctk.core.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

class ByteStringTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "61, 'a'",
                "'', ''",
                "0a, '\\x0a'",
                "00, '\\x00'",
                "1b5b, '\\x1b['",
                "7f, '\\x7f'",
                "27, '\\''",
                "5c, '\\\\'",
                "c3a9, 'é'",
                "e9, '\\xe9'",
                "c3, '\\xc3'",
                "c328, '\\xc3('",
                "e697a5, '日'",
                "f09f9982, '🙂'",
                "c080, '\\xc0\\x80'",
                "e08080, '\\xe0\\x80\\x80'",
                "eda080, '\\xed\\xa0\\x80'",
                "f4908080, '\\xf4\\x90\\x80\\x80'",
                "c285, '\\xc2\\x85'",
                "e280a8, '\\xe2\\x80\\xa8'",
                "e280ae, '\\xe2\\x80\\xae'",
            })
    void quotesForOneLineOfAMessage(String hex, String quoted) {
        byte[] bytes = hex.equals("''") ? new byte[0] : HexFormat.of().parseHex(hex);
        assertEquals(quoted, ByteString.of(bytes).quoted());
    }

    @Test
    void printableTextHasNoQuotesOfItsOwn() {
        byte[] bytes = {'i', 't', '\'', 's', '\\', '\n', (byte) 0xff};
        assertEquals("it's\\\\\\x0a\\xff", ByteString.of(bytes).printable());
    }

    @Test
    void everyPairOfBytesStaysOnOneLineAndIsValidUnicode() {
        for (int i = 0; i < 0x10000; i++) {
            String quoted = ByteString.of(new byte[] {(byte) (i >> 8), (byte) i}).quoted();
            assertFalse(quoted.chars().anyMatch(c -> c < ' ' || c == 0xfffd || c == 0x7f), quoted);
        }
    }

    @Test
    void isFoundSlicedAndCompared() {
        ByteString text = ByteString.of("NAME=VALUE");
        assertEquals(4, text.indexOf('=', 0));
        assertEquals(-1, text.indexOf('=', 5));
        assertEquals(ByteString.of("VALUE"), text.slice(5));
        assertEquals(ByteString.of("VALUE").hashCode(), text.slice(5).hashCode());
        assertNotEquals(ByteString.of("VALUE"), text);
        assertTrue(text.startsWith(ByteString.of("NAME=")));
        assertFalse(ByteString.of("NAM").startsWith(ByteString.of("NAME")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "007, 7",
        "64, 64",
        "65, -1",
        "640, -1",
        "'', -1",
        "-1, -1",
        "+1, -1",
        "' 1', -1",
        "'1 ', -1",
        "0x1, -1",
        "x, -1",
        "4294967297, -1",
        "18446744073709551617, -1",
    })
    void isReadAsANumberUpToALimit(String digits, int number) {
        assertEquals(number, ByteString.of(digits).decimal(64));
    }

    @Test
    void capabilitiesHaveTheKernelsNumbers() {
        assertEquals(0, Capability.CAP_CHOWN.number());
        assertEquals(6, Capability.CAP_SETGID.number());
        assertEquals(7, Capability.CAP_SETUID.number());
        assertEquals(10, Capability.CAP_NET_BIND_SERVICE.number());
        assertEquals(21, Capability.CAP_SYS_ADMIN.number());
        assertEquals(40, Capability.CAP_CHECKPOINT_RESTORE.number());
    }

    @Test
    void describesErrorsInLowerCase() {
        assertEquals("permission denied", Errno.describe(13));
        assertEquals("error 9999", Errno.describe(9999));
        KernelException e = new KernelException("open", ByteString.of("/a\nb"), 21);
        assertEquals("cannot open '/a\\x0ab': is a directory", e.getMessage());
    }
}
