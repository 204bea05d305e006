package ctk.documents;

import ctk.core.cli.Command;
import ctk.core.cli.OptionTable;
import ctk.core.cli.ProgramTable;
import ctk.core.setup.SetupStep;
import ctk.core.steps.Declared;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What documents tell of.
 *
 * @param top the table of {@code ctk} alone
 * @param commands the tables of the commands, by name
 * @param byProgramName the tables of those that the program's own name chooses, by name
 * @param steps the set-up steps, by id
 */
record Model(
        OptionTable top,
        SortedMap<String, OptionTable> commands,
        SortedMap<String, OptionTable> byProgramName,
        List<Declared> steps) {

    /** Take what the modules beside this one provide. */
    static Model ofModules() {
        ServiceLoader<Command> loader = ServiceLoader.load(Command.class);
        SortedMap<String, OptionTable> commands = new TreeMap<>();
        SortedMap<String, OptionTable> byProgramName = new TreeMap<>();
        for (Command each : loader) {
            (each.byProgramName() ? byProgramName : commands)
                    .put(each.names().getFirst(), each.options());
        }
        List<Declared> steps =
                ServiceLoader.load(SetupStep.class).stream()
                        .map(provider -> Declared.of(provider.get()))
                        .sorted(Comparator.comparing(Declared::id))
                        .toList();
        if (commands.isEmpty() || steps.isEmpty()) {
            throw new IllegalStateException("there are no commands, or no steps");
        }
        return new Model(ProgramTable.of(loader), commands, byProgramName, steps);
    }

    boolean has(String command) {
        return commands.containsKey(command) || byProgramName.containsKey(command);
    }

    /** Return the table of a command; {@code ctk} stands for that without a command. */
    OptionTable table(String name) {
        OptionTable table =
                name.equals("ctk") ? top : commands.getOrDefault(name, byProgramName.get(name));
        if (table == null) {
            throw new IllegalArgumentException("no command " + name);
        }
        return table;
    }

    /** Return the step of that id. */
    Declared step(String id) {
        return steps.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step " + id));
    }
}
