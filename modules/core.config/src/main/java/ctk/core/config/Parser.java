package ctk.core.config;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

import java.util.ArrayList;
import java.util.List;

/** The bytes of a file to what they say: TOML 1.0, with the three keys of a configuration. */
final class Parser {

    private static final String USER = "user";
    private static final String RUN = "run";
    private static final String STEP = "step";
    private static final String USE = "use";

    private final Tables tables;
    private @Nullable Entry user;
    private List<Entry> run = List.of();
    private List<Table> steps = List.of();

    private Parser(Tables tables) {
        this.tables = tables;
    }

    /**
     * Parse a file.
     *
     * @param file its path, fit for one line of a message
     * @throws ConfigException with the place, if it is not TOML in UTF-8, or holds what no
     *     configuration may
     */
    static ConfigFile parse(String file, byte[] bytes) throws ConfigException {
        String text = Utf8Text.decode(bytes);
        if (text == null) {
            Position at = Utf8Text.firstWrong(file, bytes);
            throw new ConfigException(at, "bytes that are not UTF-8", null);
        }
        if (text.startsWith("\ufeff")) {
            Position at = new Position(file, 1, 1);
            throw new ConfigException(at, "a byte order mark", "save the file without it");
        }
        ConfigFile plain = PlainToml.read(file, text);
        return plain != null ? plain : byLibrary(file, text);
    }

    /** Parse the text of a file, whatever TOML it is written in. */
    static ConfigFile byLibrary(String file, String text) throws ConfigException {
        Preload.start();
        Parser parser = new Parser(new Tables(file));
        parser.takeAll(text);
        return new ConfigFile(file, parser.user, parser.run, parser.steps);
    }

    private void takeAll(String text) throws ConfigException {
        try {
            take(toml(text));
        } catch (OutOfMemoryError e) { // what the parser held is free again
            Position at = new Position(tables.file(), 1, 1);
            throw new ConfigException(at, "it takes more memory than ctk has", "make it smaller");
        }
    }

    private TomlTable toml(String text) throws ConfigException {
        // sourceless: without what only writing it back would need
        TomlParseOptions options = TomlParseOptions.sourceless().withVersion(TomlVersion.V1_0_0);
        TomlParseResult result = Toml.parse(text, options);
        if (result.hasErrors()) {
            TomlParseError error = result.errors().get(0);
            throw new ConfigException(tables.position(error.position()), words(error), null);
        }
        return result;
    }

    /** Return the library's words on one line; it escapes some of what is not printable itself. */
    private static String words(TomlParseError error) {
        String words = String.valueOf(error.getMessage());
        if (words.isEmpty()) {
            return words;
        }
        words = Character.toLowerCase(words.charAt(0)) + words.substring(1);
        return ByteString.of(words).printable().replace("\\\\", "\\");
    }

    private void take(TomlTable top) throws ConfigException {
        for (String key : top.keySet()) {
            Object value = top.get(List.of(key));
            if (key.equals(USER)) {
                user = tables.entry(top, key);
                text(user);
            } else if (key.equals(RUN)) {
                if (!(value instanceof TomlTable table)) {
                    throw wrong(tables.entry(top, key), "a table");
                }
                run = tables.entries(table);
            } else if (key.equals(STEP)) {
                takeSteps(tables.entry(top, key), value);
            } else {
                throw new ConfigException(
                        tables.keyPosition(top, key),
                        "unknown key " + ByteString.of(key).quoted(),
                        Suggestions.near(key, List.of(USER, RUN, STEP)));
            }
        }
    }

    private void takeSteps(Entry entry, @Nullable Object value) throws ConfigException {
        if (!(value instanceof TomlArray array)) {
            ConfigException wrong = wrong(entry, "an array of tables");
            String hint = value instanceof TomlTable ? "write [[step]]" : null;
            throw new ConfigException(String.valueOf(wrong.getMessage()), hint);
        }
        steps = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof TomlTable table)) {
                Value element = tables.element(array, i);
                String message = "'step' must be an array of tables, and has ";
                throw new ConfigException(element.at(), message + element.type(), null);
            }
            Position at = tables.position(array.inputPositionOf(i));
            steps.add(step(new Table(at, tables.entries(table))));
        }
    }

    private static Table step(Table table) throws ConfigException {
        Entry use = table.find(USE);
        if (use == null) {
            String hint = "it says what to do, as 'chown'";
            throw new ConfigException(table.at(), "a step without 'use'", hint);
        }
        if (text(use).isEmpty()) {
            throw new ConfigException(use.value().at(), "'use' is empty", null);
        }
        return table;
    }

    private static String text(Entry entry) throws ConfigException {
        if (!(entry.value() instanceof Value.Text text)) {
            throw wrong(entry, "a string");
        }
        return text.text();
    }

    private static ConfigException wrong(Entry entry, String wanted) {
        String message = "'" + entry.key() + "' must be " + wanted + ", and is ";
        return new ConfigException(entry.value().at(), message + entry.value().type(), null);
    }
}
