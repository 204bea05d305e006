package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.linux.ByteString;
import ctk.core.linux.Environment;
import ctk.core.userdb.Identity;
import ctk.core.userdb.PasswdEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of {@code ctk run} for the environment of COMMAND. */
final class EnvironmentOptions {

    private static final String GROUP = "Environment:";

    static final Option LOGIN_ENV =
            Option.flag("--login-env", GROUP, "Set USER, LOGNAME and SHELL as a login does.");

    static final Option RESET_ENV =
            Option.flag(
                    "--reset-env",
                    GROUP,
                    "Start from an empty environment: TERM is kept, PATH is a default one. Implies"
                            + " --login-env.");

    static final Option ENV_FILE =
            Option.valued(
                    "--env-file",
                    "FILE",
                    GROUP,
                    "Set the variables of FILE, as docker run --env-file reads it. Repeatable.");

    static final Option ENV =
            Option.valued("--env", "NAME=VALUE", GROUP, "Set a variable. Repeatable.");

    static final Option UNSET_ENV =
            Option.valued("--unset-env", "NAME", GROUP, "Remove a variable. Repeatable.");

    static final List<Option> ALL = List.of(LOGIN_ENV, RESET_ENV, ENV_FILE, ENV, UNSET_ENV);

    // those of setpriv(1), runuser(1) and su(1)
    private static final ByteString ROOT_PATH =
            ByteString.of("/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin");
    private static final ByteString USER_PATH = ByteString.of("/usr/local/bin:/bin:/usr/bin");
    private static final ByteString SHELL = ByteString.of("/bin/sh"); // for an entry without one

    private final Arguments arguments;
    private final List<ByteString> files = new ArrayList<>();

    /** The variables of the caller's that count here. */
    private final List<ByteString> asked = new ArrayList<>();

    /**
     * Read what was asked for, files too.
     *
     * @throws CommandException for what is no variable
     */
    EnvironmentOptions(Arguments arguments) throws CommandException {
        this.arguments = arguments;
        for (ByteString file : arguments.values(ENV_FILE)) {
            files.addAll(EnvFile.read(file, asked));
        }
        for (ByteString each : arguments.values(ENV)) {
            if (each.indexOf('=', 0) < 1) {
                String cause = each.indexOf('=', 0) < 0 ? "there is no = in it" : "it has no name";
                throw Words.refused("--env", each, cause, "as in --env=NAME=VALUE");
            }
        }
        for (ByteString each : arguments.values(UNSET_ENV)) {
            if (each.length() == 0 || each.indexOf('=', 0) >= 0) {
                throw Words.refused("--unset-env", each, "it is no name of a variable", null);
            }
        }
    }

    /** Tell whether the environment of the caller is left out. */
    boolean isReset() {
        return arguments.has(RESET_ENV);
    }

    /** Return the names of the caller's variables that the edits depend on. */
    List<ByteString> asked() {
        return asked;
    }

    /**
     * Return the edits, one of a name.
     *
     * @param steps those of the set-up, which come first
     */
    List<ByteString> edits(List<ByteString> steps, Identity identity) {
        Map<ByteString, ByteString> edits = new LinkedHashMap<>();
        if (isReset()) {
            asked.add(ByteString.of("TERM"));
            put(edits, variable("PATH", identity.uid() == 0 ? ROOT_PATH : USER_PATH));
            ByteString terminal = Environment.value(Environment.atEntry(), "TERM");
            if (terminal != null) {
                put(edits, variable("TERM", terminal));
            }
        }
        if (isReset() || arguments.has(LOGIN_ENV)) {
            login(edits, identity);
        }
        putAll(edits, steps);
        putAll(edits, files);
        putAll(edits, arguments.values(ENV));
        putAll(edits, arguments.values(UNSET_ENV));
        return new ArrayList<>(edits.values());
    }

    private static void login(Map<ByteString, ByteString> edits, Identity identity) {
        @Nullable PasswdEntry user = identity.user();
        ByteString name = ByteString.of(Long.toString(identity.uid()));
        ByteString shell = SHELL;
        if (user != null && user.name().length() > 0) {
            name = user.name();
        }
        if (user != null && user.shell().length() > 0) {
            shell = user.shell();
        }
        put(edits, variable("USER", name));
        put(edits, variable("LOGNAME", name));
        put(edits, variable("SHELL", shell));
    }

    private static void putAll(Map<ByteString, ByteString> edits, List<ByteString> further) {
        for (int i = 0; i < further.size(); i++) {
            put(edits, further.get(i));
        }
    }

    /** Of a name the last edit counts, and stands where it would without the others. */
    private static void put(Map<ByteString, ByteString> edits, ByteString edit) {
        int equals = edit.indexOf('=', 1);
        ByteString name = equals < 0 ? edit : edit.slice(0, equals);
        edits.remove(name);
        edits.put(name, edit);
    }

    private static ByteString variable(String name, ByteString value) {
        return ByteString.join(ByteString.of(name + "="), value);
    }
}
