package ctk.core.steps;

import static java.util.Objects.requireNonNull;

import ctk.core.config.Entry;
import ctk.core.config.Suggestions;
import ctk.core.config.Table;
import ctk.core.config.Value;
import ctk.core.setup.Key;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Checks the keys of an entry and the types of their values, before anything is expanded. */
final class EntryCheck {

    static final String USE = "use";

    static final Key WHEN =
            Key.optional(
                    "when",
                    Key.Type.STRING,
                    "Leave the step out if this is empty; a variable that is not set is empty"
                            + " here. Any other text does the step, false and 0 too.");

    static final String TIMEOUT = "timeout";

    private EntryCheck() {}

    /**
     * Return the keys that the entry of a step may have, but for {@code use}.
     *
     * @throws RuntimeException if the step's own are not fit for that
     */
    static List<Key> keys(List<Key> own, int timeout) {
        List<Key> keys = new ArrayList<>();
        for (Key each : requireNonNull(own, "keys() returned null")) {
            requireNonNull(each, "a key that is null");
            requireNonNull(each.name(), "a key without name");
            if (each.name().equals(USE) || each.name().equals(TIMEOUT)) {
                throw new IllegalStateException("key " + each.name() + " is every step's");
            }
            requireNonNull(each.type(), "a key without type");
            requireNonNull(each.description(), "a key without description");
            add(keys, each);
        }
        add(keys, WHEN);
        String seconds = Integer.toString(timeout);
        keys.add(
                Key.optional(
                        TIMEOUT,
                        Key.Type.NUMBER,
                        seconds,
                        "Seconds that the step may take; 0: as many as it needs."));
        return keys;
    }

    private static void add(List<Key> keys, Key key) {
        if (find(keys, key.name()) != null) {
            throw new IllegalStateException("key " + key.name() + " is there twice");
        }
        keys.add(key);
    }

    static void require(Table entry, List<Key> keys) throws StepException {
        List<Entry> entries = entry.entries();
        for (int i = 0; i < entries.size(); i++) {
            Entry each = entries.get(i);
            if (!each.key().equals(USE)) {
                require(each, keys);
            }
        }
        for (int i = 0; i < keys.size(); i++) {
            Key key = keys.get(i);
            if (key.isRequired() && entry.find(key.name()) == null) {
                String message = entry.at() + ": key " + Text.quote(key.name()) + " is missing";
                throw new StepException(message, null);
            }
        }
    }

    private static void require(Entry entry, List<Key> keys) throws StepException {
        Key key = find(keys, entry.key());
        if (key == null) {
            List<String> names = new ArrayList<>();
            for (Key each : keys) {
                names.add(each.name());
            }
            names.add(USE);
            throw new StepException(
                    entry.at() + ": unknown key " + Text.quote(entry.key()),
                    entry.key().equals("user")
                            ? "user of the configuration stands above its first table"
                            : Suggestions.near(entry.key(), names));
        }
        String wanted = mismatch(key.type(), entry.value());
        if (wanted != null) {
            String has = entry.value().type();
            throw new StepException(
                    entry.at()
                            + ": key "
                            + Text.quote(entry.key())
                            + ": it is "
                            + has
                            + ", not "
                            + wanted,
                    null);
        }
    }

    private static @Nullable Key find(List<Key> keys, String name) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).name().equals(name)) {
                return keys.get(i);
            }
        }
        return null;
    }

    /** Return what the value should have been, or null if it is of the type. */
    static @Nullable String mismatch(Key.Type type, Value value) {
        boolean isText = value instanceof Value.Text;
        boolean isWhole = value instanceof Value.Whole;
        if (type == Key.Type.FLAG) {
            return value instanceof Value.Truth ? null : "a boolean";
        }
        if (type == Key.Type.NUMBER) {
            return isWhole ? null : "an integer";
        }
        if (type == Key.Type.ID) {
            return isText || isWhole ? null : "a string or an integer";
        }
        if (isList(type)) {
            return isText || isListOfTexts(value) ? null : "an array of strings";
        }
        return isText ? null : "a string";
    }

    /** Tell whether a value of the type is a list. */
    static boolean isList(Key.Type type) {
        return type == Key.Type.STRINGS || type == Key.Type.ARGUMENTS || type == Key.Type.PATHS;
    }

    private static boolean isListOfTexts(Value value) {
        if (!(value instanceof Value.Listing listing)) {
            return false;
        }
        for (Value each : listing.values()) {
            if (!(each instanceof Value.Text)) {
                return false;
            }
        }
        return true;
    }
}
