package ctk.core.files;

import ctk.core.linux.FileCalls;
import ctk.core.setup.SetupException;

import java.util.Arrays;

/** The names of files that are not yet whole: {@code .NAME.ctk-XXXXXX}. */
final class TemporaryName {

    private static final int RANDOM = 6;

    /** NAME_MAX of every usual file system (limits.h). */
    private static final int LONGEST = 255;

    private static final String MIDDLE = ".ctk-";
    private static final int MOST_KEPT = LONGEST - 1 - MIDDLE.length() - RANDOM;
    private static final String DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    private TemporaryName() {}

    /** Return a name that nobody can foretell, for a file that is to get the given one. */
    static byte[] next(byte[] name, Attempt attempt) throws SetupException {
        byte[] random = new byte[RANDOM];
        attempt.require(FileCalls.random(random));
        return of(name, random);
    }

    /** Return the name with these random bytes; a long one is cut between characters of UTF-8. */
    static byte[] of(byte[] name, byte[] random) {
        int kept = name.length;
        if (kept > MOST_KEPT) {
            kept = MOST_KEPT;
            while (kept > 0 && (name[kept] & 0xc0) == 0x80) {
                kept--;
            }
        }
        byte[] result = new byte[1 + kept + MIDDLE.length() + random.length];
        result[0] = '.';
        System.arraycopy(name, 0, result, 1, kept);
        int at = 1 + kept;
        for (int i = 0; i < MIDDLE.length(); i++) {
            result[at++] = (byte) MIDDLE.charAt(i);
        }
        for (byte one : random) {
            result[at++] = (byte) DIGITS.charAt(one & 63);
        }
        return result;
    }

    /** Tell whether it is a name of a file that is to get a given one, or got stuck. */
    static boolean isOf(byte[] temporary, byte[] name) {
        byte[] expected = of(name, new byte[RANDOM]);
        int fixed = expected.length - RANDOM;
        return temporary.length == expected.length
                && Arrays.equals(temporary, 0, fixed, expected, 0, fixed)
                && isTemporary(temporary);
    }

    /** Tell whether it is such a name for any file. */
    static boolean isTemporary(byte[] name) {
        int middle = name.length - RANDOM - MIDDLE.length();
        if (middle < 2 || name[0] != '.') {
            return false;
        }
        for (int i = 0; i < MIDDLE.length(); i++) {
            if (name[middle + i] != MIDDLE.charAt(i)) {
                return false;
            }
        }
        for (int i = name.length - RANDOM; i < name.length; i++) {
            if (DIGITS.indexOf(name[i]) < 0) {
                return false;
            }
        }
        return true;
    }
}
