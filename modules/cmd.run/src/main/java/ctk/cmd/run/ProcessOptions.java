package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.exec.Setting;
import ctk.core.exec.Setting.Kind;
import ctk.core.linux.ByteString;

import java.util.List;

/** Options of {@code ctk run} for what else a process has: directory, mask, limits, streams. */
final class ProcessOptions {

    private static final String GROUP = "Process:";

    static final Option CHDIR =
            Option.valued(
                    "--chdir",
                    "DIR",
                    GROUP,
                    "Change to the directory DIR, as USER, before COMMAND.");

    static final Option UMASK =
            Option.valued(
                    "--umask", "MODE", GROUP, "Set the file mode creation mask, in octal: 027.");

    static final Option NICE =
            Option.valued("--nice", "N", GROUP, "Set the niceness to N, from -20 to 19.");

    static final Option RLIMIT =
            Option.valued(
                    "--rlimit",
                    "NAME=SOFT[:HARD]",
                    GROUP,
                    "Set a resource limit (getrlimit(2)), as nofile=1024:4096, in the units of the"
                            + " kernel, or unlimited. SOFT alone is both. Repeatable.");

    static final Option PDEATHSIG =
            Option.valued(
                    "--pdeathsig",
                    "SIGNAL",
                    GROUP,
                    "Send COMMAND this signal when its parent dies; none for no signal. Without:"
                            + " what ctk itself was given.");

    static final Option OWN_STDIO =
            Option.valued(
                    "--own-stdio",
                    "auto|always|never",
                    GROUP,
                    "Give USER the terminals and pipes of root's on descriptors 0 to 2, so that"
                            + " /dev/stdout can be opened; auto (the default): as PID 1 only.");

    static final List<Option> ALL = List.of(CHDIR, UMASK, NICE, RLIMIT, PDEATHSIG, OWN_STDIO);

    private ProcessOptions() {}

    /** Add what was asked for. */
    static void add(Arguments arguments, List<Setting> settings) throws CommandException {
        addDirectory(arguments, settings);
        ByteString umask = arguments.value(UMASK);
        if (umask != null) {
            long mode = Words.number(umask, "--umask", 8, 0, 0777);
            settings.add(Setting.number(Kind.UMASK, "0" + Long.toOctalString(mode), mode));
        }
        List<ByteString> limits = arguments.values(RLIMIT);
        if (!limits.isEmpty()) {
            settings.add(Limits.of(limits));
        }
        ByteString nice = arguments.value(NICE);
        if (nice != null) {
            long niceness = Words.number(nice, "--nice", 10, -20, 19);
            Limits.requireRightToBeNice(nice, niceness, limits);
            settings.add(Setting.number(Kind.NICENESS, Long.toString(niceness), niceness));
        }
        ByteString signal = arguments.value(PDEATHSIG);
        if (signal != null) {
            int number = Signals.parse(signal, "--pdeathsig");
            String text = number == 0 ? "none" : "signal " + number;
            settings.add(Setting.number(Kind.DEATH_SIGNAL, text, number));
        }
        addStdio(arguments, settings);
    }

    private static void addDirectory(Arguments arguments, List<Setting> settings)
            throws CommandException {
        ByteString directory = arguments.value(CHDIR);
        if (directory == null) {
            return;
        }
        if (directory.length() == 0) {
            throw Words.refused("--chdir", directory, "it is empty", "is a variable unset?");
        }
        ByteString quoted = ByteString.of(directory.quoted());
        settings.add(Setting.pair(Kind.DIRECTORY, directory.quoted(), directory, quoted));
    }

    private static void addStdio(Arguments arguments, List<Setting> settings)
            throws CommandException {
        ByteString value = arguments.value(OWN_STDIO);
        String when = value == null ? "auto" : value.toString();
        if (when.equals("auto")) {
            settings.add(Setting.OWN_STDIO);
        } else if (when.equals("always")) {
            settings.add(Setting.number(Kind.OWN_STDIO, "given to the user", 2));
        } else if (!when.equals("never")) {
            throw Words.refused(
                    "--own-stdio", ByteString.of(when), "it is auto, always or never", null);
        }
    }
}
