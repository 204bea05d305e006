package ctk.cmd.shell.text;

import java.util.Locale;

/** Sizes for people: powers of 1024, rounded up, as ls(1) and df(1) write them. */
public final class Sizes {

    private static final String UNITS = "KMGTPE";

    private Sizes() {}

    /** Return 999, 1.5K, 12M. */
    public static String human(long bytes) {
        if (bytes < 1024) {
            return Long.toString(bytes);
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1023.5 || unit < 0) {
            value /= 1024;
            unit++;
        }
        double tenths = Math.ceil(value * 10) / 10;
        String digits =
                tenths < 10
                        ? String.format(Locale.ROOT, "%.1f", tenths)
                        : Long.toString((long) Math.ceil(value));
        return digits.equals("1024") && unit + 1 < UNITS.length()
                ? "1.0" + UNITS.charAt(unit + 1)
                : digits + UNITS.charAt(unit);
    }
}
