package ctk.cmd.plugins;

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
import ctk.core.steps.Catalog;
import ctk.core.steps.Found;
import ctk.core.steps.StepException;

import java.io.IOException;
import java.util.List;

/** {@code ctk plugins}: the steps that a configuration can use. */
public final class PluginsCommand implements Command {

    static final Option PLUGIN_PATH =
            Option.valued(
                    "--plugin-path",
                    "DIRECTORY",
                    CommonOptions.SETUP,
                    "List the steps in the jars of DIRECTORY too. Repeatable.");

    static final Option JSON =
            Option.flag("--json", CommonOptions.OUTPUT, "Print the list as JSON.");

    static final OptionTable TABLE =
            new OptionTable(
                    "ctk plugins",
                    "list the set-up steps that there are, with their keys",
                    List.of("[OPTIONS] [STEP...]"),
                    List.of(
                            PLUGIN_PATH,
                            JSON,
                            CommonOptions.DEBUG,
                            CommonOptions.HELP,
                            CommonOptions.VERSION),
                    List.of(
                            "Steps are in the image, in lib/plugins of the installation, and where"
                                    + " --plugin-path says."));

    /** Called by ServiceLoader. */
    public PluginsCommand() {}

    @Override
    public List<String> names() {
        return List.of("plugins");
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
        List<ByteString> wanted = List.of(argv).subList(arguments.operands(), argv.length);
        try {
            List<Found> steps = new Catalog(arguments.values(PLUGIN_PATH)).all();
            List<Found> chosen = wanted.isEmpty() ? steps : choose(steps, wanted);
            return invocation.answer(
                    arguments.has(JSON) ? Listing.json(chosen) : Listing.text(chosen));
        } catch (StepException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    private static List<Found> choose(List<Found> steps, List<ByteString> wanted)
            throws CommandException {
        for (ByteString each : wanted) {
            String id = each.toString();
            if (steps.stream().noneMatch(step -> step.id().equals(id))) {
                throw new CommandException(
                        "no such step " + each.quoted(), "ctk plugins lists the steps");
            }
        }
        return steps.stream().filter(s -> wanted.contains(ByteString.of(s.id()))).toList();
    }
}
