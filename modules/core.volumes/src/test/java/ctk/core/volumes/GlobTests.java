package ctk.core.volumes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One char of a text is one byte here. */
class GlobTests {

    private static final Pattern TOKEN = Pattern.compile("\\*\\*/|/\\*\\*$|\\*\\*$|\\*|\\?|.");

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '"',
            value = {
                "abc abc abcd,ab,abd,x/abc,abc/x",
                "a/b a/b a,b,a/b/c,x/a/b",
                "*.tmp a.tmp,.tmp,*.tmp,a.tmp.tmp a.tmpx,tmp,d/a.tmp,a.tmp/x",
                "* a,.a,... a/b",
                "a* a,ab b,a/b",
                "*a*b*a* aba,xaxbxax,aabbaa aab,ab,ba",
                "? a,. aa,a/b",
                "?? ab a,abc",
                "*? a,ab,abc a/b",
                "a/*/c a/b/c,a/.../c a/c,a/b/b/c",
                "a/*b*/c a/b/c,a/xbx/c a/x/c,a/c",
                "[abc] a,b,c d,[,ab",
                "[a-c]x ax,bx,cx dx,-x,x",
                "[!a] b,!,- a,bb",
                "[^a] b,^,- a",
                "[!a-c] d,-,! a,b,c",
                "[a-] a,- b",
                "[-a] a,- b",
                "[!-a] b a,-",
                "[a-c-e] a,b,c,-,e d",
                "[]] ] [,a",
                "[]a]] ]],a] ],a",
                "[!]] a,[ ]",
                "[]-_] ],^,_ [,-",
                "[a!] a,! b",
                "[a^] a,^ b",
                "[[] [ ]",
                "[\\]] ] \\",
                "[\\\\] \\ ]",
                "[a\\-c] a,-,c b",
                "[\\!a] !,a b",
                "[a-\\c] a,b,c d,\\",
                "[*?] *,? a",
                "[+-9] +,.,0,9 a,:",
                "a[+-9]b a+b,a.b a/b",
                "a[!x]b a+b a/b,axb",
                "a?b a+b a/b",
                "] ] [",
                "a] a] a",
                "\\* * a,\\*,\\",
                "\\** *,*a a",
                "*\\* *,a* a",
                "\\*\\* ** *,a,a/b",
                "\\? ? a",
                "\\[a] [a] a",
                "\\a\\bc abc \\a\\bc",
                "\\\\ \\ \\\\",
                "{a} {a} a",
                "~ ~ x",
                "... ... ..x,a",
                ".a .a a",
                ".* .a,..a a",
                "** a,a/b,a/b/c,.a/.b -",
                "**/x x,a/x,a/b/x,x/x ax,x/a,a/bx,xx",
                "a/** a/b,a/b/c,a/a a,b,b/a,ab/c",
                "a/**/b a/b,a/x/b,a/x/y/b,a/b/b a,b,a/xb,ax/b,x/a/b,a/b/x",
                "**/a/** a/b,x/a/b,x/y/a/b/c,a/a a,x/a,b,xa/b",
                "**/a/**/b a/b,x/a/b,a/x/b,a/a/b/b a,b,b/a",
                "**/** a,a/b,a/b/c -",
                "**/**/** a,a/b,a/b/c -",
                "**/**/x x,a/x,a/b/c/x a",
                "a/**/** a/b,a/b/c a",
                "a/**/**/b a/b,a/x/b,a/x/y/b a",
                "**/* a,a/b,a/b/c -",
                "*/** a/b,a/b/c a",
                "**/*/x a/x,a/b/x x",
                "*/**/x a/x,a/b/x,a/b/c/x x",
                "**/*.tmp a.tmp,.tmp,d/a.tmp,d/e/.tmp a.tmpx,a.tmp/x",
                "**/?/** a/b,aa/b/c aa/bb,a,aa/b",
                "**/[ab]/* a/x,x/b/x,a/a,a/b a,x/x",
            })
    void matchesTheseAndNotThose(String pattern, String these, String those) throws Exception {
        for (String path : these.split(",", -1)) {
            assertTrue(matches(pattern, path), () -> pattern + " shall match " + path);
        }
        for (String path : those.split(",", -1)) {
            if (!path.equals("-") || !those.equals("-")) {
                assertFalse(matches(pattern, path), () -> pattern + " shall not match " + path);
            }
        }
    }

    @Test
    void matchesBytesThatAreNotUtf8() throws Exception {
        assertTrue(matches("\u00ff", "\u00ff"));
        assertTrue(matches("?", "\u00ff"));
        assertFalse(matches("?", "\u00c3\u00a9"));
        assertTrue(matches("??", "\u00c3\u00a9"));
        assertTrue(matches("*\u00a9", "\u00c3\u00a9"));
        assertTrue(matches("[\u0080-\u00ff]", "\u0080"));
        assertTrue(matches("[\u0080-\u00ff]", "\u00ff"));
        assertFalse(matches("[\u0080-\u00ff]", "\u007f"));
        assertTrue(matches("[!a]", "\u00ff"));
        assertTrue(matches("\\\u00ff", "\u00ff"));
        assertTrue(matches("**/\u00e9*", "\u00fe/\u00e9\n"));
        assertTrue(matches("*", "\n\r\u0001"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/ | it starts with '/'",
                "/a | it starts with '/'",
                "//a | it starts with '/'",
                "/** | it starts with '/'",
                "a/ | it ends with '/'",
                "**/ | it ends with '/'",
                "a\\/ | it ends with '/'",
                "a//b | it holds '//'",
                "**//b | it holds '//'",
                ". | it holds the component '.'",
                ".. | it holds the component '..'",
                "./a | it holds the component '.'",
                "a/./b | it holds the component '.'",
                "a/.. | it holds the component '..'",
                "**/.. | it holds the component '..'",
                "\\. | it holds the component '.'",
                ".\\./a | it holds the component '..'",
                "a** | '**' is not a whole component",
                "**a | '**' is not a whole component",
                "*** | '**' is not a whole component",
                "**** | '**' is not a whole component",
                "a/**b/c | '**' is not a whole component",
                "a/b**/c | '**' is not a whole component",
                "**\\* | '**' is not a whole component",
                "[ | '[' is not closed",
                "[a | '[' is not closed",
                "[] | '[' is not closed",
                "[!] | '[' is not closed",
                "[^ | '[' is not closed",
                "[a- | '[' is not closed",
                "[a-] | -",
                "[a/b] | '[' is not closed",
                "[/] | '[' is not closed",
                "[+-/] | '[' is not closed",
                "a/[b/c]d | '[' is not closed",
                "[a\\] | '[' is not closed",
                "\\ | it ends with a lone backslash",
                "a\\ | it ends with a lone backslash",
                "a\\\\\\ | it ends with a lone backslash",
                "[a\\ | it ends with a lone backslash",
                "a\\/b | a backslash stands before '/'",
                "[\\/] | a backslash stands before '/'",
                "[z-a] | it holds a range from a higher to a lower byte",
                "[[:alpha:]] | '[:' in a set is not supported",
                "[a[.x.]] | '[.' in a set is not supported",
                "[[=a=]] | '[=' in a set is not supported",
            })
    void refusesWhatIsNoPattern(String pattern, String cause) throws Exception {
        if (cause.equals("-")) {
            Glob.parse(bytes(pattern)); // the row beside those that look like it
            return;
        }
        assertEquals(
                "cannot exclude " + bytes(pattern).quoted() + ": " + cause,
                refusal(pattern).getMessage());
    }

    @Test
    void refusesNothingAndNul() {
        assertEquals("cannot exclude '': it is empty", refusal("").getMessage());
        assertEquals("cannot exclude 'a\\x00': it holds a NUL byte", refusal("a\0").getMessage());
        assertEquals("cannot exclude '\\x00': it holds a NUL byte", refusal("\0").getMessage());
    }

    @Test
    void hintsAtTheFormThatIsMeant() {
        assertEquals("patterns start at PATH: write 'a'", refusal("/a").hint());
        assertEquals("patterns start at PATH: write 'a/b'", refusal("./a/b").hint());
        assertEquals("patterns start at PATH: write '.a'", refusal("/.//./.a").hint());
        assertEquals("patterns start at PATH", refusal("/").hint());
        assertEquals(null, refusal("a/./b").hint());
        assertEquals(null, refusal("../a").hint());
        assertEquals("as in 'a/**/*.tmp'", refusal("a**").hint());
    }

    @Test
    void takesUpTo4096Bytes() throws Exception {
        String longest = "a".repeat(Glob.MAX_LENGTH);
        assertEquals(4096, longest.length());
        assertTrue(matches(longest, longest));
        assertEquals(
                "cannot exclude '" + longest + "a': it is longer than 4096 bytes",
                refusal(longest + "a").getMessage());
    }

    @Test
    void agreesWithARegularExpressionOnEveryShortPatternAndPath() throws Exception {
        var paths = texts(List.of("a", "b", "/"), 5);
        paths.removeIf(path -> path.startsWith("/") || path.endsWith("/") || path.contains("//"));
        int matched = 0;
        int unmatched = 0;
        int refused = 0;
        for (String pattern : texts(List.of("a", "*", "?", "/", "**", "[!a]"), 5)) {
            if (!isPattern(pattern)) {
                refusal(pattern);
                refused++;
                continue;
            }
            Glob glob = Glob.parse(bytes(pattern));
            Pattern regex = regex(pattern);
            for (String path : paths) {
                boolean expected = regex.matcher(path).matches();
                assertEquals(expected, matches(glob, path), () -> pattern + " and " + path);
                matched += expected ? 1 : 0;
                unmatched += expected ? 0 : 1;
            }
        }
        assertTrue(matched > 10_000, () -> "too few matches");
        assertTrue(unmatched > 100_000, () -> "too few paths that do not match");
        assertTrue(refused > 1000, () -> "too few patterns that are none");
    }

    @Test
    void agreesWithARegularExpressionWhereverTheWordsOfASetMeet() throws Exception {
        int matched = 0;
        for (int length = 1; length < 140; length++) {
            String pad = "a".repeat(length);
            for (String rest : List.of("*b*", "/**/*b", "/**", "/*/**/?", "/**/b/**/*a", "?*")) {
                Pattern regex = regex(pad + rest);
                Glob glob = Glob.parse(bytes(pad + rest));
                for (String tail : List.of("", "b", "/b", "/a/b", "/b/x/ab", "/ab/b/ba", "ab/b")) {
                    boolean expected = regex.matcher(pad + tail).matches();
                    assertEquals(expected, matches(glob, pad + tail), () -> rest + " and " + tail);
                    matched += expected ? 1 : 0;
                }
            }
        }
        assertTrue(matched > 1000, "too few matches");
    }

    @Test
    void comesToAnEndWithHostilePatternsAndPaths() throws Exception {
        String name = "a".repeat(255);
        String path = (name + "/").repeat(2000) + name;
        assertFalse(matches("*a".repeat(2040) + "b", name));
        assertTrue(matches("*a".repeat(255) + "*", name));
        assertFalse(matches("**/*a*a*a*a*a*a*a*a*b", path));
        assertFalse(matches("**/*a/".repeat(600) + "*b", path));
        assertTrue(matches("**/*a/".repeat(600) + "*a", path));
        assertFalse(matches("**/" + "*a".repeat(200) + "/**/b/**", path));
    }

    /** The texts of one to {@code most} of the pieces. */
    private static List<String> texts(List<String> pieces, int most) {
        var all = new ArrayList<String>();
        var last = List.of("");
        for (int i = 0; i < most; i++) {
            var next = new ArrayList<String>();
            for (String text : last) {
                for (String piece : pieces) {
                    next.add(text + piece);
                }
            }
            all.addAll(next);
            last = next;
        }
        return all;
    }

    private static boolean isPattern(String text) {
        for (String component : text.split("/", -1)) {
            boolean stars = component.contains("**");
            if (component.isEmpty() || (stars && !component.equals("**"))) {
                return false;
            }
        }
        return true;
    }

    private static Pattern regex(String pattern) {
        var regex = new StringBuilder();
        var token = TOKEN.matcher(pattern);
        while (token.find()) {
            regex.append(
                    switch (token.group()) {
                        case "**/" -> "([^/]+/)*";
                        case "/**" -> "/.+";
                        case "**" -> ".+";
                        case "*" -> "[^/]*";
                        case "?" -> "[^/]";
                        case "[", "]" -> token.group();
                        case "!" -> "^/"; // only as in [!a]
                        default -> Pattern.quote(token.group());
                    });
        }
        return Pattern.compile(regex.toString());
    }

    private static boolean matches(String pattern, String path) throws VolumeException {
        return matches(Glob.parse(bytes(pattern)), path);
    }

    /** Go down {@code path} as a walker does. */
    private static boolean matches(Glob glob, String path) {
        byte[] names = path.getBytes(ISO_8859_1);
        long[] set = new long[glob.words() + 2];
        set[0] = -1;
        set[set.length - 1] = -1;
        glob.start(set, 1);
        int start = 0;
        for (int i = 0; i < names.length; i++) {
            if (names[i] == '/') {
                glob.enter(set, 1, names, start, i - start);
                start = i + 1;
            }
        }
        boolean matches = glob.matches(set, 1, names, start, names.length - start);
        assertEquals(-1, set[0] & set[set.length - 1], "what is beside a set was changed");
        return matches;
    }

    private static VolumeException refusal(String pattern) {
        return assertThrows(VolumeException.class, () -> Glob.parse(bytes(pattern)), pattern);
    }

    private static ByteString bytes(String text) {
        return ByteString.of(text.getBytes(ISO_8859_1));
    }
}
