package ctk.cmd.shell.expansion;

import ctk.core.linux.ByteString;

/**
 * A name with {@code *}, {@code ?} and {@code [...]} in it (glob(7)). Bytes that are not UTF-8 are
 * characters of their own.
 */
final class Pattern {

    private final ByteString text;
    private final boolean[] isQuoted;

    /**
     * Take a name over.
     *
     * @param isQuoted for each byte whether it only stands for itself
     */
    Pattern(ByteString text, boolean[] isQuoted) {
        this.text = text;
        this.isQuoted = isQuoted;
    }

    /** Tell whether it is more than a name. */
    boolean isPattern() {
        for (int i = 0; i < text.length(); i++) {
            if (special(i, '*') || special(i, '?') || (special(i, '[') && closing(i) > 0)) {
                return true;
            }
        }
        return false;
    }

    /** Tell whether it matches a name; a dot in front has to be written. */
    boolean matches(ByteString name) {
        boolean isHidden = name.length() > 0 && name.at(0) == '.';
        if (isHidden && (text.length() == 0 || text.at(0) != '.')) {
            return false;
        }
        int at = 0;
        int star = -1;
        int retry = 0;
        for (int i = 0; i < name.length(); ) {
            int step = at < text.length() && !special(at, '*') ? match(at, name, i) : 0;
            if (at < text.length() && special(at, '*')) {
                star = at++;
                retry = i;
            } else if (step > 0) {
                i += character(name, i);
                at += step;
            } else if (star >= 0) {
                retry += character(name, retry);
                i = retry;
                at = star + 1;
            } else {
                return false;
            }
        }
        while (at < text.length() && special(at, '*')) {
            at++;
        }
        return at == text.length();
    }

    private boolean special(int at, char wanted) {
        return text.at(at) == wanted && !isQuoted[at];
    }

    /** Return how many bytes of the pattern match the character at i; 0 if they do not. */
    private int match(int at, ByteString name, int i) {
        if (special(at, '?')) {
            return 1;
        }
        int closing = special(at, '[') ? closing(at) : -1;
        if (closing > 0) {
            return inSet(at + 1, closing, name, i) ? closing + 1 - at : 0;
        }
        int length = character(name, i);
        for (int k = 0; k < length; k++) {
            if (at + k >= text.length() || text.at(at + k) != name.at(i + k)) {
                return 0;
            }
        }
        return length;
    }

    /** Return where a set ends, or -1 if it does not. */
    private int closing(int opening) {
        int at = opening + 1;
        at += at < text.length() && (text.at(at) == '!' || text.at(at) == '^') ? 1 : 0;
        at += at < text.length() && text.at(at) == ']' ? 1 : 0;
        while (at < text.length() && (text.at(at) != ']' || isQuoted[at])) {
            at++;
        }
        return at < text.length() ? at : -1;
    }

    private boolean inSet(int from, int to, ByteString name, int i) {
        boolean isNegated = (text.at(from) == '!' || text.at(from) == '^') && !isQuoted[from];
        int wanted = code(name, i);
        boolean isIn = false;
        for (int at = isNegated ? from + 1 : from; at < to; ) {
            int low = code(text, at);
            at += character(text, at);
            int high = low;
            if (at + 1 < to && special(at, '-')) {
                high = code(text, at + 1);
                at += 1 + character(text, at + 1);
            }
            isIn |= wanted >= low && wanted <= high;
        }
        return isIn != isNegated;
    }

    /** Return the length of the character there: that of UTF-8, or one byte. */
    private static int character(ByteString bytes, int at) {
        int first = bytes.at(at) & 0xff;
        int length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
        if (at + length > bytes.length()) {
            return 1;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes.at(at + i) & 0xc0) != 0x80) {
                return 1;
            }
        }
        return length;
    }

    private static int code(ByteString bytes, int at) {
        int length = character(bytes, at);
        int code = bytes.at(at) & 0xff;
        for (int i = 1; i < length; i++) {
            code = (code << 8) | (bytes.at(at + i) & 0xff);
        }
        return code;
    }
}
