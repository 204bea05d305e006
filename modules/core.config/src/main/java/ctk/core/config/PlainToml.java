package ctk.core.config;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the TOML that configurations are written in: comments, {@code user}, {@code [run]}, {@code
 * [[step]]}, bare keys, strings of one line without escapes, integers, booleans, and arrays of
 * these. It knows no errors: of anything else it makes nothing, and the library reads the file
 * (Parser), which takes 20 ms to begin with.
 */
final class PlainToml {

    private static final char END = '\0';
    private static final int MOST_DIGITS = 18; // a long has room for all of them

    private final String file;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    private @Nullable Entry user;
    private @Nullable List<Entry> run;
    private final List<Table> steps = new ArrayList<>();

    private PlainToml(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** Return what the file says, or null if the library has to read it. */
    static @Nullable ConfigFile read(String file, String text) {
        PlainToml reader = new PlainToml(file, text);
        if (!reader.readAll()) {
            return null;
        }
        List<Entry> run = reader.run;
        return new ConfigFile(file, reader.user, run == null ? List.of() : run, reader.steps);
    }

    private boolean readAll() {
        List<Entry> top = new ArrayList<>();
        List<Entry> entries = top;
        while (skipLines()) {
            if (peek() == '[') {
                entries = header();
                if (entries == null || !endLine()) {
                    return false;
                }
            } else if (!entry(entries)) {
                return false;
            }
        }
        return at == text.length() && isTop(top) && areSteps();
    }

    /** Only the user stands above the tables, and it is a string. */
    private boolean isTop(List<Entry> top) {
        if (top.isEmpty()) {
            return true;
        }
        user = top.get(0);
        return top.size() == 1 && user.key().equals("user") && user.value() instanceof Value.Text;
    }

    private boolean areSteps() {
        for (int i = 0; i < steps.size(); i++) {
            Entry use = steps.get(i).find("use");
            if (use == null || !(use.value() instanceof Value.Text id) || id.text().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Read [run] or [[step]]; return where its entries go, or null. */
    private @Nullable List<Entry> header() {
        Position place = place();
        List<Entry> entries = new ArrayList<>();
        if (take("[[step]]")) {
            steps.add(new Table(place, entries));
            return entries;
        }
        if (run != null || !take("[run]")) {
            return null;
        }
        run = entries;
        return entries;
    }

    /** Read a key with its value, up to the end of the line. */
    private boolean entry(List<Entry> entries) {
        Position place = place();
        int start = at;
        while (isOfKey(peek())) {
            at++;
        }
        String key = text.substring(start, at);
        skipBlanks();
        if (key.isEmpty() || !take("=") || contains(entries, key)) {
            return false;
        }
        skipBlanks();
        Value value = peek() == '[' ? listing() : scalar();
        if (value == null || !endLine()) {
            return false;
        }
        entries.add(new Entry(key, place, value));
        return true;
    }

    private static boolean contains(List<Entry> entries, String key) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Value listing() {
        Position place = place();
        List<Value> values = new ArrayList<>();
        at++;
        while (true) {
            skipLines();
            if (take("]")) {
                return new Value.Listing(place, values);
            }
            Value value = scalar();
            if (value == null) {
                return null;
            }
            values.add(value);
            skipLines();
            if (!take(",") && peek() != ']') {
                return null;
            }
        }
    }

    private @Nullable Value scalar() {
        Position place = place();
        char first = peek();
        if (first == '"' || first == '\'') {
            String string = string(first);
            return string == null ? null : new Value.Text(place, string);
        }
        if (take("true")) {
            return new Value.Truth(place, true);
        }
        if (take("false")) {
            return new Value.Truth(place, false);
        }
        return whole(place);
    }

    /** Read a string of one line without escapes. */
    private @Nullable String string(char quote) {
        int start = ++at;
        while (peek() != quote) {
            char each = peek();
            if (!isText(each) || (each == '\\' && quote == '"')) {
                return null;
            }
            at++;
        }
        String string = text.substring(start, at++);
        return string.isEmpty() && peek() == quote ? null : string; // three begin one of many lines
    }

    private @Nullable Value whole(Position place) {
        int start = at;
        at += peek() == '-' ? 1 : 0;
        int digits = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        int count = at - digits;
        if (count == 0 || count > MOST_DIGITS || (count > 1 && text.charAt(digits) == '0')) {
            return null;
        }
        return new Value.Whole(place, Long.parseLong(text, start, at, 10));
    }

    /** Skip what may follow on a line, and its end. What else is there is left. */
    private boolean endLine() {
        skipBlanks();
        if (peek() == '#') {
            while (isText(peek())) {
                at++;
            }
        }
        if (at == text.length()) {
            return true;
        }
        if (!take("\n") && !take("\r\n")) {
            return false;
        }
        line++;
        lineStart = at;
        return true;
    }

    /** Skip blank lines and comments; return whether something follows. */
    private boolean skipLines() {
        while (at < text.length()) {
            int start = at;
            if (!endLine() || at == start) {
                break;
            }
        }
        return at < text.length();
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    private boolean take(String word) {
        if (!text.startsWith(word, at)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private Position place() {
        return new Position(file, line, at - lineStart + 1);
    }

    private static boolean isOfKey(char each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '_'
                || each == '-';
    }

    /** Those beyond are two chars each, and columns count one. */
    private static boolean isText(char each) {
        return (each >= ' ' && each < '\u007f')
                || each == '\t'
                || (each >= '\u00a0' && each < Character.MIN_SURROGATE);
    }
}
