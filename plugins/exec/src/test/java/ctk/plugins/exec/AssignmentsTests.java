package ctk.plugins.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.SetupException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class AssignmentsTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A = \"b\" | A | b",
                "A=\"b\" | A | b",
                "`\t A\t=\t\"b\"\t# c ` | A | b",
                "A = \"\" | A | ``",
                "A = '' | A | ``",
                "A = ' b\\n\"' | A | ` b\\n\"`", // a literal string knows no escapes
                "A = \"# 'b' = [c]\" | A | # 'b' = [c]",
                "A = '# \"b\"'# c | A | # \"b\"",
                "\"A.b c\" = \"d\" | A.b c | d",
                "'A\\b' = \"d\" | A\\b | d",
                "\"A\\u0042\" = \"d\" | AB | d",
                "a-b_C9 = \"d\" | a-b_C9 | d",
                "1 = \"d\" | 1 | d",
                "A = \"\\\"\\\\\" | A | \"\\",
                "A = \"\\u65e5\\U0001F600\" | A | \u65e5\ud83d\ude00",
                "A = \"\u65e5\" | A | \u65e5",
                "\"\u65e5\" = \"x\" | \u65e5 | x",
            })
    void readsNamesAndStrings(String line, String name, String value) throws Exception {
        assertEquals(List.of(new Assignment(name, value)), parse(line));
        assertEquals(List.of(new Assignment(name, value)), parse(line + "\r\n"));
    }

    @Test
    void readsEscapesOfControlCharacters() throws Exception {
        assertEquals(
                List.of(new Assignment("A", "\b\t\n\f\r\u0001\t")),
                parse("A = \"\\b\\t\\n\\f\\r\\u0001\t\""));
    }

    @Test
    void readsLinesInTheirOrder() throws Exception {
        assertEquals(
                List.of(new Assignment("B", "1"), new Assignment("A", "2")),
                parse("# first\n\n  \nB = '1'\r\n\r\nA = '2'"));
        assertEquals(List.of(), parse(""));
        assertEquals(List.of(), parse("\n"));
        assertEquals(List.of(), parse("# nothing"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A | there is no '=' behind the name",
                "A \"b\" | there is no '=' behind the name",
                "A.B = \"c\" | there is no '=' behind the name",
                "export A=\"b\" | there is no '=' behind the name",
                "= \"b\" | there is no name",
                "[a] | there is no name",
                "[[a]] | there is no name",
                "\u00c4 = \"b\" | there is no name",
                "\ufeffA = \"b\" | there is no name",
                "\"\" = \"b\" | no variable can have this name",
                "'A=B' = \"b\" | no variable can have this name",
                "\"A\\u003d\" = \"b\" | no variable can have this name",
                "A = | the value is not a string in quotes",
                "A = # b | the value is not a string in quotes",
                "A = 1 | the value is not a string in quotes",
                "A = true | the value is not a string in quotes",
                "A = [\"b\"] | the value is not a string in quotes",
                "A = {b = \"c\"} | the value is not a string in quotes",
                "A = b | the value is not a string in quotes",
                "A = \"\"\"b\"\"\" | a string of several lines is not taken",
                "A = '''b''' | a string of several lines is not taken",
                "\"\"\"A\"\"\" = 'b' | a string of several lines is not taken",
                "A = \"b | a quote is not closed",
                "A = 'b | a quote is not closed",
                "A = \"b\\\" | a quote is not closed",
                "A = \" | a quote is not closed",
                "\"A = 'b' | a quote is not closed",
                "A = \"b\" c | there is something behind the value",
                "A = \"b\"\"c\" | there is something behind the value",
                "A = \"b\", B = \"c\" | there is something behind the value",
                "A = \"\\x41\" | an escape that TOML does not know",
                "A = \"\\e\" | an escape that TOML does not know",
                "A = \"\\'\" | an escape that TOML does not know",
                "A = \"\\ | an escape that TOML does not know",
                "A = \"\\u12\" | an escape that is no character",
                "A = \"\\ud800\" | an escape that is no character",
                "A = \"\\uDFFF\" | an escape that is no character",
                "A = \"\\u\uff11\uff11\uff11\uff11\" | an escape that is no character",
                "A = \"\\U00110000\" | an escape that is no character",
                "A = \"\\U80000041\" | an escape that is no character",
                "A = \"\\UFFFFFFFF\" | an escape that is no character",
                "A = \"\\U0000004 | an escape that is no character",
                "A = \"\\u0000\" | a NUL, which no variable can hold",
                "\"A\\u0000\" = \"b\" | a NUL, which no variable can hold",
            })
    void refusesTheRestOfTomlAndWhatIsNone(String line, String cause) {
        assertEquals(
                "line 3 of what '/x' wrote to descriptor 3: " + cause,
                refusal("A0 = \"x\"\n#\n" + line + "\nZ = 'z'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A = \"\0\"",
                "A = '\u0001'",
                "A = 'b' # \u007f",
                "A = 'b'\r",
                "\rA = 'b'",
                "A\f"
            })
    void refusesControlCharacters(String line) {
        assertEquals(
                "line 1 of what '/x' wrote to descriptor 3: a control character",
                refusal(line + "\rx"));
    }

    @Test
    void refusesANameTwice() {
        assertEquals(
                "line 2 of what '/x' wrote to descriptor 3: the name was there before",
                refusal("A = '1'\n\"A\" = '2'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A = '\u00ff'", "\u00c0\u0080", "A = '\u00ed\u00a0\u0080'", "\u00c3"})
    void refusesWhatIsNotUtf8(String latin) {
        SetupException e =
                assertThrows(
                        SetupException.class,
                        () -> Assignments.parse(latin.getBytes(ISO_8859_1), "'/x'"));
        assertEquals("what '/x' wrote to descriptor 3 is not UTF-8", e.getMessage());
    }

    @Test
    void readsManyLines() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append(i).append("=''\n");
        }
        assertEquals(100_000, parse(text.toString()).size());
    }

    private static String refusal(String text) {
        SetupException e = assertThrows(SetupException.class, () -> parse(text));
        return String.valueOf(e.getMessage());
    }

    private static List<Assignment> parse(String text) throws SetupException {
        return Assignments.parse(text.getBytes(UTF_8), "'/x'");
    }
}
