package ctk.core.proc;

/** Numbers as the kernel writes them, told from what somebody else wrote. */
final class Numbers {

    private static final int LONGEST = 18; // digits that fit a long, whatever they are

    private Numbers() {}

    static boolean isDecimal(String word) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Return the number of these decimal digits, or -1 if they are none. */
    static long decimal(String word) {
        return isDecimal(word) ? Long.parseLong(word) : -1;
    }

    /** Return the bits of up to 16 hexadecimal digits, 0 if they are none. */
    static long hex(String digits) {
        if (digits.isEmpty() || digits.length() > 16) {
            return 0;
        }
        long bits = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                return 0;
            }
            bits = bits << 4 | digit;
        }
        return bits;
    }
}
