package ctk.cmd.run;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.config.Config;
import ctk.core.config.ConfigException;
import ctk.core.config.ConfigReader;
import ctk.core.linux.ByteString;
import ctk.core.steps.Planned;
import ctk.core.userdb.EtcFile;
import ctk.core.userdb.UserDb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** {@code ctk run [OPTIONS] [USER[:GROUP]] [--] COMMAND [ARG...]}. */
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
        Outcome common = invocation.answerCommon(arguments, RunOptions.TABLE);
        if (common != null) {
            return common;
        }
        Config config = config(arguments);
        boolean isAsked = arguments.has(RunOptions.SETUP) || arguments.has(RunOptions.VOLUME);
        RunSection.underlay(config.run(), arguments);
        StartOptions options = StartOptions.of(arguments);
        Line line = Line.of(arguments, argv);
        String format = RunSection.value(arguments, RunOptions.LOG_FORMAT, "text");
        StepLog log = new StepLog(invocation.err(), arguments.has(RunOptions.VERBOSE), format);
        boolean isDry = arguments.has(RunOptions.DRY_RUN);
        boolean isJson = isDry && DryRun.isJson(arguments.value(RunOptions.DRY_RUN));
        ByteString given = line.user();
        if (given != null) {
            refuseEmpty(given);
            IdentityOptions.refuseOwnerBeside(given, arguments);
        } else if (!isAsked && config.steps().isEmpty()) {
            given = IdentityOptions.owner(arguments); // nothing comes before
        }
        if (given != null) {
            if (!isAsked) {
                UserDb users = UserSource.of(arguments, EtcFile.users());
                Start start = Start.decide(given, argv, line.command(), users, List.of(), options);
                return answer(invocation, start, isDry, isJson, log);
            }
        }
        Entrypoint entrypoint = new Entrypoint(config);
        ByteString user = given != null ? given : entrypoint.user(arguments);
        boolean isConfigured = given == null || arguments.has(RunOptions.SETUP);
        Planned planned = entrypoint.run(user, arguments, log, isConfigured);
        if (planned.signal() != 0) {
            return new Outcome.Exit(ExitCode.SIGNALLED + planned.signal());
        }
        try {
            List<ByteString> edits = entrypoint.edits();
            ByteString owner = IdentityOptions.owner(arguments); // which a step may have changed
            Start start =
                    Start.decide(
                            owner != null ? owner : user,
                            argv,
                            line.command(),
                            UserSource.of(arguments, planned.users()),
                            edits,
                            options);
            return answer(invocation, start, isDry, isJson, log);
        } catch (CommandException e) {
            String horizon = planned.horizon();
            if (horizon == null) {
                throw e;
            }
            String hint = "a dry run knows nothing behind '" + horizon + "'";
            throw new CommandException(String.valueOf(e.getMessage()), hint, e);
        }
    }

    /** Read the configuration, if there is one and it is wanted. */
    private static Config config(Arguments arguments) throws CommandException {
        ByteString file = arguments.value(RunOptions.CONFIG);
        if (arguments.has(RunOptions.NO_CONFIG)) {
            return Config.EMPTY;
        }
        try {
            return file == null ? ConfigReader.system() : ConfigReader.file(file);
        } catch (ConfigException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    private static Outcome answer(
            Invocation invocation, Start start, boolean isDry, boolean isJson, StepLog log)
            throws IOException {
        List<String> warnings = start.identity().warnings();
        for (int i = 0; i < warnings.size(); i++) {
            log.warning(warnings.get(i));
        }
        if (!isDry) {
            log.decided(start, invocation.arguments());
            return new Outcome.Perform(start.decision());
        }
        ByteString[] argv = invocation.arguments();
        return invocation.answer(
                isJson
                        ? DryRun.json(start, argv, log.planned())
                        : DryRun.text(start, argv, log.planned()));
    }

    /**
     * The operands.
     *
     * @param user null in the entrypoint form
     * @param command the index of the command
     */
    private record Line(@Nullable ByteString user, int command) {

        static Line of(Arguments arguments, ByteString[] argv) throws CommandException {
            int first = arguments.operands();
            if (first < argv.length && arguments.separated()) {
                return new Line(null, first);
            }
            if (first == argv.length) {
                String missing = arguments.separated() ? "no command given" : "no user given";
                throw new CommandException(missing, usage());
            }
            int command = first + 1;
            if (command < argv.length && argv[command].equals(SEPARATOR)) {
                command++;
            }
            if (command >= argv.length) {
                throw new CommandException("no command given", usage());
            }
            return new Line(argv[first], command);
        }
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
