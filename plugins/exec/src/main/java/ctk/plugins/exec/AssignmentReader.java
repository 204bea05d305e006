package ctk.plugins.exec;

import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

/**
 * The reader of one line {@code NAME = "value"} of TOML 1.0: names are bare or quoted, values are
 * basic or literal strings of one line.
 */
final class AssignmentReader {

    private final String line;
    private int at;

    AssignmentReader(String line) {
        this.line = line;
    }

    /** Return what the line says, or null if it is empty or a comment. */
    @Nullable Assignment read() throws SetupException {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7f) {
                throw new SetupException("a control character");
            }
        }
        if (isAtEnd()) {
            return null;
        }
        String name = name();
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new SetupException("no variable can have this name");
        }
        skipBlanks();
        if (next() != '=') {
            throw new SetupException("there is no '=' behind the name");
        }
        skipBlanks();
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            throw new SetupException("the value is not a string in quotes");
        }
        String value = quoted();
        if (!isAtEnd()) {
            throw new SetupException("there is something behind the value");
        }
        return new Assignment(name, value);
    }

    private String name() throws SetupException {
        if (peek() == '"' || peek() == '\'') {
            return quoted();
        }
        int start = at;
        while (isBare(peek())) {
            at++;
        }
        if (at == start) {
            throw new SetupException("there is no name");
        }
        return line.substring(start, at);
    }

    private static boolean isBare(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-';
    }

    private String quoted() throws SetupException {
        char quote = next();
        if (peek() == quote && at + 1 < line.length() && line.charAt(at + 1) == quote) {
            throw new SetupException("a string of several lines is not taken");
        }
        var text = new StringBuilder();
        while (at < line.length()) {
            char c = next();
            if (c == quote) {
                return text.toString();
            }
            if (c == '\\' && quote == '"') {
                text.appendCodePoint(escaped());
            } else {
                text.append(c);
            }
        }
        throw new SetupException("a quote is not closed");
    }

    private int escaped() throws SetupException {
        char c = next();
        if (c == 'u' || c == 'U') {
            return codePoint(c == 'u' ? 4 : 8);
        }
        int kind = "btnfr\"\\".indexOf(c);
        if (kind < 0) {
            throw new SetupException("an escape that TOML does not know");
        }
        return "\b\t\n\f\r\"\\".charAt(kind);
    }

    private int codePoint(int digits) throws SetupException {
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = hex(next());
            // a code point has 21 bits: what is longer must not come round to one that is
            if (digit < 0 || code > Character.MAX_CODE_POINT >> 4) {
                throw new SetupException("an escape that is no character");
            }
            code = code << 4 | digit;
        }
        if (code == 0) {
            throw new SetupException("a NUL, which no variable can hold");
        }
        if (code > Character.MAX_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) {
            throw new SetupException("an escape that is no character");
        }
        return code;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** Tell whether nothing but blanks and a comment is left. */
    private boolean isAtEnd() {
        skipBlanks();
        return at == line.length() || line.charAt(at) == '#';
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** Return the next character, or NUL at the end. */
    private char peek() {
        return at < line.length() ? line.charAt(at) : 0;
    }

    private char next() {
        char c = peek();
        at = Math.min(at + 1, line.length());
        return c;
    }
}
