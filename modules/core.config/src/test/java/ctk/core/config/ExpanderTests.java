package ctk.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;

class ExpanderTests {

    private static final Map<String, String> VARIABLES =
            Map.of("A", "a", "EMPTY", "", "REFERS", "${A} $$ $", "_x9", "under", "UTF", "日本");

    private static byte @Nullable [] value(String name) {
        if (name.equals("LATIN")) {
            return new byte[] {'s', 'e', 'c', 'r', 'e', 't', (byte) 0xe9};
        }
        if (name.equals("LARGE")) {
            return "x".repeat(1 << 19).getBytes(StandardCharsets.US_ASCII);
        }
        String value = VARIABLES.get(name);
        return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    }

    private static String configuration(String text) throws ConfigException {
        return Expander.expand(text, ExpanderTests::value, false);
    }

    private static String template(String text) throws ConfigException {
        return Expander.expand(text, ExpanderTests::value, true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain } { text            | plain } { text",
                "''                        | ''",
                "<${A}>                    | <a>",
                "${A}${A}                  | aa",
                "${_x9}${UTF}              | under日本",
                "${EMPTY}                  | ''",
                "${REFERS}                 | ${A} $$ $",
                "${UNSET:-${REFERS}}       | ${A} $$ $",
                "${A:-b}                   | a",
                "${UNSET:-b}               | b",
                "${EMPTY:-b}               | b",
                "${UNSET:-}                | ''",
                "${UNSET:-x y:-z}          | x y:-z",
                "${UNSET:-${A}b}           | ab",
                "${UNSET:-${EMPTY:-${A}}}} | a}",
                "${A:+b}                   | b",
                "${A:+<${A}>}              | <a>",
                "${UNSET:+b}               | ''",
                "${EMPTY:+b}               | ''",
                "${LATIN:+b}               | b",
                "${A:?message}             | a",
                "$$                        | $",
                "$${A}                     | ${A}",
                "$$$${A}                   | $${A}",
                "$$${A}                    | $a",
                "${UNSET:-$$}              | $",
            })
    void expandsInTheConfiguration(String text, String result) throws ConfigException {
        assertEquals(result, configuration(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<${A}>              | <a>",
                "$                   | $",
                "$A $1 $(x) $'       | $A $1 $(x) $'",
                "$$                  | $$",
                "$${A}               | ${A}",
                "$$${A}              | $${A}",
                "$${                 | ${",
                "${REFERS}           | ${A} $$ $",
                "${UNSET:-$x}        | $x",
                "a {b} }             | a {b} }",
            })
    void expandsInATemplate(String text, String result) throws ConfigException {
        assertEquals(result, template(text));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "${UNSET}           | variable 'UNSET' is not set",
                "${UNSET:-${OTHER}} | variable 'OTHER' is not set",
                "${LATIN}           | variable 'LATIN' is not UTF-8",
                "${LATIN:-x}        | variable 'LATIN' is not UTF-8",
                "${LATIN:?x}        | variable 'LATIN' is not UTF-8",
                "${UNSET:?}         | variable 'UNSET' is not set, or empty",
                "${EMPTY:?}         | variable 'EMPTY' is not set, or empty",
                "${UNSET:?give it}  | variable 'UNSET' is needed: give it",
                "${EMPTY:?no ${A}}  | variable 'EMPTY' is needed: no ${A}",
                "${UNSET:?\u001b[m} | variable 'UNSET' is needed: \\x1b[m",
                "${A                | '${A' is not closed by '}'",
                "${A:-b             | '${A' is not closed by '}'",
                "${A:-${A}          | '${A' is not closed by '}'",
                "${                 | '${' without the name of a variable",
                "${}                | '${' without the name of a variable",
                "${1}               | '${' without the name of a variable",
                "${ A}              | '${' without the name of a variable",
                "${A-b}             | '${A' is followed by neither '}' nor ':-'",
                "${A:b}             | '${A' is followed by neither '}' nor ':-'",
                "${A:=b}            | '${A' is followed by neither '}' nor ':-'",
                "${A:+${É}}         | '${' without the name of a variable",
            })
    void refusesEverywhere(String text, String message) {
        assertEquals(
                message,
                assertThrows(ConfigException.class, () -> configuration(text)).getMessage());
        assertEquals(
                message, assertThrows(ConfigException.class, () -> template(text)).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"$", "a$", "$A", "$$$", "$(id)", "${UNSET:-$x}", "${A:-$x}"})
    void refusesALoneDollarInTheConfiguration(String text) {
        var refused = assertThrows(ConfigException.class, () -> configuration(text));
        assertEquals("'$' without '{'", refused.getMessage());
        assertEquals("$$ stands for a dollar, ${NAME} for a variable", refused.hint());
    }

    @Test
    void saysHowToLetAVariableBeUnset() {
        var refused = assertThrows(ConfigException.class, () -> configuration("${UNSET}"));
        assertEquals("write ${UNSET:-} if it may be unset", refused.hint());
    }

    @ParameterizedTest
    @CsvSource({"${A:-${UNSET}}", "${A:-${UNSET:?message}}", "${A:-${LATIN}}"})
    void aWordThatIsNotTakenIsNotExpanded(String text) throws ConfigException {
        assertEquals("a", configuration(text));
        assertEquals("", configuration("${UNSET:+${UNSET}}"));
    }

    @Test
    void nestsUpToSixteenDeep() throws ConfigException {
        String sixteen = "${UNSET:-".repeat(16) + "x" + "}".repeat(16);
        assertEquals("x", configuration(sixteen));
        String more = "${UNSET:-".repeat(17) + "x" + "}".repeat(17);
        var refused = assertThrows(ConfigException.class, () -> configuration(more));
        assertEquals("variables nested more than 16 deep", refused.getMessage());
        assertThrows(ConfigException.class, () -> configuration("${A:-".repeat(100_000)));
        assertEquals("a".repeat(1000), configuration("${A}".repeat(1000)));
    }

    @Test
    void refusesAResultOfMoreThanOneMebibyte() throws ConfigException {
        assertEquals(1 << 20, configuration("${LARGE}${LARGE}").length());
        var refused = assertThrows(ConfigException.class, () -> configuration("${LARGE}${LARGE}x"));
        assertEquals("the text with its variables is longer than 1 MiB", refused.getMessage());
        assertThrows(ConfigException.class, () -> configuration("${LARGE}".repeat(1000)));
    }

    @Test
    void noMessageHoldsAValue() {
        for (String text : new String[] {"${LATIN}", "${LATIN:-${A}}", "${LATIN:?m}"}) {
            var refused = assertThrows(ConfigException.class, () -> configuration(text));
            assertFalse((refused.getMessage() + refused.hint()).contains("secret"), text);
        }
    }
}
