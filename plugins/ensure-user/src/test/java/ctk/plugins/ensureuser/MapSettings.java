package ctk.plugins.ensureuser;

import ctk.core.setup.Key;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of an entry, written as {@code key=value}; lists are comma-separated. */
final class MapSettings implements Settings {

    private final Map<String, String> values = new LinkedHashMap<>();

    MapSettings(String... pairs) {
        for (Key key : new EnsureUserStep().keys()) {
            String value = key.defaultValue();
            if (value != null) {
                values.put(key.name(), value);
            }
        }
        for (String pair : pairs) {
            int split = pair.indexOf('=');
            values.put(pair.substring(0, split), pair.substring(split + 1));
        }
    }

    @Override
    public boolean has(String key) {
        return values.containsKey(key);
    }

    @Override
    public String string(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalStateException(key);
        }
        return value;
    }

    @Override
    public @Nullable String stringOrNull(String key) {
        return values.get(key);
    }

    @Override
    public List<String> strings(String key) {
        return List.of(string(key).split(",", -1));
    }

    @Override
    public boolean flag(String key) {
        return Boolean.parseBoolean(string(key));
    }

    @Override
    public long number(String key) {
        return Long.parseLong(string(key));
    }

    @Override
    public SetupException refuse(String key, String cause) {
        return new SetupException(key + ": " + cause);
    }
}
