package ctk.cmd.whoami;

import ctk.core.linux.ByteString;
import ctk.core.linux.Capability;
import ctk.core.linux.Credentials;
import ctk.core.linux.ProcessState;

import org.jspecify.annotations.Nullable;

/**
 * Whether this process can put input into a terminal, as if its user had typed it (TIOCSTI of
 * ioctl_tty(2)).
 *
 * @param isPossible null if it is not known
 * @param why a part of a sentence
 */
record Injection(@Nullable Boolean isPossible, String why) {

    private static final String SWITCH = "/proc/sys/dev/tty/legacy_tiocsti"; // Linux 6.2

    /** What the kernel asks for. */
    record Rights(Credentials credentials, ProcessState state, UserNamespace namespace) {

        /** CAP_SYS_ADMIN counts in the initial user namespace alone (capable() of the kernel). */
        private @Nullable Boolean isAdministrator() {
            return credentials.has(Capability.CAP_SYS_ADMIN)
                    ? namespace.isInitial()
                    : Boolean.FALSE;
        }
    }

    /**
     * Judge.
     *
     * @param isControlled whether there is a controlling terminal, null if it is not known
     * @param isOpen whether a standard stream is a terminal, be it another
     */
    static Injection of(@Nullable Boolean isControlled, boolean isOpen, Rights rights) {
        Boolean isAdministrator = rights.isAdministrator();
        if (Boolean.FALSE.equals(isControlled) && !isOpen) {
            return new Injection(false, "there is no terminal");
        }
        if (rights.state().seccomp() != 0 && ProcessState.isInjectionFiltered()) {
            return new Injection(false, "a seccomp filter forbids it");
        }
        if (Boolean.TRUE.equals(isAdministrator)) {
            return new Injection(true, "sys_admin may do it on every terminal");
        }
        if (isControlled == null || isAdministrator == null) {
            return new Injection(null, "cannot tell without /proc");
        }
        if (!isControlled) {
            return new Injection(false, "the terminal is not the controlling one");
        }
        return ofController(ProcFile.text(SWITCH), ProcessState.kernelRelease().toString());
    }

    /** A process may do it on its own terminal if the machine lets it. */
    static Injection ofController(@Nullable String legacy, String release) {
        if (legacy == null) {
            boolean isOld = isBeforeSwitch(release);
            return isOld
                    ? new Injection(true, "Linux " + release + " lets everybody")
                    : new Injection(null, "cannot tell without " + SWITCH);
        }
        return legacy.equals("0")
                ? new Injection(false, "dev.tty.legacy_tiocsti is 0")
                : new Injection(true, "dev.tty.legacy_tiocsti is " + legacy);
    }

    /** Tell whether a release is earlier than 6.2; false for what is no release. */
    private static boolean isBeforeSwitch(String release) {
        int major = number(release, 0);
        int minor = number(release, release.indexOf('.') + 1);
        return major >= 0 && minor >= 0 && (major < 6 || (major == 6 && minor < 2));
    }

    private static int number(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return ByteString.of(text.substring(from, end)).decimal(1_000_000);
    }
}
