package ctk.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

class ParserTests {

    private static ConfigFile parse(String text) throws ConfigException {
        return Parser.parse("f", text.getBytes(StandardCharsets.UTF_8));
    }

    private static ConfigException refused(byte[] bytes) {
        return assertThrows(ConfigException.class, () -> Parser.parse("f", bytes));
    }

    private static ConfigException refused(String text) {
        return refused(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Position at(int line, int column) {
        return new Position("f", line, column);
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "'#'", "'\n\r\n'", "'[run]'", "'step = []'", "'run = {}'"})
    void mayHoldNothing(String text) throws ConfigException {
        assertEquals(new ConfigFile("f", null, List.of(), List.of()), parse(text));
    }

    @Test
    void tellsWhereEverythingStands() throws ConfigException {
        ConfigFile file =
                parse(
                        """
                        user = "app"
                        [run]
                        no-new-privs = true
                        [[step]]
                        use = "directory" # comment
                          mode = 488
                        "a key" = ['x', [1, 2.5],
                                   1979-05-27]
                        [[step]]
                        use = "chown"
                        """);
        Value user = new Value.Text(at(1, 8), "app");
        assertEquals(new Entry("user", at(1, 1), user), file.user());
        Value truth = new Value.Truth(at(3, 16), true);
        assertEquals(List.of(new Entry("no-new-privs", at(3, 1), truth)), file.run());
        List<Value> inner =
                List.of(new Value.Whole(at(7, 18), 1), new Value.Other(at(7, 21), "a float"));
        List<Value> outer =
                List.of(
                        new Value.Text(at(7, 12), "x"),
                        new Value.Listing(at(7, 17), inner),
                        new Value.Other(at(8, 12), "a date"));
        assertEquals(
                new Table(
                        at(4, 1),
                        List.of(
                                new Entry("use", at(5, 1), new Value.Text(at(5, 7), "directory")),
                                new Entry("mode", at(6, 3), new Value.Whole(at(6, 10), 488)),
                                new Entry("a key", at(7, 1), new Value.Listing(at(7, 11), outer)))),
                file.steps().get(0));
        assertEquals(at(9, 1), file.steps().get(1).at());
        assertEquals(2, file.steps().size());
    }

    @ParameterizedTest
    @CsvSource({
        "'', a string",
        "1, an integer",
        "true, a boolean",
        "[], an array",
        "1.5, a float",
        "nan, a float",
        "1979-05-27, a date",
        "07:32:00, a time",
        "1979-05-27T07:32:00, a date and time",
        "1979-05-27T07:32:00Z, a date and time",
        "{a = 1}, a table",
    })
    void namesTypes(String value, String type) throws ConfigException {
        String text = value.isEmpty() ? "''" : value;
        assertEquals(type, parse("[run]\nkey = " + text).run().get(0).value().type());
    }

    @Test
    void inlineTablesAndDottedKeysAreTables() throws ConfigException {
        ConfigFile file = parse("run.umask = '0'\nstep = [{use = 'a'},\n {use = 'b', b.c = 1}]");
        assertEquals(at(1, 1), file.run().get(0).at());
        Table second = file.steps().get(1);
        assertEquals(at(3, 2), second.at());
        assertEquals("a table", requireNonNull(second.find("b")).value().type());
        assertNull(second.find("c"));
    }

    @Test
    void carriageReturnsEndLines() throws ConfigException {
        ConfigFile file = parse("user = 'a'\r\n\r\n[[step]]\r\nuse = 'b'\r\n");
        assertEquals(at(4, 1), requireNonNull(file.steps().get(0).find("use")).at());
    }

    @Test
    void columnsCountCharacters() throws ConfigException {
        assertEquals(at(1, 14), parse("run = {'日🙂'= 1}").run().get(0).value().at());
    }

    /** A row has {@code ~} for the end of a line. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "usr = ''              | 1:1: unknown key 'usr'          | did you mean 'user'?",
                "~ [[steps]]           | 2:2: unknown key 'steps'        | did you mean 'step'?",
                "[runs]                | 1:1: unknown key 'runs'         | did you mean 'run'?",
                "users.a = 1           | 1:1: unknown key 'users'        | did you mean 'user'?",
                "no-new-privs = true   | 1:1: unknown key 'no-new-privs' | ",
                "'' = 1                | 1:1: unknown key ''             | ",
                "'a\t\u202e' = 1       | 1:1: unknown key 'a\\x09\\xe2\\x80\\xae' | ",
                "user = 1              | 1:8: 'user' must be a string, and is an integer | ",
                "user.a = 1            | 1:1: 'user' must be a string, and is a table | ",
                "run = true            | 1:7: 'run' must be a table, and is a boolean | ",
                "[[run]]               | 1:1: 'run' must be a table, and is an array | ",
                "[step]                | 1:1: 'step' must be an array of tables, and is a table |"
                        + " write [[step]]",
                "step = 1.5            | 1:8: 'step' must be an array of tables, and is a float |",
                "step = [{use='a'}, 1] | 1:20: 'step' must be an array of tables, and has an"
                        + " integer|",
                "step = [{use=''}]     | 1:14: 'use' is empty | ",
                "[[step]]~use = 1      | 2:7: 'use' must be a string, and is an integer | ",
                "~[[step]]~us = 1      | 2:1: a step without 'use' | it says what to do, as"
                        + " 'chown'",
            })
    void refusesWhatNoConfigurationHolds(String text, String message, @Nullable String hint) {
        ConfigException refused = refused(text.replace('~', '\n'));
        assertEquals("f:" + message, refused.getMessage());
        assertEquals(hint, refused.hint());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "user =                      | 1:7: unexpected end of input, expected a value",
                "user = 'a'~user = 'b'       | 2:1: user previously defined at line 1, column 1",
                "[run]~a = 1~[run]           | 3:1: run previously defined at line 1, column 1",
                "[run]~a = 1~a = 1           | 3:1: a previously defined at line 2, column 1",
                "[run                        | 1:5: unexpected end of input, expected ]",
                "user = 99999999999999999999 | 1:8: integer is too large",
                "user = '\u0000'              | 1:9: unexpected '\\u0000', expected '",
            })
    void refusesWhatIsNotToml(String text, String message) {
        assertEquals("f:" + message, refused(text.replace('~', '\n')).getMessage());
    }

    @Test
    void refusesALoneCarriageReturn() {
        String message = refused("user = 'a'\rrun = {}").getMessage();
        assertEquals("f:1:11: unexpected '\\r', expected a newline or end-of-input", message);
    }

    @Test
    void messagesStayOnOneLine() {
        String key = "\"a\\nb\\u202e\u202e\" = 1\n";
        String message = String.valueOf(refused("[run]\n" + key + key).getMessage());
        assertEquals(-1, message.indexOf('\n'), message);
        assertEquals(-1, message.indexOf('\u202e'), message);
    }

    @Test
    void refusesAByteOrderMark() {
        ConfigException refused = refused("\ufeffuser = 'a'");
        assertEquals("f:1:1: a byte order mark", refused.getMessage());
        assertEquals("save the file without it", refused.hint());
    }

    @ParameterizedTest
    @CsvSource({
        "ff, 1:1",
        "75c3, 1:2",
        "0a0ae9, 3:1",
        "0ac3a9e697a5c328, 2:3",
        "c080, 1:1",
        "eda080, 1:1",
        "efbfbdff, 1:2",
        "f09f99820aefbf41, 2:1",
    })
    void refusesWhatIsNotUtf8(String hex, String place) {
        String message = "f:" + place + ": bytes that are not UTF-8";
        assertEquals(message, refused(HexFormat.of().parseHex(hex)).getMessage());
    }

    @Test
    void takesTheCharacterThatStandsForWrongBytes() throws ConfigException {
        Value user = requireNonNull(parse("user = '\ufffd'").user()).value();
        assertEquals(new Value.Text(at(1, 8), "\ufffd"), user);
    }

    @Test
    void takesAMebibyteOfComments() throws ConfigException {
        String comment = "#" + "x".repeat((1 << 20) - 13) + "\n";
        assertEquals(at(2, 1), requireNonNull(parse(comment + "user = 'a'\n").user()).at());
    }

    @Test
    void refusesDeepNesting() {
        String deep = "user = " + "[".repeat(100_000);
        assertEquals("f:1:", String.valueOf(refused(deep).getMessage()).substring(0, 4));
    }
}
