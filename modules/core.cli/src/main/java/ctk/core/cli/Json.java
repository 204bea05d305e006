package ctk.core.cli;

import org.jspecify.annotations.Nullable;

/** Writes one JSON object (RFC 8259), member after member. */
public final class Json {

    private final StringBuilder text = new StringBuilder("{");

    /** Start an empty object. */
    public Json() {}

    /** Add a string. */
    public Json string(String name, String value) {
        member(name);
        quote(value);
        return this;
    }

    /** Add a string, or null. */
    public Json stringOrNull(String name, @Nullable String value) {
        return value == null ? nothing(name) : string(name, value);
    }

    /** Add a number. */
    public Json number(String name, long value) {
        member(name);
        text.append(value);
        return this;
    }

    /** Add a truth value. */
    public Json bool(String name, boolean value) {
        member(name);
        text.append(value);
        return this;
    }

    /** Add a truth value, or null. */
    public Json boolOrNull(String name, @Nullable Boolean value) {
        return value == null ? nothing(name) : bool(name, value);
    }

    /** Add null. */
    public Json nothing(String name) {
        member(name);
        text.append("null");
        return this;
    }

    /** Add an array of numbers. */
    public Json numbers(String name, long[] values) {
        member(name);
        text.append('[');
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ",").append(values[i]);
        }
        text.append(']');
        return this;
    }

    /** Add an array of strings. */
    public Json strings(String name, Iterable<String> values) {
        member(name);
        text.append('[');
        String separator = "";
        for (String value : values) {
            text.append(separator);
            quote(value);
            separator = ",";
        }
        text.append(']');
        return this;
    }

    /** Add an object. */
    public Json object(String name, Json value) {
        member(name);
        text.append(value.end());
        return this;
    }

    /** Add an array of objects. */
    public Json objects(String name, Iterable<Json> values) {
        member(name);
        text.append('[');
        String separator = "";
        for (Json value : values) {
            text.append(separator).append(value.end());
            separator = ",";
        }
        text.append(']');
        return this;
    }

    /** Close the object and return it. */
    public String end() {
        return text + "}";
    }

    private void member(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name);
        text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                String hex = Integer.toHexString(c);
                text.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
