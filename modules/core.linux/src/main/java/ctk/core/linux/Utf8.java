package ctk.core.linux;

/** Well-formed UTF-8 as RFC 3629 and Unicode table 3-7 define it. */
final class Utf8 {

    private Utf8() {}

    /**
     * Return the length in bytes of the printable character that starts at {@code at}, or 0 if
     * there is none: a control character (C0, DEL, C1), a line or paragraph separator, what has no
     * shape of its own or turns the direction of writing, or bytes that are not UTF-8.
     */
    static int printableLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return first >= 0x20 && first != 0x7f ? 1 : 0;
        }
        int length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : 4;
        if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) {
            return 0;
        }
        int code = first & (0xff >> (length + 1));
        for (int i = 1; i < length; i++) {
            int next = bytes[at + i] & 0xff;
            if ((next & 0xc0) != 0x80) {
                return 0;
            }
            code = (code << 6) | (next & 0x3f);
        }
        boolean overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
        boolean surrogate = code >= 0xd800 && code < 0xe000;
        return overlong || surrogate || code > 0x10ffff || !isPrintable(code) ? 0 : length;
    }

    private static boolean isPrintable(int code) {
        boolean control = code < 0xa0;
        // Arabic letter mark, zero widths and marks, separators and embeddings, invisible operators
        // and isolates, byte order mark, tags: Unicode's categories Zl, Zp, and of Cf what misleads
        boolean unseen =
                code == 0x61c
                        || (code >= 0x200b && code <= 0x200f)
                        || (code >= 0x2028 && code <= 0x202e)
                        || (code >= 0x2060 && code <= 0x2069)
                        || code == 0xfeff
                        || (code >= 0xe0000 && code <= 0xe007f);
        return !control && !unseen;
    }
}
