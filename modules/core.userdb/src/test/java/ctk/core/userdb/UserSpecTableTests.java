package ctk.core.userdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Resolves the rows of cases.tsv, as root, against the files passwd and group beside it. */
class UserSpecTableTests {

    private static final Caller ROOT = new Caller(0, 0, new long[0]);

    /** One row; columns that the outcome does not use are empty. */
    record Row(int line, List<String> columns) {

        String spec() {
            return columns.get(0);
        }

        @Override
        public String toString() {
            return "line " + line + ": '" + spec() + "'";
        }
    }

    @Test
    void tableIsWhole() throws IOException {
        assertEquals(73, rows().size());
        assertEquals(29, rows().stream().filter(r -> r.columns().get(1).equals("error")).count());
        assertTrue(rows().stream().allMatch(r -> r.columns().size() == 7));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void resolvesAsTheTableSays(Row row) throws Exception {
        String outcome = row.columns().get(1);
        if (outcome.equals("error")) {
            var e = assertThrows(UserSpecException.class, () -> resolve(row.spec()));
            assertEquals(row.columns().get(6), e.getMessage());
            return;
        }
        assertEquals("ok", outcome);
        Identity identity = resolve(row.spec());
        assertEquals(row.columns().get(2), Long.toString(identity.uid()));
        assertEquals(row.columns().get(3), Long.toString(identity.gid()));
        String groups = row.columns().get(4);
        assertArrayEquals(
                groups.isEmpty()
                        ? new long[0]
                        : Arrays.stream(groups.split(",", -1)).mapToLong(Long::parseLong).toArray(),
                identity.groups());
        assertEquals(MemorySource.bytes(row.columns().get(5)), identity.home());
    }

    static List<Row> rows() throws IOException {
        List<String> lines = text("cases.tsv").lines().toList();
        return IntStream.range(1, lines.size())
                .mapToObj(i -> new Row(i + 1, List.of(lines.get(i).split("\t", -1))))
                .toList();
    }

    private static Identity resolve(String spec) throws UserSpecException, IOException {
        var passwd = MemorySource.passwd(text("passwd"));
        var group = MemorySource.group(text("group"));
        return new Resolver(new FileUserDb(passwd, group))
                .resolve(UserSpec.parse(MemorySource.bytes(spec)), ROOT);
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = UserSpecTableTests.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), ISO_8859_1);
        }
    }
}
