package ctk.plugins.ensureuser;

/**
 * White space as {@code bytes.TrimSpace} of Go knows it: Unicode's White_Space in UTF-8. {@code ctk
 * run} passes over it around a line, so a line that it finds must be found here.
 */
final class Blanks {

    private Blanks() {}

    /** Return the position of the first byte that is not blank, at most {@code to}. */
    static int skip(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int length = length(bytes, at, to);
            if (length == 0) {
                break;
            }
            at += length;
        }
        return at;
    }

    /** Return the position behind the last byte that is not blank, at least {@code from}. */
    static int skipBack(byte[] bytes, int from, int to) {
        int end = to;
        int start = end - 1;
        // a blank has three bytes at most; what follows a shorter one in that window is no blank
        while (start >= from && start >= end - 3) {
            if (length(bytes, start, end) == end - start) {
                end = start;
            }
            start--;
        }
        return end;
    }

    /** Return the length in bytes of the blank at {@code at}, or 0 if there is none. */
    private static int length(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return first == ' ' || (first >= '\t' && first <= '\r') ? 1 : 0;
        }
        if (first == 0xc2 && at + 1 < to) {
            int second = bytes[at + 1] & 0xff;
            return second == 0x85 || second == 0xa0 ? 2 : 0;
        }
        if (first >= 0xe1 && first <= 0xe3 && at + 2 < to) {
            int second = bytes[at + 1] & 0xff;
            int third = bytes[at + 2] & 0xff;
            return isWide((first << 16) | (second << 8) | third) ? 3 : 0;
        }
        return 0;
    }

    /** Tell whether three bytes encode U+1680, U+2000 to 200A, 2028, 2029, 202F, 205F, 3000. */
    private static boolean isWide(int three) {
        return (three >= 0xe28080 && three <= 0xe2808a)
                || three == 0xe280a8
                || three == 0xe280a9
                || three == 0xe280af
                || three == 0xe2819f
                || three == 0xe19a80
                || three == 0xe38080;
    }
}
