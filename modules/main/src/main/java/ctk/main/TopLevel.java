package ctk.main;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.CommonOptions;
import ctk.core.cli.Invocation;
import ctk.core.cli.Model;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.cli.Version;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
            return invocation.answer(Version.line());
        }
        int operand = arguments.operands();
        if (operand == argv.length) {
            throw new CommandException("no command given", "ctk --help lists them");
        }
        throw new CommandException(
                "no such command " + argv[operand].quoted(), "ctk --help lists them");
    }

    private static OptionTable table() {
        List<String> lines = new ArrayList<>();
        for (Command command : Invoked.commands()) {
            if (!command.byProgramName()) {
                String name = command.names().getFirst();
                lines.add(
                        "  " + name + " ".repeat(18 - name.length()) + command.options().summary());
            }
        }
        Collections.sort(lines);
        lines.addFirst("Commands:");
        lines.add("");
        lines.add("ctk COMMAND --help tells more. Invoked by the name gosu or su-exec, ctk takes");
        lines.add("gosu's arguments.");
        return new OptionTable(
                "ctk",
                "the container entrypoint: set-up as root, then the application by exec",
                List.of("COMMAND [OPTIONS] [ARG...]", "--help | --version"),
                List.of(CommonOptions.HELP, CommonOptions.VERSION),
                lines);
    }
}
