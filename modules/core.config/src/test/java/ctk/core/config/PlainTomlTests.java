package ctk.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quicktheories.core.Gen;

import java.util.List;

/** What PlainToml reads, the library reads in the same way; what it does not read it leaves. */
class PlainTomlTests {

    private static final String USUAL =
            """
            # comment: ä
            user = "app"
            [run]
            no-new-privs = true # more
            env = ["A=1",  'B=\\', # and
                   "C=ü", "D=4",
            ]

            [[step]]
            use = "directory"\t
              mode = 488
              other_1=-1
            nothing = []
            \t[[step]]
            use = 'chown'\r
            off = false\
            """;

    /** Pieces of which files are made, those of TOML beside such as are not. */
    private static final List<String> PIECES =
            List.of(
                    "user",
                    "use",
                    "key",
                    "k-2",
                    "_",
                    "[run]",
                    "[[step]]",
                    "[[ step ]]",
                    "[step]",
                    "[run.x]",
                    "run",
                    "=",
                    " = ",
                    "= ",
                    "\n",
                    "\n",
                    "\n",
                    "\r\n",
                    "\r",
                    " ",
                    "\t",
                    "\"app\"",
                    "'x'",
                    "\"\"",
                    "''",
                    "\"\"\"",
                    "'''",
                    "\"a\\n\"",
                    "'\\'",
                    "\"ä€\"",
                    "\"😀\"",
                    "\u0001",
                    "\u007f",
                    "\u0085",
                    "0",
                    "1",
                    "-1",
                    "+1",
                    "007",
                    "-0",
                    "1_0",
                    "1.5",
                    "1e3",
                    "0x1f",
                    "9223372036854775807",
                    "9223372036854775808",
                    "true",
                    "false",
                    "tru",
                    "1979-05-27",
                    "inf",
                    "[",
                    "]",
                    "[]",
                    ",",
                    "[1, 2]",
                    "['a', \"b\"]",
                    "[1, [2]]",
                    "{",
                    "}",
                    "{}",
                    ".",
                    "#",
                    "# comment\n",
                    "user = \"a\"\n",
                    "use = \"b\"\n",
                    "mode = 488\n",
                    "\n[run]\n",
                    "\n[[step]]\n",
                    "\"key\" = 1\n",
                    "a.b = 1\n",
                    "[[step]]\nuse = \"c\"\n",
                    "keys = [ # c\n 'a' ,\n]\n");

    @Test
    void readsTheUsualAsTheLibraryDoes() throws ConfigException {
        ConfigFile file = PlainToml.read("f", USUAL);
        assertNotNull(file);
        assertEquals(Parser.byLibrary("f", USUAL), file);
        assertEquals(2, file.steps().size());
        assertEquals(2, file.run().size());
    }

    /** Any end of a file is one that a full disk may leave. */
    @Test
    void readsEachBeginningAsTheLibraryDoesOrNotAtAll() {
        int read = 0;
        for (int end = 0; end <= USUAL.length(); end++) {
            read += agrees(USUAL.substring(0, end)) ? 1 : 0;
        }
        assertTrue(read > 30 && read < USUAL.length(), read + " read");
    }

    @Test
    void readsWhateverItReadsAsTheLibraryDoes() {
        Gen<List<Integer>> files =
                lists().of(integers().between(0, PIECES.size() - 1)).ofSizeBetween(0, 9);
        int[] read = new int[1];
        qt().withExamples(100_000)
                .withFixedSeed(4711)
                .forAll(files)
                .check(
                        pieces -> {
                            StringBuilder text = new StringBuilder();
                            pieces.forEach(piece -> text.append(PIECES.get(piece)));
                            read[0] += agrees(text.toString()) ? 1 : 0;
                            return true;
                        });
        assertTrue(read[0] > 500, read[0] + " read");
    }

    /** Tell whether it was read, and then as the library does it. */
    private static boolean agrees(String text) {
        ConfigFile plain = PlainToml.read("f", text);
        if (plain == null) {
            return false;
        }
        try {
            assertEquals(Parser.byLibrary("f", text), plain, text);
        } catch (ConfigException e) {
            throw new AssertionError("the library refuses: " + text, e);
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user = 'a'\nuser = 'b'",
                "user = 1",
                "other = 'a'",
                "[run]\n[run]",
                "[other]",
                "[[step]]",
                "[[step]]\nuse = 1",
                "[[step]]\nuse = ''",
                "[run]\na = 1\na = 2",
                "[run]\na = 1 b = 2",
                "[run]\na = [1 2]",
                "[run]\na = [",
                "[run]\na = 'b",
                "[run",
                "[run]\na",
                "[run]\na =",
                "[run] a = 1",
                "[run]\na = [1,,2]",
                "[run]\n'a' = 1",
                "[run]\na = \"\\u0041\"",
                "[run]\na = \"\"\"b\"\"\"",
                "# \u0001",
                "[run]\na = {}"
            })
    void leavesToTheLibrary(String text) {
        assertNull(PlainToml.read("f", text));
    }
}
