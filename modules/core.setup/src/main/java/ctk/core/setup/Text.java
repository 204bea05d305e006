package ctk.core.setup;

/** How values of users stand in messages. */
public final class Text {

    private Text() {}

    /**
     * Return a value between single quotes, fit for one line: control characters, line separators
     * and characters that turn the direction of writing stand as {@code \}{@code uNNNN}.
     */
    public static String quote(String value) {
        StringBuilder line = new StringBuilder(value.length() + 2).append('\'');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\'' || c == '\\') {
                line.append('\\').append(c);
            } else if (isPrintable(c)) {
                line.append(c);
            } else {
                String hex = Integer.toHexString(c);
                line.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
            }
        }
        return line.append('\'').toString();
    }

    private static boolean isPrintable(char c) {
        boolean isControl = c < 0x20 || (c >= 0x7f && c < 0xa0);
        boolean isSeparator = c == 0x2028 || c == 0x2029;
        boolean isBidirectional =
                c == 0x200e
                        || c == 0x200f
                        || (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069);
        return !isControl && !isSeparator && !isBidirectional && c != 0xfffd;
    }
}
