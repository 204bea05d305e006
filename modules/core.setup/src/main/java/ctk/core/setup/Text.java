package ctk.core.setup;

/** How values of users stand in messages. */
public final class Text {

    private Text() {}

    /**
     * Return a value between single quotes, fit for one line: control characters, line separators
     * and characters that have no shape of their own or turn the direction of writing stand as
     * {@code \}{@code uNNNN}, above U+FFFF as {@code \}{@code UNNNNNNNN}.
     */
    public static String quote(String value) {
        StringBuilder line = new StringBuilder(value.length() + 2).append('\'');
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            if (c == '\'' || c == '\\') {
                line.append('\\').append((char) c);
            } else if (isPrintable(c)) {
                line.appendCodePoint(c);
            } else {
                String hex = Integer.toHexString(c);
                int digits = c > 0xffff ? 8 : 4;
                line.append(c > 0xffff ? "\\U" : "\\u");
                line.append("0".repeat(digits - hex.length())).append(hex);
            }
        }
        return line.append('\'').toString();
    }

    /** The same characters as of file names, see Utf8 in ctk.core.linux, and U+FFFD. */
    private static boolean isPrintable(int c) {
        boolean isControl = c < 0x20 || (c >= 0x7f && c < 0xa0);
        boolean isUnseen =
                c == 0x61c
                        || (c >= 0x200b && c <= 0x200f)
                        || (c >= 0x2028 && c <= 0x202e)
                        || (c >= 0x2060 && c <= 0x2069)
                        || c == 0xfeff
                        || (c >= 0xe0000 && c <= 0xe007f);
        boolean isHalf = c >= 0xd800 && c < 0xe000;
        return !isControl && !isUnseen && !isHalf && c != 0xfffd;
    }
}
