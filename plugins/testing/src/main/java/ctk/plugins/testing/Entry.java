package ctk.plugins.testing;

import ctk.core.setup.Key;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An entry whose values are given as they would be written, several of a key in their order. */
public final class Entry implements Settings {

    private final Map<String, Key> keys = new HashMap<>();
    private final Map<String, List<String>> values = new HashMap<>();

    private Entry() {}

    /** Make the entry of a step that has only its defaults. */
    public static Entry of(SetupStep step) {
        Entry entry = new Entry();
        for (Key key : step.keys()) {
            if (entry.keys.put(key.name(), key) != null) {
                throw new IllegalStateException("two keys " + key.name());
            }
            if (key.defaultValue() != null) {
                entry.values.put(key.name(), List.of(key.defaultValue()));
            }
        }
        return entry;
    }

    /** Give a key a value, or a list of them. */
    public Entry with(String key, String... given) {
        if (!keys.containsKey(key)) {
            throw new IllegalArgumentException("no key " + key);
        }
        values.put(key, List.of(given));
        return this;
    }

    @Override
    public boolean has(String key) {
        key(key, Key.Type.values());
        return values.containsKey(key);
    }

    @Override
    public String string(String key) {
        return single(key, Key.Type.STRING, Key.Type.PATH);
    }

    @Override
    public @Nullable String stringOrNull(String key) {
        return has(key) ? string(key) : null;
    }

    @Override
    public List<String> strings(String key) {
        return value(key, Key.Type.STRINGS, Key.Type.PATHS);
    }

    @Override
    public boolean flag(String key) {
        return single(key, Key.Type.FLAG).equals("true");
    }

    @Override
    public long number(String key) {
        String value = single(key, Key.Type.NUMBER, Key.Type.ID, Key.Type.MODE);
        return Long.parseLong(value, key(key, Key.Type.values()).type() == Key.Type.MODE ? 8 : 10);
    }

    @Override
    public SetupException refuse(String key, String cause) {
        key(key, Key.Type.values());
        return new SetupException(key + ": " + cause);
    }

    private String single(String key, Key.Type... types) {
        List<String> given = value(key, types);
        if (given.size() != 1) {
            throw new IllegalStateException(key + " has " + given.size() + " values");
        }
        return given.getFirst();
    }

    private List<String> value(String key, Key.Type... types) {
        key(key, types);
        List<String> given = values.get(key);
        if (given == null) {
            throw new IllegalStateException(key + " has no value");
        }
        return given;
    }

    private Key key(String name, Key.Type... types) {
        Key key = keys.get(name);
        if (key == null || !List.of(types).contains(key.type())) {
            throw new IllegalStateException(name + " is no key of such a type");
        }
        return key;
    }
}
