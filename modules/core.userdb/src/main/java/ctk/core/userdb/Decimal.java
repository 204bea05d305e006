package ctk.core.userdb;

/**
 * Decimal numbers as {@code strconv.Atoi} of Go reads them, on which {@code --user} of Docker and
 * gosu rests: an optional sign and digits.
 */
final class Decimal {

    /** What is returned for bytes that are no number. */
    static final long NONE = Long.MIN_VALUE;

    /** The largest value that Go multiplies by ten: a tenth of 2^64 - 1. */
    private static final long TENTH = 1_844_674_407_370_955_161L;

    private Decimal() {}

    /**
     * Return the number, clamped to plus or minus {@code Long.MAX_VALUE}, or {@link #NONE}.
     *
     * <p>As in Go, a number that outgrows 64 bits counts as one whatever follows it: {@code
     * 99999999999999999999x} is out of range, not a name.
     */
    static long parse(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative || (i < to && bytes[i] == '+')) {
            i++;
        }
        if (i == to) {
            return NONE;
        }
        long value = 0;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            if (value < 0 || value > TENTH || (value == TENTH && digit > 5)) {
                return negative ? -Long.MAX_VALUE : Long.MAX_VALUE;
            }
            value = value * 10 + digit;
        }
        long clamped = value < 0 ? Long.MAX_VALUE : value;
        return negative ? -clamped : clamped;
    }
}
