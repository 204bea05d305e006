package ctk.cmd.run;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.CommonOptions;
import ctk.core.cli.ErrorLine;
import ctk.core.cli.Invocation;
import ctk.core.cli.Model;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.cli.Version;
import ctk.core.exec.Request;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** {@code ctk run [OPTIONS] USER[:GROUP] [--] COMMAND [ARG...]}. */
public final class RunCommand implements Command {

    private static final ByteString SEPARATOR = ByteString.of("--");

    /** Called by ServiceLoader. */
    public RunCommand() {}

    @Override
    public List<String> names() {
        return List.of("run");
    }

    @Override
    public OptionTable options() {
        return RunOptions.TABLE;
    }

    @Override
    public Outcome run(Invocation invocation) throws CommandException, IOException {
        ByteString[] argv = invocation.arguments();
        Arguments arguments = ArgumentReader.read(RunOptions.TABLE, argv, invocation.first());
        if (arguments.has(CommonOptions.HELP)) {
            return invocation.answer(Model.help(RunOptions.TABLE));
        }
        if (arguments.has(CommonOptions.VERSION)) {
            return invocation.answer(Version.line());
        }
        boolean dry = arguments.has(RunOptions.DRY_RUN);
        boolean json = dry && DryRun.isJson(arguments.value(RunOptions.DRY_RUN));
        int user = arguments.operands();
        if (user < argv.length && arguments.separated()) {
            throw new CommandException("no user given", "USER stands before --");
        }
        if (user == argv.length) {
            throw new CommandException("no user given", usage());
        }
        refuseEmpty(argv[user]);
        int command = user + 1;
        if (command < argv.length && argv[command].equals(SEPARATOR)) {
            command++;
        }
        if (command >= argv.length) {
            throw new CommandException("no command given", usage());
        }
        Start start = Start.decide(argv[user], argv, command, Request.Style.CTK);
        List<String> warnings = start.identity().warnings();
        for (int i = 0; i < warnings.size(); i++) {
            ErrorLine.write(invocation.err(), "ctk run: warning", warnings.get(i), null);
        }
        return dry
                ? invocation.answer(json ? DryRun.json(start, argv) : DryRun.text(start, argv))
                : new Outcome.Perform(start.decision());
    }

    private static void refuseEmpty(ByteString spec) throws CommandException {
        if (spec.length() == 0 || spec.at(0) == ':') {
            throw new CommandException(
                    "cannot resolve user " + spec.quoted() + ": the user part is empty",
                    "is a variable unset?");
        }
    }

    private static String usage() {
        return "usage: ctk run " + RunOptions.TABLE.synopsis().getFirst();
    }
}
