package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.exec.Setting;
import ctk.core.exec.Setting.Kind;
import ctk.core.linux.ByteString;
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
                    "Set these securebits (capabilities(7)), as noroot,noroot_locked.");

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
            long value = securebits(bits);
            settings.add(Setting.number(Kind.SECUREBITS, bits.printable(), value));
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
    }

    private static void addCapabilities(Arguments arguments, List<Setting> settings)
            throws CommandException {
        long bounding = ProcessState.current().bounding();
        ByteString bound = arguments.value(BOUNDING_SET);
        if (bound != null) {
            long set = Capabilities.parse(bound, "--bounding-set");
            bounding &= set;
            settings.add(Setting.set(Kind.BOUNDING_SET, Capabilities.words(bounding), set));
        }
        ByteString keep = arguments.value(KEEP_CAPS);
        if (keep == null) {
            return;
        }
        boolean isAll = keep.equals(ByteString.of("all"));
        long has = permitted() & bounding;
        long kept = isAll ? has : Capabilities.parse(keep, "--keep-caps");
        if ((kept & ~has) != 0) {
            throw Words.refused(
                    "--keep-caps",
                    keep,
                    "ctk has no " + Capabilities.words(kept & ~has) + " to keep",
                    "it must be in the permitted and the bounding set (docker run --cap-add)");
        }
        settings.add(Setting.set(Kind.KEPT_CAPABILITIES, Capabilities.words(kept), kept));
    }

    private static long permitted() throws CommandException {
        try {
            return Credentials.current().permitted();
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
}
