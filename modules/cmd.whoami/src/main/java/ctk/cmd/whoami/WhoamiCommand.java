package ctk.cmd.whoami;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.CommonOptions;
import ctk.core.cli.ErrorLine;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.cli.Trace;
import ctk.core.linux.ByteString;
import ctk.core.linux.CurrentProcess;
import ctk.core.linux.Environment;
import ctk.core.userdb.UserSpecException;

import java.io.IOException;
import java.util.List;

/** {@code ctk whoami [OPTIONS] [USER[:GROUP]]}. */
public final class WhoamiCommand implements Command {

    /** Called by ServiceLoader. */
    public WhoamiCommand() {}

    @Override
    public List<String> names() {
        return List.of("whoami");
    }

    @Override
    public OptionTable options() {
        return WhoamiOptions.TABLE;
    }

    @Override
    public Outcome run(Invocation invocation) throws CommandException, IOException {
        ByteString[] argv = invocation.arguments();
        Arguments arguments = ArgumentReader.read(WhoamiOptions.TABLE, argv, invocation.first());
        Outcome common = invocation.answerCommon(arguments, WhoamiOptions.TABLE);
        if (common != null) {
            return common;
        }
        int operand = arguments.operands();
        if (operand + 1 < argv.length) {
            throw usage("too many operands: " + argv[operand + 1].quoted());
        }
        if (operand < argv.length) {
            return explain(argv[operand], arguments, invocation);
        }
        for (Option each : List.of(WhoamiOptions.PASSWD, WhoamiOptions.GROUP)) {
            if (arguments.has(each)) {
                throw usage("option " + each.name() + " is for USER[:GROUP], and none is given");
            }
        }
        Facts facts = Facts.gather();
        return invocation.answer(
                arguments.has(WhoamiOptions.JSON)
                        ? FactsJson.of(facts)
                        : FactsText.of(facts, isColoured()));
    }

    private static Outcome explain(ByteString spec, Arguments arguments, Invocation invocation)
            throws CommandException, IOException {
        ImageFile passwd = ImageFile.of(arguments.value(WhoamiOptions.PASSWD), "/etc/passwd");
        ImageFile group = ImageFile.of(arguments.value(WhoamiOptions.GROUP), "/etc/group");
        try {
            Target target = Target.resolve(spec, passwd, group);
            return invocation.answer(
                    arguments.has(WhoamiOptions.JSON)
                            ? TargetJson.of(target)
                            : TargetText.of(target, isColoured()));
        } catch (UserSpecException e) {
            String message = "cannot resolve user " + spec.quoted() + ": " + e.getMessage();
            ErrorLine.write(invocation.err(), "ctk whoami", message, e.hint());
            if (arguments.has(CommonOptions.DEBUG)) {
                ErrorLine.write(invocation.err(), "ctk whoami", Trace.of(e), null);
            }
            return new Outcome.Exit(ExitCode.INCOMPLETE);
        }
    }

    private static CommandException usage(String message) {
        String hint = "usage: ctk whoami " + WhoamiOptions.TABLE.synopsis().getFirst();
        return new CommandException(message, hint);
    }

    /** Only on a terminal that says what it is, and never with NO_COLOR (no-color.org). */
    private static boolean isColoured() {
        ByteString[] environment = Environment.atEntry();
        ByteString no = Environment.value(environment, "NO_COLOR");
        ByteString terminal = Environment.value(environment, "TERM");
        return (no == null || no.length() == 0)
                && terminal != null
                && terminal.length() > 0
                && !terminal.equals(ByteString.of("dumb"))
                && CurrentProcess.isTerminal(1);
    }
}
