package ctk.core.userdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class LinesTests {

    @Test
    void areTrimmedAndNumberedWithTheBlankOnesCounted() throws Exception {
        assertEquals(
                List.of("2:a", "5:b b", "6:c\0"),
                read("\n \ta\r\n\n \u00c2\u00a0\r\n b b \r\nc\0\n\n"));
    }

    @Test
    void needNoNewlineAtTheEnd() throws Exception {
        assertEquals(List.of("1:a", "2:b"), read("a\nb"));
        assertEquals(List.of("1:a"), read("a"));
        assertEquals(List.of(), read(""));
        assertEquals(List.of(), read(" \n "));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8190, 8191, 8192, 8193})
    void areTheSameHoweverTheyAreRead(int chunk) throws Exception {
        var text = new StringBuilder();
        var expected = new ArrayList<String>();
        int line = 0;
        for (int length :
                new int[] {0, 1, 8189, 8190, 8191, 8192, 8193, 1, 0, 16383, 16384, 40000}) {
            text.append("x".repeat(length)).append('\n');
            line++;
            if (length > 0) {
                expected.add(line + ":" + "x".repeat(length));
            }
        }
        assertEquals(expected, read(chunked(text.toString(), chunk)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\nb\n"})
    void mayHoldOneMebibyte(String rest) throws Exception {
        String longest = "x".repeat(1_048_576);
        for (String before : new String[] {"", "a\n"}) {
            List<String> lines = read(before + longest + rest);
            int at = before.isEmpty() ? 0 : 1;
            assertEquals((at + 1) + ":" + longest, lines.get(at));
            assertEquals(at + (rest.length() > 1 ? 2 : 1), lines.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\nb\n", "x"})
    void mayNotHoldMore(String rest) {
        String tooLong = "x".repeat(1_048_577);
        assertTooLong("line 1 of /etc/passwd is longer than 1 MiB", tooLong + rest);
        assertTooLong("line 3 of /etc/passwd is longer than 1 MiB", "a\n\n" + tooLong + rest);
        assertTooLong("line 2 of /etc/passwd is longer than 1 MiB", "\n" + " ".repeat(1_048_577));
    }

    @Test
    void endForGoodWhenTheFileEnds() throws Exception {
        var growing =
                new ByteArrayInputStream("ro".getBytes(ISO_8859_1)) {
                    @Override
                    public synchronized int read(byte[] bytes, int from, int length) {
                        int count = super.read(bytes, from, length);
                        if (count < 0) {
                            reset();
                        }
                        return count;
                    }
                };
        try (var lines = new Lines(growing, "/etc/passwd")) {
            assertTrue(lines.next());
            assertFalse(lines.next());
            assertFalse(lines.next());
        }
    }

    private static void assertTooLong(String message, String text) {
        var e = assertThrows(UserSpecException.class, () -> read(text));
        assertEquals(message, e.getMessage());
    }

    /** A stream that gives {@code chunk} bytes at a time, and now and then none. */
    private static InputStream chunked(String text, int chunk) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
            private int calls;

            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                return ++calls % 3 == 0 ? 0 : super.read(bytes, from, Math.min(chunk, length));
            }
        };
    }

    private static List<String> read(String text) throws UserSpecException, IOException {
        return read(Objects.requireNonNull(MemorySource.passwd(text).open()));
    }

    private static List<String> read(InputStream in) throws UserSpecException, IOException {
        var found = new ArrayList<String>();
        try (var lines = new Lines(in, "/etc/passwd")) {
            while (lines.next()) {
                Line line = lines.line;
                var text = new String(line.bytes, line.start, line.end - line.start, ISO_8859_1);
                found.add(line.number + ":" + text);
            }
        }
        return found;
    }
}
