package ctk.core.proc;

import java.util.List;
import java.util.Locale;

/** The names of signals without SIG, by number (signal(7), all architectures that ctk is for). */
public final class SignalName {

    private static final List<String> NAMES =
            List.of(
                    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
                    "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP",
                    "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
                    "PWR", "SYS");

    private static final int MIN_REAL_TIME = 34; // 32 and 33 are the C library's own
    private static final int MAX = 64;

    private SignalName() {}

    /** Return the name of a signal: TERM, RTMIN+1, or the number itself. */
    public static String of(int number) {
        if (number >= 1 && number <= NAMES.size()) {
            return NAMES.get(number - 1);
        }
        if (number >= MIN_REAL_TIME && number <= MAX) {
            return number == MIN_REAL_TIME ? "RTMIN" : "RTMIN+" + (number - MIN_REAL_TIME);
        }
        return Integer.toString(number);
    }

    /**
     * Return the number of a signal.
     *
     * @param text a name, with SIG or without, in any case, or a number from 0 to 64
     * @return the number, or -1 if there is none
     */
    public static int parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        for (int number = 1; number <= MAX; number++) {
            if (of(number).equals(name)) {
                return number;
            }
        }
        return name.equals("0") ? 0 : -1;
    }
}
