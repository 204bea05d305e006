package ctk.core.config;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

/**
 * Expands variables in a text: <code>${NAME}</code>, <code>${NAME:-default}</code>, <code>
 * ${NAME:+word}</code> and <code>${NAME:?message}</code>, as the shell does (POSIX, Shell Command
 * Language, 2.6.2). What a variable holds is never expanded again, and never stands in a message.
 */
public final class Expander {

    private static final int MOST_DEPTH = 16;
    private static final int MOST_LENGTH = 1 << 20;

    private final String text;
    private final Lookup lookup;
    private final boolean isTemplate;
    private final StringBuilder result;
    private int at;
    private int depth;

    private Expander(String text, Lookup lookup, boolean isTemplate) {
        this.text = text;
        this.lookup = lookup;
        this.isTemplate = isTemplate;
        result = new StringBuilder(text.length() + 16);
    }

    /** Where values come from. */
    public interface Lookup {
        /** Return the value of a variable, or null if it is not set. */
        byte @Nullable [] value(String name);
    }

    /**
     * Expand a text.
     *
     * @param isTemplate a dollar that begins no form stays as it is, and <code>$${</code> stands
     *     for <code>${</code>; else <code>$$</code> stands for a dollar, and any other is an error
     * @return at most 1,048,576 characters
     * @throws ConfigException if a form is malformed, a variable is not set where it must be, is
     *     not UTF-8, or the result is too long; the message begins with what is wrong, not where
     */
    public static String expand(String text, Lookup lookup, boolean isTemplate)
            throws ConfigException {
        if (text.indexOf('$') < 0) {
            return text;
        }
        Expander expander = new Expander(text, lookup, isTemplate);
        expander.run(true);
        return expander.result.toString();
    }

    /** Expand to the end of the text, or of the form's word; pass over it if it is not wanted. */
    private void run(boolean isWanted) throws ConfigException {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '}' && depth > 0) {
                return;
            }
            if (c != '$') {
                literal(c, 1, isWanted);
            } else if (follows("${")) {
                form(isWanted);
            } else if (isTemplate) {
                dollar(isWanted);
            } else if (follows("$$")) {
                literal('$', 2, isWanted);
            } else {
                String hint = "$$ stands for a dollar, ${NAME} for a variable";
                throw new ConfigException("'$' without '{'", hint);
            }
        }
    }

    private void dollar(boolean isWanted) throws ConfigException {
        boolean isEscape = follows("$${");
        literal('$', isEscape ? 2 : 1, isWanted);
        if (isEscape) {
            literal('{', 1, isWanted);
        }
    }

    private boolean follows(String wanted) {
        return text.startsWith(wanted, at);
    }

    private void literal(char c, int width, boolean isWanted) throws ConfigException {
        at += width;
        if (isWanted) {
            makeRoom(1);
            result.append(c);
        }
    }

    private void form(boolean isWanted) throws ConfigException {
        if (++depth > MOST_DEPTH) {
            throw new ConfigException("variables nested more than 16 deep", null);
        }
        at += 2;
        String name = name();
        if (follows("}")) {
            if (isWanted) {
                append(name, required(name));
            }
        } else if (follows(":-")) {
            byte[] value = isWanted ? lookup.value(name) : null;
            boolean isSet = value != null && value.length > 0;
            word(isWanted && !isSet);
            if (value != null && isSet) {
                append(name, value);
            }
        } else if (follows(":+")) {
            byte[] value = isWanted ? lookup.value(name) : null;
            word(value != null && value.length > 0);
        } else if (follows(":?")) {
            int from = at + 2;
            word(false);
            if (isWanted) {
                append(name, demanded(name, text.substring(from, at)));
            }
        } else {
            throw malformed(name);
        }
        close(name);
    }

    private String name() throws ConfigException {
        int from = at;
        while (at < text.length() && isOfName(text.charAt(at), at == from)) {
            at++;
        }
        if (at == from) {
            String hint = "a name is letters, digits and '_', and begins with no digit";
            throw new ConfigException("'${' without the name of a variable", hint);
        }
        return text.substring(from, at);
    }

    private static boolean isOfName(char c, boolean isFirst) {
        boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        return isLetter || (!isFirst && c >= '0' && c <= '9');
    }

    private void word(boolean isWanted) throws ConfigException {
        at += 2;
        run(isWanted);
    }

    private void close(String name) throws ConfigException {
        if (!follows("}")) {
            throw new ConfigException("'${" + name + "' is not closed by '}'", null);
        }
        at++;
        depth--;
    }

    private byte[] required(String name) throws ConfigException {
        byte[] value = lookup.value(name);
        if (value == null) {
            String hint = "write ${" + name + ":-} if it may be unset";
            throw new ConfigException("variable '" + name + "' is not set", hint);
        }
        return value;
    }

    private byte[] demanded(String name, String message) throws ConfigException {
        byte[] value = lookup.value(name);
        if (value == null || value.length == 0) {
            String cause =
                    message.isEmpty()
                            ? "is not set, or empty"
                            : "is needed: " + ByteString.of(message).printable();
            throw new ConfigException("variable '" + name + "' " + cause, null);
        }
        return value;
    }

    private ConfigException malformed(String name) {
        if (at == text.length()) {
            return new ConfigException("'${" + name + "' is not closed by '}'", null);
        }
        String hint = "there are ${NAME}, ${NAME:-default}, ${NAME:+word} and ${NAME:?message}";
        return new ConfigException("'${" + name + "' is followed by neither '}' nor ':-'", hint);
    }

    private void append(String name, byte[] value) throws ConfigException {
        makeRoom(value.length / 3); // no fewer characters than that
        String decoded = Utf8Text.decode(value);
        if (decoded == null) {
            throw new ConfigException("variable '" + name + "' is not UTF-8", null);
        }
        makeRoom(decoded.length());
        result.append(decoded);
    }

    private void makeRoom(int length) throws ConfigException {
        if (result.length() + length > MOST_LENGTH) {
            throw new ConfigException("the text with its variables is longer than 1 MiB", null);
        }
    }
}
