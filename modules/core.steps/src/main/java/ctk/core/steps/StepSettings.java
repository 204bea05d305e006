package ctk.core.steps;

import ctk.core.config.ConfigException;
import ctk.core.config.Entry;
import ctk.core.config.Expander;
import ctk.core.config.Position;
import ctk.core.config.Table;
import ctk.core.config.Value;
import ctk.core.setup.Key;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An entry with its variables expanded and its values read by their types. */
final class StepSettings implements Settings {

    private static final long MOST_ID = 4_294_967_294L;

    private final Table entry;
    private final Expander.Lookup variables;
    private final Map<String, Object> values = new HashMap<>();

    private StepSettings(Table entry, Expander.Lookup variables) {
        this.entry = entry;
        this.variables = variables;
    }

    /**
     * Read an entry whose keys and types {@link EntryCheck} has checked.
     *
     * @throws SetupException if a variable is not set, or a value will not do
     */
    static StepSettings read(Table entry, List<Key> keys, Expander.Lookup variables)
            throws SetupException {
        StepSettings settings = new StepSettings(entry, variables);
        for (Key key : keys) {
            Entry given = entry.find(key.name());
            Object value = given == null ? null : settings.value(key, given.value());
            if (value == null && key.defaultValue() != null) {
                value = settings.convert(key, key.defaultValue());
            }
            if (value != null) {
                settings.values.put(key.name(), value);
            } else if (key.isRequired()) {
                throw settings.refuse(key.name(), given == null ? "it is missing" : "it is empty");
            }
        }
        return settings;
    }

    /** Return a value by its type, or null if it is empty after expansion. */
    private @Nullable Object value(Key key, Value value) throws SetupException {
        if (value instanceof Value.Truth truth) {
            return truth.value();
        }
        if (value instanceof Value.Whole whole) {
            return number(key, whole.number());
        }
        if (value instanceof Value.Listing listing) {
            List<String> all = new ArrayList<>();
            for (Value each : listing.values()) {
                String text = expandPart(key, ((Value.Text) each).text());
                if (!text.isEmpty() || key.type() == Key.Type.ARGUMENTS) {
                    all.add(checked(key, text));
                }
            }
            return all.isEmpty() ? null : all;
        }
        String text = expandPart(key, ((Value.Text) value).text());
        return text.isEmpty() ? null : convert(key, text);
    }

    /** Expand what counts as left out if nothing is left, which must be on purpose. */
    private String expandPart(Key key, String text) throws SetupException {
        String expanded = expand(key, text);
        boolean isMeant = text.isEmpty() || text.contains(":-") || text.contains(":+");
        if (expanded.isEmpty() && !isMeant && key.type() != Key.Type.ARGUMENTS) {
            String refused = String.valueOf(refuse(key.name(), "it is empty").getMessage());
            throw new SetupException(refused, "write ${NAME:-} if it may be");
        }
        return expanded;
    }

    private String expand(Key key, String text) throws SetupException {
        try {
            return Expander.expand(text, variables, false);
        } catch (ConfigException e) {
            SetupException refused = refuse(key.name(), String.valueOf(e.getMessage()));
            throw new SetupException(String.valueOf(refused.getMessage()), e.hint(), e);
        }
    }

    /** Return what a text means for a key. */
    private Object convert(Key key, String text) throws SetupException {
        Key.Type type = key.type();
        if (type == Key.Type.FLAG) {
            return text.equals("true");
        }
        if (type == Key.Type.MODE) {
            return digits(key, text, 8, 07777);
        }
        if (type == Key.Type.ID || type == Key.Type.NUMBER) {
            return number(key, digits(key, text, 10, MOST_ID));
        }
        String checked = checked(key, text);
        return EntryCheck.isList(type) ? List.of(checked) : checked;
    }

    private long number(Key key, long number) throws SetupException {
        long most = key.type() == Key.Type.ID ? MOST_ID : Integer.MAX_VALUE;
        if (number < 0 || number > most) {
            throw refuse(key.name(), number + " is out of range (0 to " + most + ")");
        }
        return number;
    }

    private long digits(Key key, String text, int base, long most) throws SetupException {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            boolean isDigit = digit >= 0 && digit < base;
            number = isDigit && number >= 0 && number <= most ? number * base + digit : -1;
        }
        if (number < 0 || number > most) {
            String what = base == 8 ? "octal digits from 0 to 7777" : "a number from 0 to " + most;
            throw refuse(key.name(), Text.quote(text) + " is not " + what);
        }
        return number;
    }

    private String checked(Key key, String text) throws SetupException {
        if (text.indexOf('\0') >= 0) {
            throw refuse(key.name(), "it holds a NUL byte");
        }
        boolean isPath = key.type() == Key.Type.PATH || key.type() == Key.Type.PATHS;
        if (!isPath) {
            return text;
        }
        if (text.charAt(0) != '/') {
            throw refuse(key.name(), Text.quote(text) + " is not an absolute path");
        }
        String path = Paths.normal(text);
        if (path == null) {
            throw refuse(key.name(), Text.quote(text) + " holds the component '..'");
        }
        return path;
    }

    @Override
    public boolean has(String key) {
        return values.containsKey(key);
    }

    @Override
    public String string(String key) {
        return (String) required(key);
    }

    @Override
    public @Nullable String stringOrNull(String key) {
        return (String) values.get(key);
    }

    @Override
    @SuppressWarnings("unchecked") // value() and convert() put nothing else there
    public List<String> strings(String key) {
        return (List<String>) required(key);
    }

    @Override
    public boolean flag(String key) {
        return (boolean) required(key);
    }

    @Override
    public long number(String key) {
        return (long) required(key);
    }

    private Object required(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("key " + key + " has no value");
        }
        return value;
    }

    @Override
    public SetupException refuse(String key, String cause) {
        Entry given = entry.find(key);
        Position at = given == null ? entry.at() : given.at();
        String place = at.line() + ":" + at.column();
        return new SetupException("key " + Text.quote(key) + " at " + place + ": " + cause);
    }
}
