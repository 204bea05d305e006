package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;

import java.util.List;
import java.util.Locale;

/** Signals by name (signal(7)). */
final class Signals {

    /** From number 1 on; the numbers are the same on x86-64 and aarch64. */
    private static final List<String> NAMES =
            List.of(
                    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
                    "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP",
                    "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
                    "PWR", "SYS");

    private static final int MOST = 64;

    private Signals() {}

    /**
     * Read a signal.
     *
     * @param value a name with or without SIG, a number from 1 to 64, or none
     * @param option that it was given to
     * @return its number, 0 for none
     */
    static int parse(ByteString value, String option) throws CommandException {
        String name = value.toString().toUpperCase(Locale.ROOT);
        if (name.equals("NONE")) {
            return 0;
        }
        int index = NAMES.indexOf(name.startsWith("SIG") ? name.substring(3) : name);
        int number = index >= 0 ? index + 1 : value.decimal(MOST);
        if (number < 1) {
            throw Words.refused(
                    option, value, "it is no signal", "as in TERM, SIGTERM, 15, or none");
        }
        return number;
    }
}
