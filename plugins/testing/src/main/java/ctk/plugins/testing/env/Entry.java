package ctk.plugins.testing.env;

import ctk.core.setup.Key;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An entry of a configuration. */
public final class Entry implements Settings {

    private final Map<String, Object> values = new HashMap<>();

    private Entry() {}

    /**
     * Return an entry.
     *
     * @param step whose keys and defaults it has
     * @param keysAndValues strings, lists of strings, booleans and integers, each behind its key
     */
    public static Entry of(SetupStep step, Object... keysAndValues) {
        var entry = new Entry();
        for (Key key : step.keys()) {
            String value = key.defaultValue();
            if (value != null) {
                entry.values.put(key.name(), typed(key.type(), value));
            }
        }
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String name = (String) keysAndValues[i];
            if (step.keys().stream().noneMatch(key -> key.name().equals(name))) {
                throw new IllegalArgumentException("there is no key " + name);
            }
            entry.values.put(name, keysAndValues[i + 1]);
        }
        for (Key key : step.keys()) {
            if (key.isRequired() && !entry.has(key.name())) {
                throw new IllegalArgumentException("the key " + key.name() + " is missing");
            }
        }
        return entry;
    }

    private static Object typed(Key.Type type, String text) {
        return switch (type) {
            case STRING, PATH -> text;
            case STRINGS, ARGUMENTS, PATHS -> List.of(text);
            case FLAG -> Boolean.valueOf(text);
            case MODE -> Integer.valueOf(text, 8);
            case ID, NUMBER -> Integer.valueOf(text);
        };
    }

    private <T> T value(String key, Class<T> type) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("the key " + key + " has no value");
        }
        return type.cast(value);
    }

    @Override
    public boolean has(String key) {
        return values.containsKey(key);
    }

    @Override
    public String string(String key) {
        return value(key, String.class);
    }

    @Override
    public @Nullable String stringOrNull(String key) {
        return has(key) ? string(key) : null;
    }

    @Override
    @SuppressWarnings("unchecked") // a test that puts in anything else fails
    public List<String> strings(String key) {
        return value(key, List.class);
    }

    @Override
    public boolean flag(String key) {
        return value(key, Boolean.class);
    }

    @Override
    public long number(String key) {
        return value(key, Integer.class);
    }

    @Override
    public SetupException refuse(String key, String cause) {
        return new SetupException(key + ": " + cause);
    }
}
