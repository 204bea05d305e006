package ctk.plugins.ensureuser;

import org.jspecify.annotations.Nullable;

/** What the fields of an entry may hold; each method returns what is wrong, or null. */
final class Fields {

    /** LOGIN_NAME_MAX of Linux is larger, but this is where utmp(5) and ps(1) end. */
    private static final int LONGEST_NAME = 32;

    private Fields() {}

    /**
     * Judge the name of a user or group: {@code [A-Za-z0-9_][A-Za-z0-9_.-]*[$]?}, 32 bytes at most,
     * not digits alone, which would be read as an id. That is what useradd(8) takes, and upper
     * case, dots, and digits at the start, which it takes with {@code --badname}.
     */
    static @Nullable String wrongInName(String name) {
        int length = name.length();
        if (length == 0) {
            return "it is empty";
        }
        if (length > LONGEST_NAME) {
            return "it is longer than " + LONGEST_NAME + " bytes";
        }
        boolean isNumber = true;
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean isInner = i > 0 && (c == '-' || c == '.');
            boolean isLast = i > 0 && i == length - 1 && c == '$';
            if (!isDigit && !isLetter && !isInner && !isLast) {
                return "a name has letters, digits, '_', and behind the first also '-' and '.'";
            }
            isNumber &= isDigit;
        }
        return isNumber ? "it is a number" : null;
    }

    /** Judge a home directory that is to be written. */
    static @Nullable String wrongInHome(String home) {
        for (int i = 0; i < home.length(); i++) {
            if (isForbidden(home.charAt(i))) {
                return "it has a colon or a control character";
            }
        }
        return null;
    }

    /** Judge a shell: a path without blanks, since those that end a line are no part of it. */
    static @Nullable String wrongInShell(String shell) {
        for (int i = 0; i < shell.length(); i++) {
            char c = shell.charAt(i);
            if (isForbidden(c) || Character.isSpaceChar(c)) {
                return "it has a colon, a blank or a control character";
            }
        }
        return shell.isEmpty() || shell.charAt(0) == '/' ? null : "it is no absolute path";
    }

    private static boolean isForbidden(char c) {
        return c == ':' || c < ' ' || (c >= 0x7f && c < 0xa0);
    }
}
