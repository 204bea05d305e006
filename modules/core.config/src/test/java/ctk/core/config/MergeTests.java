package ctk.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class MergeTests {

    private final Merge merge = new Merge();

    private void add(String file, String... lines) throws ConfigException {
        String text = String.join("\n", lines) + "\n";
        merge.add(Parser.parse(file, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> uses(Config config) {
        List<String> uses = new ArrayList<>();
        for (Table step : config.steps()) {
            uses.add(((Value.Text) requireNonNull(step.find("use")).value()).text());
        }
        return uses;
    }

    @Test
    void noFileIsTheEmptyConfiguration() {
        assertSame(Config.EMPTY, merge.result());
    }

    @Test
    void anEmptyFileIsAFileAllTheSame() throws ConfigException {
        add("/a.toml");
        assertEquals(List.of("/a.toml"), merge.result().files());
        assertNull(merge.result().user());
    }

    @Test
    void laterValuesReplaceEarlierOnes() throws ConfigException {
        add("/a.toml", "user = 'a'", "[run]", "umask = '022'", "nice = 1");
        add("/b.toml", "[run]", "groups = 'x'", "umask = '027'", "\"a\\nb\" = 1");
        add("/c.toml", "", "  user = 'c'", "[run]", "umask = '077'", "\"a\\nb\" = 2");
        Config config = merge.result();
        assertEquals(
                new Value.Text(new Position("/c.toml", 2, 10), "c"),
                requireNonNull(config.user()).value());
        assertEquals(
                List.of("umask", "nice", "groups", "a\nb"),
                config.run().stream().map(Entry::key).toList());
        assertEquals(new Position("/c.toml", 4, 1), config.run().get(0).at());
        assertEquals(
                List.of(
                        "/b.toml:3:1 replaces run.umask of /a.toml:3:1",
                        "/c.toml:2:3 replaces user of /a.toml:1:1",
                        "/c.toml:4:1 replaces run.umask of /b.toml:3:1",
                        "/c.toml:5:1 replaces run.a\\x0ab of /b.toml:4:1"),
                config.replaced());
        assertEquals(List.of("/a.toml", "/b.toml", "/c.toml"), config.files());
    }

    @Test
    void stepsAreAppended() throws ConfigException {
        add("/a.toml", "[[step]]", "use = 'one'", "[[step]]", "use = 'two'");
        add("/b.toml", "user = 'b'");
        add("/c.toml", "[[step]]", "use = 'one'");
        assertEquals(List.of("one", "two", "one"), uses(merge.result()));
        assertEquals(List.of(), merge.result().replaced());
    }
}
