package ctk.main;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.CommonOptions;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.Model;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.cli.ProgramTable;
import ctk.core.cli.Version;
import ctk.core.linux.ByteString;
import ctk.core.linux.Installation;

import java.io.IOException;

/** {@code ctk} without a command. */
final class TopLevel {

    private TopLevel() {}

    static Outcome run(Invocation invocation) throws CommandException, IOException {
        ByteString[] argv = invocation.arguments();
        Arguments arguments = ArgumentReader.read(table(), argv, invocation.first());
        if (arguments.has(CommonOptions.HELP)) {
            return invocation.answer(Model.help(table()));
        }
        if (arguments.has(CommonOptions.VERSION)) {
            boolean isVerbose = arguments.has(ProgramTable.VERBOSE_VERSION);
            return invocation.answer(Version.line() + (isVerbose ? SelfTest.circumstances() : ""));
        }
        if (arguments.has(ProgramTable.SELF_TEST)) {
            SelfTest test = new SelfTest(Installation.home());
            test.run();
            invocation.answer(test.report());
            return new Outcome.Exit(test.failed() ? ExitCode.INCOMPLETE : ExitCode.SUCCESS);
        }
        int operand = arguments.operands();
        if (operand == argv.length) {
            throw new CommandException("no command given", "ctk --help lists them");
        }
        throw new CommandException(
                "no such command " + argv[operand].quoted(), "ctk --help lists them");
    }

    private static OptionTable table() {
        return ProgramTable.of(Invoked.commands());
    }
}
