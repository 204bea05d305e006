package ctk.cmd.run;

import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.cli.Version;
import ctk.core.exec.Request;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * gosu's grammar, when ctk is invoked by the name gosu or su-exec (gosu 1.19, main.go): no options,
 * {@code --} is a command, and every failure exits 1.
 */
public final class GosuCommand implements Command {

    private static final List<String> HELP = List.of("--help", "-h", "-?");
    private static final List<String> VERSION = List.of("--version", "-v");

    /** Called by ServiceLoader. */
    public GosuCommand() {}

    @Override
    public List<String> names() {
        return List.of("gosu", "su-exec");
    }

    @Override
    public boolean byProgramName() {
        return true;
    }

    @Override
    public OptionTable options() {
        return new OptionTable(
                "gosu",
                "step down from root by gosu's grammar",
                List.of("USER-SPEC COMMAND [ARG...]"),
                List.of(),
                List.of());
    }

    @Override
    public Outcome run(Invocation invocation) throws CommandException, IOException {
        ByteString[] argv = invocation.arguments();
        String first = argv.length > 1 ? argv[1].toString() : "";
        if (HELP.contains(first)) {
            return print(invocation.out(), usage(argv[0]), ExitCode.SUCCESS);
        }
        if (VERSION.contains(first)) {
            return print(invocation.out(), Version.line(), ExitCode.SUCCESS);
        }
        if (argv.length < 3) {
            return print(invocation.err(), usage(argv[0]), ExitCode.GOSU_FAILURE);
        }
        return new Outcome.Perform(Start.decide(argv[1], argv, 2, Request.Style.GOSU).decision());
    }

    private static String usage(ByteString invokedAs) {
        String name = invokedAs.quoted();
        name = name.substring(name.lastIndexOf('/') + 1).replace("'", "");
        return "Usage: "
                + name
                + " user-spec command [args]\n"
                + "   eg: "
                + name
                + " nobody true\n"
                + "       "
                + name
                + " nobody:root bash -c 'whoami && id'\n"
                + "       "
                + name
                + " 1000:1 id\n\n"
                + name
                + " is ctk: "
                + Version.line();
    }

    private static Outcome print(OutputStream to, String text, int code) throws IOException {
        to.write(ByteString.of(text).toBytes());
        return new Outcome.Exit(code);
    }
}
