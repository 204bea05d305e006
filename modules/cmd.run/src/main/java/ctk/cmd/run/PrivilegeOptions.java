package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.exec.Setting;
import ctk.core.exec.Setting.Kind;
import ctk.core.linux.ByteString;
import ctk.core.linux.Capability;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.linux.ProcessState;

import java.util.List;

/** Options of {@code ctk run} for what COMMAND may do. */
final class PrivilegeOptions {

    private static final String GROUP = "Privileges:";

    static final Option NO_NEW_PRIVS =
            Option.flag(
                    "--no-new-privs",
                    GROUP,
                    "Let no exec give COMMAND more rights: set-user-ID bits and file capabilities"
                            + " do nothing.");

    static final Option KEEP_CAPS =
            Option.valued(
                    "--keep-caps",
                    "LIST",
                    GROUP,
                    "Keep these capabilities for USER and what it runs, as net_bind_service.");

    static final Option BOUNDING_SET =
            Option.valued(
                    "--bounding-set",
                    "LIST|none",
                    GROUP,
                    "Drop all capabilities but these from the bounding set.");

    static final Option SECUREBITS =
            Option.valued(
                    "--securebits",
                    "LIST",
                    GROUP,
                    "Set these securebits, too (capabilities(7)), as noroot,noroot_locked.");

    static final Option BLOCK_TTY_INJECTION =
            Option.flag(
                    "--block-tty-injection",
                    GROUP,
                    "Let TIOCSTI and TIOCLINUX fail, by which COMMAND could type into the terminal"
                            + " of who started it. Implies --no-new-privs.");

    static final Option SECCOMP_FILTER =
            Option.valued(
                    "--seccomp-filter",
                    "FILE",
                    GROUP,
                    "Load the BPF program in FILE, raw as setpriv(1) takes it. Implies"
                            + " --no-new-privs.");

    static final Option LANDLOCK_ACCESS =
            Option.valued(
                    "--landlock-access",
                    "fs[:LIST]",
                    GROUP,
                    "Deny these accesses to files, or all, but for what rules allow. Implies"
                            + " --no-new-privs. Repeatable.");

    static final Option LANDLOCK_RULE =
            Option.valued(
                    "--landlock-rule",
                    "path-beneath:LIST:PATH",
                    GROUP,
                    "Allow these accesses to PATH and all below it. Repeatable.");

    static final Option LANDLOCK_BEST_EFFORT =
            Option.flag(
                    "--landlock-best-effort",
                    GROUP,
                    "Do without what the kernel's Landlock cannot deny yet.");

    static final Option APPARMOR_PROFILE =
            Option.valued(
                    "--apparmor-profile",
                    "PROFILE",
                    GROUP,
                    "Run COMMAND in this AppArmor profile.");

    static final Option SELINUX_LABEL =
            Option.valued(
                    "--selinux-label", "LABEL", GROUP, "Run COMMAND with this SELinux context.");

    static final List<Option> ALL =
            List.of(
                    NO_NEW_PRIVS,
                    KEEP_CAPS,
                    BOUNDING_SET,
                    SECUREBITS,
                    BLOCK_TTY_INJECTION,
                    SECCOMP_FILTER,
                    LANDLOCK_ACCESS,
                    LANDLOCK_RULE,
                    LANDLOCK_BEST_EFFORT,
                    APPARMOR_PROFILE,
                    SELINUX_LABEL);

    /** By their numbers (linux/securebits.h); keep_caps ends with exec and is not offered. */
    private static final List<String> BITS =
            List.of(
                    "noroot",
                    "noroot_locked",
                    "no_setuid_fixup",
                    "no_setuid_fixup_locked",
                    "",
                    "keep_caps_locked",
                    "no_cap_ambient_raise",
                    "no_cap_ambient_raise_locked");

    private static final long KEEP_CAPS_BIT = 1 << 4;

    private PrivilegeOptions() {}

    /** Tell whether one of them was given. */
    static boolean isAny(Arguments arguments) {
        for (int i = 0; i < ALL.size(); i++) {
            if (arguments.has(ALL.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Add what was asked for. */
    static void add(Arguments arguments, List<Setting> settings) throws CommandException {
        addCapabilities(arguments, settings);
        ByteString bits = arguments.value(SECUREBITS);
        if (bits != null) {
            long value = securebits(bits) | Math.max(ProcessState.current().securebits(), 0);
            settings.add(Setting.number(Kind.SECUREBITS, words(value), value & ~KEEP_CAPS_BIT));
        }
        Setting label = SecurityLabel.of(arguments);
        if (label != null) {
            settings.add(label);
        }
        boolean isConfined = arguments.has(NO_NEW_PRIVS);
        Setting landlock = Landlock.of(arguments);
        if (landlock != null) {
            settings.add(landlock);
            isConfined = true;
        }
        if (arguments.has(BLOCK_TTY_INJECTION)) {
            settings.add(
                    new Setting(
                            Kind.FILTER, "TIOCSTI and TIOCLINUX fail", TerminalFilter.program()));
            isConfined = true;
        }
        ByteString file = arguments.value(SECCOMP_FILTER);
        if (file != null) {
            String text = "the program of " + file.quoted();
            settings.add(new Setting(Kind.SECOND_FILTER, text, FilterFile.read(file)));
            isConfined = true;
        }
        if (isConfined) {
            settings.add(Setting.flag(Kind.NO_NEW_PRIVS, "set"));
        }
        if (!mayStay(arguments)) {
            requireRights(arguments);
        }
    }

    private static void addCapabilities(Arguments arguments, List<Setting> settings)
            throws CommandException {
        ByteString bound = arguments.value(BOUNDING_SET);
        if (bound != null) {
            long now = ProcessState.current().bounding();
            long set = Capabilities.parse(bound, "--bounding-set");
            settings.add(Setting.set(Kind.BOUNDING_SET, Capabilities.words(now & set), set));
        }
        ByteString keep = arguments.value(KEEP_CAPS);
        if (keep != null) {
            long kept = kept(keep, keepable(arguments));
            settings.add(Setting.set(Kind.KEPT_CAPABILITIES, Capabilities.words(kept), kept));
        }
    }

    private static long kept(ByteString list, long keepable) throws CommandException {
        boolean isAll = list.equals(ByteString.of("all"));
        return isAll ? keepable : Capabilities.parse(list, "--keep-caps");
    }

    /** Return what ctk has, and will not have dropped by then. */
    private static long keepable(Arguments arguments) throws CommandException {
        ByteString bound = arguments.value(BOUNDING_SET);
        long left = bound == null ? -1 : Capabilities.parse(bound, "--bounding-set");
        return now().permitted() & ProcessState.current().bounding() & left;
    }

    /** Refuse what a process that switches has no right to do or to keep. */
    static void requireRights(Arguments arguments) throws CommandException {
        ByteString bound = arguments.value(BOUNDING_SET);
        long bounding = ProcessState.current().bounding();
        if (bound != null && (bounding & ~Capabilities.parse(bound, "--bounding-set")) != 0) {
            requireSetpcap("--bounding-set", bound);
        }
        ByteString bits = arguments.value(SECUREBITS);
        if (bits != null) {
            requireSetpcap("--securebits", bits);
        }
        ByteString keep = arguments.value(KEEP_CAPS);
        if (keep == null) {
            return;
        }
        long keepable = keepable(arguments);
        long missing = kept(keep, keepable) & ~keepable;
        if (missing != 0) {
            throw Words.refused(
                    "--keep-caps",
                    keep,
                    "ctk has no " + Capabilities.words(missing) + " to keep",
                    "it must be in the permitted and the bounding set (docker run --cap-add)");
        }
    }

    private static void requireSetpcap(String option, ByteString value) throws CommandException {
        if (!now().has(Capability.CAP_SETPCAP)) {
            throw Words.refused(
                    option, value, "it needs CAP_SETPCAP", "docker run --cap-add SETPCAP");
        }
    }

    /** Tell whether a process may turn out to stay who it is, and leave out what gives rights. */
    private static boolean mayStay(Arguments arguments) throws CommandException {
        boolean isAble = now().has(Capability.CAP_SETUID) && now().has(Capability.CAP_SETGID);
        return IdentityOptions.ifNotRoot(arguments) && !isAble;
    }

    private static Credentials now() throws CommandException {
        try {
            return Credentials.current();
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }

    private static long securebits(ByteString list) throws CommandException {
        long bits = 0;
        String hint = "bits are " + String.join(" ", BITS).replace("  ", " ");
        Words.requireAny(list, "--securebits", hint);
        for (ByteString word : Words.of(list, "--securebits")) {
            int bit = BITS.indexOf(word.toString().replace('-', '_'));
            if (bit < 0) {
                String cause = "there is no bit " + word.quoted();
                throw Words.refused("--securebits", list, cause, hint);
            }
            bits |= 1L << bit;
        }
        return bits;
    }

    private static String words(long bits) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < BITS.size(); bit++) {
            if ((bits >>> bit & 1) != 0 && !BITS.get(bit).isEmpty()) {
                text.append(text.isEmpty() ? "" : ",").append(BITS.get(bit));
            }
        }
        return text.toString();
    }
}
