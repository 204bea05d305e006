package ctk.cmd.run;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** {@code ctk run [OPTIONS] [USER[:GROUP]] [--] COMMAND [ARG...]}. */
public final class RunCommand implements Command {

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
        Outcome common = invocation.answerCommon(arguments, RunOptions.TABLE);
        if (common != null) {
            return common;
        }
        RunLine line = RunLine.read(arguments, argv);
        if (line.isForAnotherLibrary()) {
            return new Outcome.StartAgain(); // nothing was done yet
        }
        String format = RunSection.value(arguments, RunOptions.LOG_FORMAT, "text");
        StepLog log = new StepLog(invocation.err(), arguments.has(RunOptions.VERBOSE), format);
        line.tellConfiguration(log);
        boolean isJson = DryRun.isJson(arguments.value(RunOptions.DRY_RUN));
        boolean isDry = arguments.has(RunOptions.DRY_RUN);
        RunLine.Decided decided = line.decide(log, isDry);
        Start start = decided.start();
        if (start == null) {
            return new Outcome.Exit(ExitCode.SIGNALLED + decided.signal());
        }
        if (!isDry) {
            log.decided(start, argv, decided.nanoseconds());
            return new Outcome.Perform(start.decision());
        }
        return invocation.answer(
                isJson
                        ? DryRun.json(start, argv, log.planned())
                        : DryRun.text(start, argv, log.planned()));
    }
}
