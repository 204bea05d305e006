package ctk.core.userdb;

import static ctk.core.userdb.MemorySource.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserSpecTests {

    @Test
    void splitsAtTheFirstColonOnly() throws UserSpecException {
        assertEquals(new UserSpec(name("root"), name("adm:foo")), parse("root:adm:foo"));
        assertEquals(new UserSpec(null, name(":")), parse("::"));
    }

    @Test
    void takesAnEmptyPartAsAbsent() throws UserSpecException {
        for (String text : new String[] {"", ":"}) {
            assertNull(parse(text).user());
            assertNull(parse(text).group());
        }
        assertEquals(new UserSpec(new IdOrName.Id(1337), null), parse("1337:"));
        assertEquals(new UserSpec(null, name("adm")), parse(":adm"));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-0,0", "+0,0", "000,0", "042,42", "+43,43", "2147483647,2147483647"})
    void readsSignedDecimalDigitsAsAnId(String text, long id) throws UserSpecException {
        assertEquals(
                new UserSpec(new IdOrName.Id(id), new IdOrName.Id(id)), parse(text + ":" + text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e3", "1_000", "1,000", "0x0", "1000 ", " 1000", "+", "-", "+-1", "1-", "\u00b2"
            })
    void readsAnythingElseAsAName(String text) throws UserSpecException {
        assertEquals(new UserSpec(name(text), name(text)), parse(text + ":" + text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "2147483648",
                "4294967294",
                "4294967295",
                "4294967296",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "18446744073709551615",
                "18446744073709551616",
                "18446744073709551616x",
                "99999999999999999999"
            })
    void refusesNumbersThatAreNoId(String text) {
        assertRefused("user id '" + text + "' is out of range (0 to 2147483647)", text);
        assertRefused("group id '" + text + "' is out of range (0 to 2147483647)", "root:" + text);
    }

    @Test
    void refusesNul() {
        assertRefused("user spec 'root\\x00' holds a NUL byte", "root\0");
        assertRefused("user spec '\\x00:0' holds a NUL byte", "\0:0");
        assertRefused("user spec '0:\\x00' holds a NUL byte", "0:\0");
    }

    @Test
    void refusesNewline() {
        assertRefused("user spec 'root\\x0a' holds a newline", "root\n");
        assertRefused("user spec 'app:\\x0a0' holds a newline", "app:\n0");
    }

    @Test
    void keepsBytesThatAreNotUtf8() throws UserSpecException {
        var raw = ByteString.of(new byte[] {'a', (byte) 0xff, (byte) 0xa0});
        assertEquals(new UserSpec(new IdOrName.Name(raw), null), UserSpec.parse(raw));
    }

    @Test
    void neverHoldsAnIdThatMeansUnchanged() {
        assertThrows(IllegalArgumentException.class, () -> new IdOrName.Id(-1));
        assertThrows(IllegalArgumentException.class, () -> new IdOrName.Id(4294967295L));
        assertEquals(4294967294L, new IdOrName.Id(4294967294L).id());
    }

    @Test
    void neverHoldsAnEmptyName() {
        assertThrows(IllegalArgumentException.class, () -> name(""));
    }

    private static void assertRefused(String message, String spec) {
        var e = assertThrows(UserSpecException.class, () -> parse(spec));
        assertEquals(message, e.getMessage());
        assertNull(e.hint());
    }

    private static UserSpec parse(String text) throws UserSpecException {
        return UserSpec.parse(bytes(text));
    }

    private static IdOrName name(String text) {
        return new IdOrName.Name(bytes(text));
    }
}
