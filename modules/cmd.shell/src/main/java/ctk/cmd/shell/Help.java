package ctk.cmd.shell;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** {@code help}. */
final class Help implements Builtin {

    private static final int COLUMN = 15;
    private static final int WIDTH = 78;

    private static final List<String> LANGUAGE =
            List.of(
                    "Lines are those of sh: 'quotes', \"quotes\", \\, $'\\xNN', $VAR, ${VAR}, $?,"
                            + " ~,",
                    "* ? [...] | && || ! ; & < > >> 2> 2>&1 and # comments. There is no if, while,",
                    "case, function, $(...) or <<. Ctrl-C ends the line or the program, Ctrl-Z",
                    "stops it, Ctrl-D leaves.");

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String usage() {
        return "[COMMAND]";
    }

    @Override
    public String summary() {
        return "list the commands of the shell, or tell about one";
    }

    @Override
    public Operand operand() {
        return Operand.COMMAND;
    }

    @Override
    public int run(Call call) throws IOException {
        if (call.arguments().isEmpty()) {
            call.print(list());
            return 0;
        }
        for (ByteString name : call.arguments()) {
            Builtin builtin = Builtins.find(name);
            if (builtin == null) {
                return call.fail("no such command of the shell " + name.quoted());
            }
            call.print(builtin.help());
        }
        return 0;
    }

    private static String list() {
        StringBuilder text = new StringBuilder();
        Builtins.all().stream()
                .sorted(Comparator.comparing(Builtin::name))
                .forEach(each -> text.append(line(each.name(), each.summary())));
        text.append("\nCommands of ctk, which COMMAND --help tells about:\n");
        CtkCommands.summaries().forEach((name, summary) -> text.append(line(name, summary)));
        text.append(line("plan", "say what the entrypoint would do: ctk run --dry-run"));
        text.append(line("id", "the same as whoami"));
        text.append('\n');
        LANGUAGE.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String line(String name, String summary) {
        String padding = " ".repeat(Math.max(1, COLUMN - name.length()));
        String text = "  " + name + padding + summary;
        return (text.length() > WIDTH ? text.substring(0, WIDTH - 3) + "..." : text) + "\n";
    }
}
