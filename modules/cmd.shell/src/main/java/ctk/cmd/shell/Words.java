package ctk.cmd.shell;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.terminal.Vocabulary;
import ctk.core.cli.Command;
import ctk.core.linux.ByteString;
import ctk.core.steps.Catalog;
import ctk.core.steps.Found;
import ctk.core.steps.StepException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The commands of the shell for completion. */
final class Words implements Vocabulary {

    private final Map<String, String> commands = new TreeMap<>();
    private final Map<String, Command> ctk = CtkCommands.all();

    Words() {
        Builtins.all().forEach(each -> commands.put(each.name(), each.summary()));
        ctk.forEach((name, each) -> commands.put(name, each.options().summary()));
        commands.put("ctk", "the commands of ctk by their whole name");
        commands.put("plan", "say what the entrypoint would do");
        commands.put("id", "the same as whoami");
    }

    @Override
    public Map<String, String> commands() {
        return commands;
    }

    @Override
    public Map<String, String> options(String command) {
        Map<String, String> options = new TreeMap<>();
        Builtin builtin = Builtins.find(ByteString.of(command));
        Command own = ctk.get(command.equals("id") ? "whoami" : command);
        if (builtin != null) {
            builtin.options().forEach(each -> options.put(each, ""));
        } else if (own != null) {
            own.options().options().forEach(o -> options.put(o.name(), o.description()));
        }
        return options;
    }

    @Override
    public @Nullable Operand operand(String command) {
        Builtin builtin = Builtins.find(ByteString.of(command));
        if (builtin != null) {
            return builtin.operand();
        }
        return switch (command) {
            case "ctk", "plan" -> Operand.COMMAND;
            case "run", "whoami", "id" -> Operand.USER;
            case "plugins" -> Operand.STEP;
            default -> null;
        };
    }

    @Override
    public List<String> steps() {
        try {
            return new Catalog(List.of()).all().stream().map(Found::id).sorted().toList();
        } catch (StepException e) {
            return List.of(); // ctk plugins says why
        }
    }
}
