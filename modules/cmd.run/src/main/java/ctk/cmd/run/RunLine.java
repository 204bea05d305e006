package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.config.Config;
import ctk.core.config.ConfigException;
import ctk.core.config.ConfigReader;
import ctk.core.linux.ByteString;
import ctk.core.linux.Installation;
import ctk.core.steps.CommandEnvironment;
import ctk.core.steps.Planned;
import ctk.core.steps.Reporter;
import ctk.core.userdb.EtcFile;
import ctk.core.userdb.UserDb;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A line of {@code ctk run} that was read, and the configuration below it. */
final class RunLine {

    private static final ByteString SEPARATOR = ByteString.of("--");

    private final ByteString[] argv;
    private final Arguments arguments;
    private final Config config;
    private final StartOptions options;
    private final Operands operands;

    /** Whether the line asks for a set-up; volumes of the configuration alone do not. */
    private final boolean isSetUp;

    /** Nanoseconds that it took to read the configuration. */
    private final long readingTime;

    /** The environment that the set-up looked variables up in, or null. */
    private @Nullable CommandEnvironment environment;

    private RunLine(
            ByteString[] argv,
            Arguments arguments,
            Config config,
            StartOptions options,
            Operands operands,
            boolean isSetUp,
            long readingTime) {
        this.argv = argv;
        this.arguments = arguments;
        this.config = config;
        this.options = options;
        this.operands = operands;
        this.isSetUp = isSetUp;
        this.readingTime = readingTime;
    }

    /**
     * What became of a start.
     *
     * @param start null if a signal ended it before
     * @param signal that did, or 0
     * @param nanoseconds that it took to look the user up and to decide
     */
    record Decided(@Nullable Start start, int signal, long nanoseconds) {}

    /**
     * The operands.
     *
     * @param user null in the entrypoint form
     * @param command the index of the command
     */
    private record Operands(@Nullable ByteString user, int command) {

        static Operands of(Arguments arguments, ByteString[] argv) throws CommandException {
            int first = arguments.operands();
            if (first < argv.length && arguments.separated()) {
                return new Operands(null, first);
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
                boolean isOwner = arguments.has(IdentityOptions.MATCH_OWNER);
                throw new CommandException(
                        "no command given", isOwner ? IdentityOptions.WITHOUT_USER : usage());
            }
            return new Operands(argv[first], command);
        }
    }

    /**
     * Read the configuration, if there is one and it is wanted, and all that options say.
     *
     * @param arguments of the line; those of the configuration come below them
     */
    static RunLine read(Arguments arguments, ByteString[] argv) throws CommandException {
        long begin = System.nanoTime();
        Config config = config(arguments);
        long time = System.nanoTime() - begin;
        boolean isSetUp = arguments.has(RunOptions.SETUP) || arguments.has(RunOptions.VOLUME);
        RunSection.underlay(config.run(), arguments);
        StartOptions options = StartOptions.of(arguments);
        Operands operands = Operands.of(arguments, argv);
        return new RunLine(argv, arguments, config, options, operands, isSetUp, time);
    }

    private static Config config(Arguments arguments) throws CommandException {
        ByteString file = arguments.value(RunOptions.CONFIG);
        if (arguments.has(RunOptions.NO_CONFIG)) {
            if (file != null) {
                throw new CommandException("--no-config conflicts with --config", null);
            }
            return Config.EMPTY;
        }
        try {
            return file == null ? ConfigReader.system() : ConfigReader.file(file);
        } catch (ConfigException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    /** Tell whether it can only be done with the C library of the image, whose modules it loads. */
    boolean isForAnotherLibrary() throws CommandException {
        return Installation.hasOwnLibrary() && UserSource.isNss(arguments);
    }

    /** Tell which files were read. */
    void tellConfiguration(Reporter log) {
        if (!config.files().isEmpty()) {
            log.applied("configuration", String.join(", ", config.files()), readingTime);
        }
    }

    /**
     * Do the set-up, and decide what comes behind it.
     *
     * @param isDry do nothing but plan
     */
    Decided decide(Reporter log, boolean isDry) throws CommandException {
        ByteString given = operands.user();
        if (given != null) {
            refuseEmpty(given);
            IdentityOptions.refuseOwnerBeside(given, arguments);
        } else if (!isSetUp && config.steps().isEmpty()) {
            given = IdentityOptions.owner(arguments); // nothing comes before
        }
        return given != null && !isSetUp
                ? start(given, EtcFile.users(), List.of(), log)
                : setUp(given, log, isDry);
    }

    private Decided setUp(@Nullable ByteString given, Reporter log, boolean isDry)
            throws CommandException {
        Entrypoint entrypoint = new Entrypoint(config);
        environment = entrypoint.environment();
        ByteString user = given != null ? given : entrypoint.user(arguments);
        boolean isConfigured = given == null || arguments.has(RunOptions.SETUP);
        if (!isDry && Foresight.isNeeded(arguments)) {
            foresee(user, new Entrypoint(config), isConfigured);
        }
        Planned planned = entrypoint.run(user, arguments, log, isConfigured, isDry);
        if (planned.signal() != 0) {
            return new Decided(null, planned.signal(), 0);
        }
        try {
            ByteString owner = IdentityOptions.owner(arguments); // which a step may have changed
            return start(owner != null ? owner : user, planned.users(), entrypoint.edits(), log);
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
            throws CommandException {
        Planned planned = dry.run(user, arguments, Foresight.SILENT, isConfigured, true);
        if (planned.signal() == 0 && planned.horizon() == null) {
            UserDb users = UserSource.of(arguments, planned.users());
            Start.decide(user, argv, operands.command(), users, dry.edits(), options);
        }
    }

    /**
     * Decide.
     *
     * @param files where users are looked up unless an option says otherwise
     * @param edits of the set-up
     */
    private Decided start(ByteString user, UserDb files, List<ByteString> edits, Reporter log)
            throws CommandException {
        long begin = System.nanoTime();
        UserDb users = UserSource.of(arguments, files);
        Start start = Start.decide(user, argv, operands.command(), users, edits, options);
        long time = System.nanoTime() - begin;
        List<String> warnings = start.identity().warnings();
        for (int i = 0; i < warnings.size(); i++) {
            log.warning(warnings.get(i));
        }
        return new Decided(start, 0, time);
    }

    /** Return the variables of ctk's caller that options asked for. */
    List<ByteString> askedByOptions() {
        return options.asked();
    }

    /** Return what the set-up looked variables up in; null if there was none. */
    @Nullable CommandEnvironment environment() {
        return environment;
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
