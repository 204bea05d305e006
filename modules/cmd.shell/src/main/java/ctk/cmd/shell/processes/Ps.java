package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Identities;
import ctk.cmd.shell.text.Owners;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Sizes;
import ctk.cmd.shell.text.Table;
import ctk.core.linux.ByteString;
import ctk.core.proc.ProcessStatus;
import ctk.core.proc.Processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code ps}. */
public final class Ps extends Described {

    /** One for all calls. */
    public Ps() {
        super(
                "ps",
                "[-n] [-u USER] [PID...]",
                "list the processes as a tree: all, or PIDs with those below them",
                Operand.PID,
                "-n  user ids instead of names",
                "-u USER  only those of a user",
                "",
                "! marks those whose effective user is root. CAPS: effective capabilities. S: R",
                "runs, S sleeps, D waits for a device, T is stopped, Z has ended. COMMAND: the",
                "arguments, or the name in brackets if there are none.");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        List<Integer> wanted = new ArrayList<>();
        for (ByteString operand : flags.operands()) {
            wanted.add(Pids.parse(operand));
        }
        ByteString user = flags.value('u');
        long uid = user == null ? -1 : Identities.user(user);
        Owners owners = Owners.read(flags.has('n'));
        Table table = Table.of("", ">PID", "USER", "CAPS", ">THR", ">RSS", "S", "COMMAND");
        int shown = 0;
        for (ProcessTree.Node node : ProcessTree.of(Processes.all(), wanted)) {
            ProcessStatus status = node.status();
            if (user == null || status.uid() == uid) {
                shown++;
                row(node, owners, user == null, table);
            }
        }
        try (Printer out = new Printer(call)) {
            table.print(call, out);
        }
        for (int pid : wanted) {
            if (Processes.find(pid) == null) {
                shown = 0;
                call.fail("no process " + pid);
            }
        }
        return shown > 0 ? 0 : 1;
    }

    private static void row(ProcessTree.Node node, Owners owners, boolean isTree, Table table)
            throws IOException {
        ProcessStatus status = node.status();
        int depth = isTree ? node.depth() : 0;
        String branch = depth == 0 ? "" : "  ".repeat(depth - 1) + "\\_ ";
        table.row(
                status.uid() == 0 ? "!" : "",
                status.pid(),
                owners.user(status.uid()),
                CapabilityText.brief(status.capabilities().effective()),
                status.threads(),
                Sizes.human(status.resident() * 1024),
                status.state(),
                branch + command(status));
    }

    private static String command(ProcessStatus status) throws IOException {
        List<String> words = new ArrayList<>();
        for (ByteString argument : Processes.arguments(status.pid())) {
            words.add(argument.length() == 0 ? "''" : argument.printable());
        }
        String line = String.join(" ", words).strip();
        return line.isEmpty() ? "[" + status.name().printable() + "]" : line;
    }
}
