package ctk.core.config;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The library's tables as ours. */
final class Tables {

    private final String file;

    Tables(String file) {
        this.file = file;
    }

    /** Return the path of the file, fit for one line. */
    String file() {
        return file;
    }

    /** Return what a table holds. */
    List<Entry> entries(TomlTable table) {
        List<Entry> entries = new ArrayList<>(table.size());
        for (String key : table.keySet()) {
            entries.add(entry(table, key));
        }
        return entries;
    }

    /** Return the entry of a key that is there. */
    Entry entry(TomlTable table, String key) {
        List<String> path = List.of(key);
        Position at = keyPosition(table, key);
        Object value = Objects.requireNonNull(table.get(path));
        if (value instanceof TomlTable) {
            return new Entry(key, at, new Value.Other(at, "a table"));
        }
        Position valueAt = place(Objects.requireNonNull(table.entry(path)).value().position());
        return new Entry(key, at, value(valueAt == null ? at : valueAt, value));
    }

    /** Return where a key stands. */
    Position keyPosition(TomlTable table, String key) {
        return position(table.inputPositionOf(List.of(key)));
    }

    /** Return a position of the library as one of the file. */
    Position position(@Nullable TomlPosition at) {
        Position place = place(at);
        return place == null ? new Position(file, 1, 1) : place;
    }

    private @Nullable Position place(@Nullable TomlPosition at) {
        return at == null ? null : new Position(file, at.line(), at.column());
    }

    /** Return an element of an array. */
    Value element(TomlArray array, int index) {
        return value(position(array.inputPositionOf(index)), array.get(index));
    }

    private Value value(Position at, Object value) {
        if (value instanceof String text) {
            return new Value.Text(at, text);
        }
        if (value instanceof Boolean truth) {
            return new Value.Truth(at, truth);
        }
        if (value instanceof Long number) {
            return new Value.Whole(at, number);
        }
        if (value instanceof TomlArray array) {
            return new Value.Listing(at, values(array));
        }
        return new Value.Other(at, typeOf(value));
    }

    private List<Value> values(TomlArray array) {
        List<Value> values = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            values.add(element(array, i));
        }
        return values;
    }

    private static String typeOf(Object value) {
        if (value instanceof TomlTable) {
            return "a table";
        }
        if (value instanceof Double) {
            return "a float";
        }
        if (value instanceof LocalDate) {
            return "a date";
        }
        return value instanceof LocalTime ? "a time" : "a date and time";
    }
}
