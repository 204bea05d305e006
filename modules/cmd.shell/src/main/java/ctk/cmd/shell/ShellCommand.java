package ctk.cmd.shell;

import ctk.cmd.shell.running.Events;
import ctk.cmd.shell.running.Shell;
import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.CommonOptions;
import ctk.core.cli.Invocation;
import ctk.core.cli.Option;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.linux.ByteString;
import ctk.core.linux.CurrentProcess;
import ctk.core.linux.FileInput;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code ctk shell}: for looking into images that have no shell. */
public final class ShellCommand implements Command {

    static final Option LINE =
            Option.valued("-c", "LINE", CommonOptions.GROUP, "Run LINE, and leave.");

    static final OptionTable TABLE =
            new OptionTable(
                    "ctk shell",
                    "look around: a shell for images that have none",
                    List.of("[OPTIONS]", "[OPTIONS] -c LINE", "[OPTIONS] FILE"),
                    List.of(LINE, CommonOptions.DEBUG, CommonOptions.HELP, CommonOptions.VERSION),
                    List.of(
                            "Without LINE and FILE it asks for lines at a terminal, or runs"
                                    + " standard input.",
                            "The command help of the shell lists what it has built in. Its lines"
                                    + " are those of",
                            "sh, without compound commands, and it says where it differs.",
                            "",
                            "Exit codes: that of the last command; 2 if a line cannot be"
                                    + " understood; 126 and",
                            "127 as for ctk run; 128+n if signal n ended the command."));

    /** Called by ServiceLoader. */
    public ShellCommand() {}

    @Override
    public List<String> names() {
        return List.of("shell");
    }

    @Override
    public OptionTable options() {
        return TABLE;
    }

    @Override
    public Outcome run(Invocation invocation) throws CommandException, IOException {
        ByteString[] argv = invocation.arguments();
        Arguments arguments = ArgumentReader.read(TABLE, argv, invocation.first());
        Outcome common = invocation.answerCommon(arguments, TABLE);
        if (common != null) {
            return common;
        }
        List<ByteString> operands = List.of(argv).subList(arguments.operands(), argv.length);
        ByteString line = arguments.value(LINE);
        if (operands.size() > (line == null ? 1 : 0)) {
            throw new CommandException(
                    "unexpected argument " + operands.getLast().quoted(),
                    "a line takes no arguments in ctk shell, which differs from sh there");
        }
        Shell shell = new Shell(new Events());
        if (line != null) {
            new Script(shell).runAll(line);
        } else if (!operands.isEmpty()) {
            new Script(shell).run(open(operands.getFirst()));
        } else if (CurrentProcess.isTerminal(0) && CurrentProcess.isTerminal(1)) {
            Interactive.run(shell);
        } else {
            new Script(shell).run(FileInput.of(ByteString.of("standard input"), 0));
        }
        if (shell.endedBy() != 0) {
            Thread.interrupted(); // what it was woken by
            shell.events().leaveTo(shell.endedBy());
        }
        return new Outcome.Exit(shell.exitCode());
    }

    private static InputStream open(ByteString path) throws IOException, CommandException {
        InputStream file = FileInput.open(path);
        if (file == null) {
            throw new CommandException(
                    "cannot open " + path.quoted() + ": no such file or directory", null);
        }
        return file;
    }
}
