package ctk.cmd.shell.expansion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTests {

    @ParameterizedTest
    @CsvSource({
        "*, name, true",
        "*, .hidden, false",
        ".*, .hidden, true",
        "a*b*c, axxbyyc, true",
        "a*b*c, axxbyy, false",
        "?, a, true",
        "?, ab, false",
        "?, \u00e9, true",
        "[a-c]x, bx, true",
        "[a-c]x, dx, false",
        "[!a-c]x, dx, true",
        "[^a-c]x, bx, false",
        "[]]x, ]x, true",
        "[a-, [a-, true",
        "**a, xa, true",
        "'', '', true",
    })
    void matchesAsGlobDoes(String pattern, String name, boolean expected) {
        ByteString text = ByteString.of(pattern);
        Pattern made = new Pattern(text, new boolean[text.length()]);
        assertEquals(expected, made.matches(ByteString.of(name)));
    }

    @Test
    void takesAByteThatIsNotUtf8ForACharacter() {
        Pattern pattern = new Pattern(ByteString.of("caf?"), new boolean[4]);
        assertEquals(true, pattern.matches(ByteString.of(new byte[] {'c', 'a', 'f', (byte) 0xe9})));
    }

    @Test
    void takesWhatIsQuotedAsItIs() {
        Pattern pattern = new Pattern(ByteString.of("*"), new boolean[] {true});
        assertEquals(false, pattern.isPattern());
        assertEquals(false, pattern.matches(ByteString.of("x")));
        assertEquals(true, pattern.matches(ByteString.of("*")));
    }
}
