package ctk.cmd.run;

import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.CommonOptions;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.cli.Version;
import ctk.core.exec.Request;
import ctk.core.linux.ByteString;

import java.io.IOException;
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
                "run a command as another user, by the arguments of gosu",
                List.of("USER-SPEC COMMAND [ARG...]", "--help | --version"),
                List.of(
                        Option.flag(
                                HELP.getFirst(),
                                CommonOptions.GROUP,
                                "Print the usage, if it is the first argument; so do -h and -?."),
                        Option.flag(
                                VERSION.getFirst(),
                                CommonOptions.GROUP,
                                "Print the version, if it is the first argument; so does -v.")),
                List.of());
    }

    @Override
    public Outcome run(Invocation invocation) throws CommandException, IOException {
        ByteString[] argv = invocation.arguments();
        String first = argv.length > 1 ? argv[1].toString() : "";
        if (HELP.contains(first)) {
            return invocation.answer(usage(argv[0]));
        }
        if (VERSION.contains(first)) {
            return invocation.answer(Version.line());
        }
        if (argv.length < 3) {
            invocation.err().write(ByteString.of(usage(argv[0])).toBytes());
            return new Outcome.Exit(ExitCode.GOSU_FAILURE);
        }
        return new Outcome.Perform(Start.decide(argv[1], argv, 2, Request.Style.GOSU).decision());
    }

    private static String usage(ByteString invokedAs) {
        String path = invokedAs.printable();
        String name = path.substring(path.lastIndexOf('/') + 1);
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
                + "This is "
                + Version.line();
    }
}
