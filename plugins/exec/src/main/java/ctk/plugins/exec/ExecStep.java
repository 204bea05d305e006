package ctk.plugins.exec;

import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Key;
import ctk.core.setup.Owner;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Run a program, or each of a directory as {@code docker-entrypoint.d} has it, before the command.
 * The first that fails ends the start.
 */
public final class ExecStep implements SetupStep {

    @Override
    public String summary() {
        return "run a program, or those of a directory, before the command";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.optional(
                        "command", Key.Type.ARGUMENTS, "A program and its arguments; no shell."),
                Key.optional(
                        "directory",
                        Key.Type.PATH,
                        "Run each executable regular file in it, in byte order of names; not those"
                                + " that start with '.' or end in '~'."),
                Key.optional(
                        "optional",
                        Key.Type.FLAG,
                        "false",
                        "Whether the directory may be missing."),
                Key.optional("user", Key.Type.STRING, "USER[:GROUP] to run as, else who ctk is."),
                Key.optional("workdir", Key.Type.PATH, "Directory to run in."),
                Key.optional(
                        "environment",
                        Key.Type.FLAG,
                        "false",
                        "Set the variables that a program writes to descriptor 3, as NAME ="
                                + " \"value\" lines (exec.d of buildpacks). Steps behind it and"
                                + " their programs get them too, unless user is another than root:"
                                + " it must be that of the command then, which alone gets them."));
    }

    @Override
    public boolean isBarrier() {
        return true;
    }

    @Override
    public List<Change> plan(Settings settings, Context context) throws SetupException {
        if (settings.has("command") == settings.has("directory")) {
            throw settings.refuse("command", "give either it or directory");
        }
        String user = settings.stringOrNull("user");
        boolean isRoot = runsAsRoot(user, settings, context);
        boolean setsVariables = settings.flag("environment");
        if (setsVariables && user != null && !isRoot) {
            requireTarget(user, settings, context);
        }
        long own = context.caller().uid();
        String workdir = settings.stringOrNull("workdir");
        var manner = new Manner(user, workdir, isRoot, own, setsVariables);
        checkWorkdir(manner.directory(), settings, context);
        if (settings.has("command")) {
            return List.of(command(settings, context, manner));
        }
        return directory(settings, context, manner);
    }

    private static Change command(Settings settings, Context context, Manner manner)
            throws SetupException {
        List<String> arguments = settings.strings("command");
        if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
            throw settings.refuse("command", "there is no program");
        }
        for (String argument : arguments) {
            if (argument.indexOf('\0') >= 0) {
                throw settings.refuse("command", Text.quote(argument) + " holds a NUL");
            }
        }
        return RunCommand.of(arguments, manner, context);
    }

    private static List<Change> directory(Settings settings, Context context, Manner manner)
            throws SetupException {
        String path = settings.string("directory");
        FileStatus status = context.files().status(path);
        if (status == null) {
            if (!settings.flag("optional")) {
                throw settings.refuse("directory", "there is no " + Text.quote(path));
            }
            return List.of(new Skip(path, "there is no such directory"));
        }
        if (!status.isDirectory()) {
            throw settings.refuse("directory", Text.quote(path) + " is not a directory");
        }
        var programs = new ProgramDirectory(path, manner.isRoot(), manner.own());
        var changes = new ArrayList<Change>();
        List<String> found = programs.foreseen(context.files(), changes);
        changes.add(new RunDirectory(programs, found, manner));
        return changes;
    }

    /** Who runs as no other user may be root; then so must be who can write what is run. */
    private static boolean runsAsRoot(@Nullable String user, Settings settings, Context context)
            throws SetupException {
        if (user == null) {
            return true;
        }
        if (user.isEmpty()) {
            throw settings.refuse("user", "it is empty");
        }
        return context.users().owner(user).uid() == 0;
    }

    /** What one user sets may lead a command that runs as another (ld.so(8), PATH). */
    private static void requireTarget(String user, Settings settings, Context context)
            throws SetupException {
        String target = context.target();
        Owner who = context.users().owner(user);
        Owner whom = target == null ? null : context.users().owner(target);
        if (whom == null || whom.uid() != who.uid() || whom.gid() != who.gid()) {
            throw settings.refuse(
                    "environment",
                    "it would let user "
                            + Text.quote(user)
                            + " set variables of a command that runs as "
                            + (target == null ? "another" : Text.quote(target)));
        }
    }

    private static void checkWorkdir(@Nullable String path, Settings settings, Context context)
            throws SetupException {
        if (path == null) {
            return;
        }
        FileStatus status = context.files().status(path);
        boolean isForeign =
                status != null
                        && status.type() == FileStatus.Type.LINK
                        && status.owner().uid() != 0;
        if (isForeign) {
            throw settings.refuse("workdir", Text.quote(path) + " is another user's link");
        }
        if (status == null || status.isRegular()) {
            throw settings.refuse("workdir", "there is no directory " + Text.quote(path));
        }
    }
}
