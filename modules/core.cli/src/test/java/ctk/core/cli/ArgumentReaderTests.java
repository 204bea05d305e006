package ctk.core.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

class ArgumentReaderTests {

    private static final Option FLAG = Option.flag("--flag", "Some:", "A flag.");
    private static final Option VALUE = Option.valued("--value", "V", "Some:", "A value, 100%.");
    private static final Option MAYBE =
            Option.optional("--maybe", "M", "More:", "Perhaps a value.");
    private static final OptionTable TABLE =
            new OptionTable(
                    "ctk test",
                    "test the reader",
                    List.of("[OPTIONS] OPERAND", "--flag"),
                    List.of(FLAG, VALUE, MAYBE),
                    List.of("The end: 100%."));

    @Test
    void helpPutsABlankBehindAShortOption() {
        Option line = Option.valued("-c", "LINE", "Some:", "Run LINE.");
        OptionTable table = new OptionTable("ctk x", "x", List.of(), List.of(line), List.of());
        assertTrue(Model.help(table).contains("  -c LINE "), Model.help(table));
    }

    @Test
    void optionsEndAtTheFirstOperand() throws Exception {
        Arguments read = read("--flag", "operand", "--value", "x");
        assertTrue(read.has(FLAG));
        assertFalse(read.has(VALUE));
        assertEquals(3, read.operands());
        assertFalse(read.separated());
    }

    @Test
    void optionsEndAtTheSeparator() throws Exception {
        Arguments read = read("--flag", "--", "--value");
        assertEquals(4, read.operands());
        assertTrue(read.separated());
    }

    @Test
    void aValueStandsBehindAnEqualsSignOrInTheNextWord() throws Exception {
        assertEquals(ByteString.of("a=b"), read("--value=a=b").value(VALUE));
        assertEquals(ByteString.of("--flag"), read("--value", "--flag").value(VALUE));
        assertEquals(ByteString.of(""), read("--value=").value(VALUE));
    }

    @Test
    void theLastValueWins() throws Exception {
        assertEquals(ByteString.of("2"), read("--value=1", "--value=2").value(VALUE));
    }

    @Test
    void anOptionalValueStandsBehindAnEqualsSignOnly() throws Exception {
        assertEquals(ByteString.of("x"), read("--maybe=x").value(MAYBE));
        Arguments read = read("--maybe", "x");
        assertTrue(read.has(MAYBE));
        assertNull(read.value(MAYBE));
        assertEquals(3, read.operands());
    }

    @Test
    void anEmptyWordIsAnOperand() throws Exception {
        assertEquals(2, read("", "--flag").operands());
    }

    @Test
    void refusesWhatTheTableDoesNotHold() {
        refused("unknown option '--flaf'", "did you mean --flag?", "--flaf");
        refused("unknown option '-f'", "did you mean --flag?", "-f");
        refused("unknown option '-'", "ctk test --help lists the options", "-");
        refused("unknown option '--x\\xff'", "ctk test --help lists the options", "--x\u00ff");
        refused("unknown option '--fla'", "did you mean --flag?", "--fla");
    }

    @Test
    void refusesAnArgumentTooFewOrTooMany() {
        refused("option --value needs an argument", null, "--value");
        refused("option --flag takes no argument", null, "--flag=1");
    }

    @Test
    void helpComesFromTheSameTable() {
        assertEquals(
                """
                Usage: ctk test [OPTIONS] OPERAND
                       ctk test --flag

                Test the reader.

                Some:
                      --flag        A flag.
                      --value=V     A value, 100%.

                More:
                      --maybe[=M]   Perhaps a value.

                The end: 100%.
                """,
                Model.help(TABLE));
    }

    private static void refused(String message, @Nullable String hint, String... words) {
        CommandException e = assertThrows(CommandException.class, () -> read(words));
        assertEquals(message, e.getMessage());
        assertEquals(hint, e.hint());
    }

    private static Arguments read(String... words) throws CommandException {
        ByteString[] argv = new ByteString[words.length + 2];
        argv[0] = ByteString.of("ctk");
        argv[1] = ByteString.of("test");
        for (int i = 0; i < words.length; i++) {
            argv[i + 2] =
                    ByteString.of(words[i].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return ArgumentReader.read(TABLE, argv, 2);
    }
}
