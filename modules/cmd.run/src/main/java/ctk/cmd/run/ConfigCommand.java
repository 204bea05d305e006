package ctk.cmd.run;

import ctk.core.cli.ArgumentReader;
import ctk.core.cli.Arguments;
import ctk.core.cli.Command;
import ctk.core.cli.CommandException;
import ctk.core.cli.CommonOptions;
import ctk.core.cli.ErrorLine;
import ctk.core.cli.ExitCode;
import ctk.core.cli.Invocation;
import ctk.core.cli.OptionTable;
import ctk.core.cli.Outcome;
import ctk.core.config.Config;
import ctk.core.config.ConfigException;
import ctk.core.config.ConfigReader;
import ctk.core.linux.ByteString;
import ctk.core.steps.Catalog;
import ctk.core.steps.SetUp;
import ctk.core.steps.StepException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** {@code ctk config check [FILE]}: what {@code ctk run} would say of its configuration. */
public final class ConfigCommand implements Command {

    private static final OptionTable TABLE =
            new OptionTable(
                    "ctk config",
                    "check a configuration without acting on it",
                    List.of("[OPTIONS] check [FILE]"),
                    List.of(
                            RunOptions.PLUGIN_PATH,
                            CommonOptions.DEBUG,
                            CommonOptions.HELP,
                            CommonOptions.VERSION),
                    List.of(
                            "Without FILE: /etc/ctk/ctk.toml and /etc/ctk/conf.d. Keys and types"
                                + " are checked, and that every step is there; variables are not"
                                + " expanded. Exit status: 0 if all is well, 1 if not."));

    /** Called by ServiceLoader. */
    public ConfigCommand() {}

    @Override
    public List<String> names() {
        return List.of("config");
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
        int verb = arguments.operands();
        boolean isCheck = verb < argv.length && argv[verb].equals(ByteString.of("check"));
        if (!isCheck || argv.length > verb + 2) {
            throw new CommandException(
                    isCheck ? "more than one file given" : "no verb given",
                    "usage: ctk config " + TABLE.synopsis().getFirst());
        }
        return check(invocation, arguments, verb + 1 < argv.length ? argv[verb + 1] : null);
    }

    private static Outcome check(
            Invocation invocation, Arguments arguments, @Nullable ByteString file)
            throws IOException {
        try {
            Config config = file == null ? ConfigReader.system() : ConfigReader.file(file);
            RunSection.underlay(config.run(), arguments);
            StartOptions.of(arguments);
            Entrypoint.checkVolumes(arguments);
            StepLog.isJson(RunSection.value(arguments, RunOptions.LOG_FORMAT, "text"));
            Catalog catalog = new Catalog(arguments.values(RunOptions.PLUGIN_PATH));
            SetUp.prepare(config.steps(), catalog);
            return invocation.answer(answer(config));
        } catch (ConfigException e) {
            return refuse(invocation, e.getMessage(), e.hint());
        } catch (StepException e) {
            return refuse(invocation, e.getMessage(), e.hint());
        } catch (CommandException e) {
            return refuse(invocation, e.getMessage(), e.hint());
        }
    }

    private static Outcome refuse(
            Invocation invocation, @Nullable String message, @Nullable String hint) {
        ErrorLine.write(invocation.err(), "ctk config", String.valueOf(message), hint);
        return new Outcome.Exit(ExitCode.INCOMPLETE);
    }

    private static String answer(Config config) {
        StringBuilder text = new StringBuilder();
        for (String each : config.files()) {
            text.append(each).append(": ok\n");
        }
        for (String each : config.replaced()) {
            text.append(each).append('\n');
        }
        int steps = config.steps().size();
        String files = config.files().isEmpty() ? "no configuration" : "";
        text.append(files.isEmpty() ? steps + (steps == 1 ? " step" : " steps") : files);
        return text.append('\n').toString();
    }
}
