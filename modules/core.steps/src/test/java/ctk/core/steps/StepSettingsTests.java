package ctk.core.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ctk.core.config.Entry;
import ctk.core.config.Position;
import ctk.core.config.Table;
import ctk.core.config.Value;
import ctk.core.setup.Key;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

@NullMarked
class StepSettingsTests {

    private static final Position AT = new Position("f", 3, 4);

    private static final List<Key> KEYS =
            List.of(
                    Key.optional("text", Key.Type.STRING, ""),
                    Key.optional("texts", Key.Type.STRINGS, ""),
                    Key.optional("arguments", Key.Type.ARGUMENTS, ""),
                    Key.optional("path", Key.Type.PATH, ""),
                    Key.optional("paths", Key.Type.PATHS, ""),
                    Key.optional("mode", Key.Type.MODE, "0644", ""),
                    Key.optional("id", Key.Type.ID, ""),
                    Key.optional("number", Key.Type.NUMBER, "7", ""),
                    Key.optional("flag", Key.Type.FLAG, "true", ""));

    @Test
    void takesDefaults() throws Exception {
        StepSettings settings = read();
        assertEquals(0644, settings.number("mode"));
        assertEquals(7, settings.number("number"));
        assertEquals(true, settings.flag("flag"));
        assertFalse(settings.has("text"));
        assertNull(settings.stringOrNull("path"));
        assertThrows(IllegalStateException.class, () -> settings.string("text"));
    }

    @Test
    void takesValuesByTheirTypes() throws Exception {
        StepSettings settings =
                read(
                        text("text", "a ${SET} b"),
                        list("texts", "x", "${EMPTY:-}", "${SET}"),
                        list("arguments", "x", "${EMPTY}", "${SET}", ""),
                        text("path", "/a//b/"),
                        text("paths", "/one"),
                        text("mode", "2770"),
                        new Entry("id", AT, new Value.Whole(AT, 4294967294L)),
                        new Entry("number", AT, new Value.Whole(AT, 0)),
                        new Entry("flag", AT, new Value.Truth(AT, false)));
        assertEquals("a value b", settings.string("text"));
        assertEquals(List.of("x", "value"), settings.strings("texts"));
        assertEquals(List.of("x", "", "value", ""), settings.strings("arguments"));
        assertEquals("/a/b", settings.string("path"));
        assertEquals(List.of("/one"), settings.strings("paths"));
        assertEquals(02770, settings.number("mode"));
        assertEquals(4294967294L, settings.number("id"));
        assertEquals(0, settings.number("number"));
        assertEquals(false, settings.flag("flag"));
    }

    @Test
    void takesWhatIsEmptyAfterExpansionAsLeftOut() throws Exception {
        StepSettings settings = read(text("mode", "${EMPTY:-}"), list("texts", "${SET:+}"));
        assertEquals(0644, settings.number("mode"));
        assertFalse(settings.has("texts"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode|0888|key 'mode' at 3:4: '0888' is not octal digits from 0 to 7777",
                "mode|10000|key 'mode' at 3:4: '10000' is not octal digits from 0 to 7777",
                "mode|-1|key 'mode' at 3:4: '-1' is not octal digits from 0 to 7777",
                "id|4294967295|key 'id' at 3:4: '4294967295' is not a number from 0 to 4294967294",
                "id|0x10|key 'id' at 3:4: '0x10' is not a number from 0 to 4294967294",
                "path|a/b|key 'path' at 3:4: 'a/b' is not an absolute path",
                "path|/a/../b|key 'path' at 3:4: '/a/../b' holds the component '..'",
                "text|${EMPTY}|key 'text' at 3:4: it is empty",
                "texts|${EMPTY}|key 'texts' at 3:4: it is empty",
                "text|${NOT_SET}|key 'text' at 3:4: variable 'NOT_SET' is not set",
                "text|$x|key 'text' at 3:4: '$' without '{'",
            })
    void refuses(String key, String value, String message) {
        SetupException e = assertThrows(SetupException.class, () -> read(text(key, value)));
        assertEquals(message, e.getMessage());
    }

    @Test
    void refusesNul() {
        SetupException e = assertThrows(SetupException.class, () -> read(text("path", "/a\0b")));
        assertEquals("key 'path' at 3:4: it holds a NUL byte", e.getMessage());
    }

    @Test
    void refusesAnEntryWithoutARequiredKey() {
        List<Key> keys = List.of(Key.required("name", Key.Type.STRING, ""));
        Table entry = new Table(AT, List.of());
        SetupException e =
                assertThrows(
                        SetupException.class,
                        () -> StepSettings.read(entry, keys, StepSettingsTests::value));
        assertEquals("key 'name' at 3:4: it is missing", e.getMessage());
    }

    private static StepSettings read(Entry... entries) throws SetupException {
        return StepSettings.read(new Table(AT, List.of(entries)), KEYS, StepSettingsTests::value);
    }

    private static byte @Nullable [] value(String name) {
        return switch (name) {
            case "SET" -> "value".getBytes(StandardCharsets.UTF_8);
            case "EMPTY" -> new byte[0];
            default -> null;
        };
    }

    private static Entry text(String key, String text) {
        return new Entry(key, AT, new Value.Text(AT, text));
    }

    private static Entry list(String key, String... texts) {
        List<Value> values = Stream.of(texts).<Value>map(text -> new Value.Text(AT, text)).toList();
        return new Entry(key, AT, new Value.Listing(AT, values));
    }
}
