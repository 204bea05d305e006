package ctk.main;

import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.CommonOptions;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.Outcome;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ServiceLoader;

/**
 * A command line, and the command it names: by the program's own name in gosu mode, else by its
 * first argument.
 *
 * @param arguments all of argv
 * @param command null if there is none of that name
 * @param gosu whether the program's name chose it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared never
record Invoked(ByteString[] arguments, @Nullable Command command, boolean gosu) {

    static Invoked of(ByteString[] arguments) {
        String program = arguments[0].toString();
        String name = program.substring(program.lastIndexOf('/') + 1);
        boolean gosu = name.equals("gosu") || name.equals("su-exec");
        if (!gosu) {
            name = arguments.length > 1 ? arguments[1].toString() : "";
        }
        return new Invoked(arguments, find(name, gosu), gosu);
    }

    Outcome run(OutputStream out, OutputStream err) throws CommandException, IOException {
        Invocation invocation =
                new Invocation(arguments, command == null || gosu ? 1 : 2, out, err);
        return command != null ? command.run(invocation) : TopLevel.run(invocation);
    }

    /** What error lines start with. */
    String label() {
        return gosu ? "error" : command != null ? "ctk " + arguments[1] : "ctk";
    }

    /** The exit code when ctk itself refuses or fails. */
    int failure() {
        return gosu ? ExitCode.GOSU_FAILURE : ExitCode.REFUSED;
    }

    /** Tell whether --debug stands before the first word that is no option. */
    boolean wantsTrace() {
        ByteString debug = ByteString.of(CommonOptions.DEBUG.name());
        for (int i = command == null ? 1 : 2; !gosu && i < arguments.length; i++) {
            if (arguments[i].equals(debug)) {
                return true;
            }
            if (arguments[i].length() == 0 || arguments[i].at(0) != '-') {
                return false;
            }
        }
        return false;
    }

    /** Commands of gosu mode are reached by the program's name only, the others never by it. */
    private static @Nullable Command find(String name, boolean gosu) {
        for (Command command : commands()) {
            if (command.names().contains(name) && command.byProgramName() == gosu) {
                return command;
            }
        }
        return null;
    }

    /** All commands of the image. */
    static Iterable<Command> commands() {
        return ServiceLoader.load(Invoked.class.getModule().getLayer(), Command.class);
    }
}
