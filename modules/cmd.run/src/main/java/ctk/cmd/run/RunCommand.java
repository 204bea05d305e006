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
import ctk.core.linux.Installation;
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
        long begin = System.nanoTime();
        Config config = config(arguments);
        long read = System.nanoTime() - begin;
        boolean isSetUp = arguments.has(RunOptions.SETUP) || arguments.has(RunOptions.VOLUME);
        RunSection.underlay(config.run(), arguments);
        if (Installation.hasOwnLibrary() && UserSource.isNss(arguments)) {
            return new Outcome.StartAgain(); // nothing was done yet
        }
        StartOptions options = StartOptions.of(arguments);
        Line line = Line.of(arguments, argv);
        String format = RunSection.value(arguments, RunOptions.LOG_FORMAT, "text");
        StepLog log = new StepLog(invocation.err(), arguments.has(RunOptions.VERBOSE), format);
        if (!config.files().isEmpty()) {
            log.applied("configuration", String.join(", ", config.files()), read);
        }
        Asked asked = new Asked(invocation, arguments, options, line.command(), log);
        DryRun.isJson(arguments.value(RunOptions.DRY_RUN));
        ByteString given = line.user();
        if (given != null) {
            refuseEmpty(given);
            IdentityOptions.refuseOwnerBeside(given, arguments);
        } else if (!isSetUp && config.steps().isEmpty()) {
            given = IdentityOptions.owner(arguments); // nothing comes before
        }
        if (given != null && !isSetUp) {
            return asked.start(given, EtcFile.users(), List.of());
        }
        return asked.setUp(given, config);
    }

    /**
     * A line that was read.
     *
     * @param command the index of the command
     */
    private record Asked(
            Invocation invocation,
            Arguments arguments,
            StartOptions options,
            int command,
            StepLog log) {

        /** Do the set-up, and what comes behind it. */
        Outcome setUp(@Nullable ByteString given, Config config)
                throws CommandException, IOException {
            Entrypoint entrypoint = new Entrypoint(config);
            ByteString user = given != null ? given : entrypoint.user(arguments);
            boolean isConfigured = given == null || arguments.has(RunOptions.SETUP);
            boolean isDry = arguments.has(RunOptions.DRY_RUN);
            if (!isDry && Foresight.isNeeded(arguments)) {
                foresee(user, new Entrypoint(config), isConfigured);
            }
            Planned planned = entrypoint.run(user, arguments, log, isConfigured, isDry);
            if (planned.signal() != 0) {
                return new Outcome.Exit(ExitCode.SIGNALLED + planned.signal());
            }
            try {
                ByteString owner =
                        IdentityOptions.owner(arguments); // which a step may have changed
                return start(owner != null ? owner : user, planned.users(), entrypoint.edits());
            } catch (CommandException e) {
                String horizon = planned.horizon();
                if (horizon == null) {
                    throw e;
                }
                String hint = "a dry run knows nothing behind '" + horizon + "'";
                throw new CommandException(String.valueOf(e.getMessage()), hint, e);
            }
        }

        /** Where the right to switch may be missing: refuse before anything is changed. */
        private void foresee(ByteString user, Entrypoint dry, boolean isConfigured)
                throws CommandException, IOException {
            Planned planned = dry.run(user, arguments, Foresight.SILENT, isConfigured, true);
            if (planned.signal() == 0 && planned.horizon() == null) {
                ByteString[] argv = invocation.arguments();
                UserDb users = UserSource.of(arguments, planned.users());
                Start.decide(user, argv, command, users, dry.edits(), options);
            }
        }

        /**
         * Decide, and start or show.
         *
         * @param files where users are looked up unless an option says otherwise
         * @param edits of the set-up
         */
        Outcome start(ByteString user, UserDb files, List<ByteString> edits)
                throws CommandException, IOException {
            ByteString[] argv = invocation.arguments();
            long begin = System.nanoTime();
            UserDb users = UserSource.of(arguments, files);
            Start start = Start.decide(user, argv, command, users, edits, options);
            long time = System.nanoTime() - begin;
            List<String> warnings = start.identity().warnings();
            for (int i = 0; i < warnings.size(); i++) {
                log.warning(warnings.get(i));
            }
            if (!arguments.has(RunOptions.DRY_RUN)) {
                log.decided(start, argv, time);
                return new Outcome.Perform(start.decision());
            }
            return invocation.answer(
                    DryRun.isJson(arguments.value(RunOptions.DRY_RUN))
                            ? DryRun.json(start, argv, log.planned())
                            : DryRun.text(start, argv, log.planned()));
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
