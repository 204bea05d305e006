package ctk.cmd.shell.text;

/** How many columns text takes on a terminal. */
public final class Widths {

    private Widths() {}

    /** Return the columns of printable text. */
    public static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int code = text.codePointAt(i);
            width += of(code);
            i += Character.charCount(code);
        }
        return width;
    }

    /** Return the beginning of a text that takes this many columns at most. */
    public static String cut(String text, int most) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int code = text.codePointAt(i);
            width += of(code);
            if (width > most) {
                return text.substring(0, i);
            }
            i += Character.charCount(code);
        }
        return text;
    }

    private static int of(int code) {
        if (code < 0x300) {
            return 1;
        }
        int type = Character.getType(code);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(code) ? 2 : 1;
    }

    /** East Asian wide and full-width, and emoji: the ranges of Unicode's EastAsianWidth.txt. */
    private static boolean isWide(int code) {
        return (code >= 0x1100 && code <= 0x115f)
                || (code >= 0x2e80 && code <= 0xa4cf && code != 0x303f)
                || (code >= 0xac00 && code <= 0xd7a3)
                || (code >= 0xf900 && code <= 0xfaff)
                || (code >= 0xfe30 && code <= 0xfe6f)
                || (code >= 0xff00 && code <= 0xff60)
                || (code >= 0xffe0 && code <= 0xffe6)
                || (code >= 0x1f300 && code <= 0x1faff)
                || (code >= 0x20000 && code <= 0x3fffd);
    }
}
