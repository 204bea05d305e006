package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Owners;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Table;
import ctk.core.proc.ProcessStatus;
import ctk.core.proc.Processes;
import ctk.core.proc.Socket;
import ctk.core.proc.Sockets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code sockets}. */
public final class SocketList extends Described {

    /** One for all calls. */
    public SocketList() {
        super(
                "sockets",
                "[-lnx]",
                "list the sockets of this network, and the processes that have them open",
                Operand.NONE,
                "-l  only those that wait for connections, or are bound (udp)",
                "-n  user ids instead of names",
                "-x  unix sockets too",
                "",
                "Processes are those of this PID namespace whose descriptors the shell may list:",
                "as another user than root only its own.");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        flags.atMost(0);
        Owners owners = Owners.read(flags.has('n'));
        Map<Long, List<Integer>> processes = Sockets.owners();
        Table table = Table.of("PROTO", "STATE", "LOCAL", "REMOTE", "USER", "PROCESS");
        for (Socket socket : Sockets.all()) {
            boolean waits = socket.state().equals("LISTEN") || socket.state().equals("UNCONNECTED");
            boolean isUnix = socket.protocol().equals("unix");
            if ((flags.has('l') && !(isUnix ? socket.state().equals("LISTEN") : waits))
                    || (isUnix && !flags.has('x'))) {
                continue;
            }
            String remote = socket.remote().printable();
            table.row(
                    socket.protocol(),
                    socket.state(),
                    socket.local().length() == 0 ? "-" : socket.local().printable(),
                    remote.isEmpty() ? "-" : remote,
                    socket.uid() < 0 ? "-" : owners.user(socket.uid()),
                    processes(processes.getOrDefault(socket.inode(), List.of())));
        }
        try (Printer out = new Printer(call)) {
            table.print(call, out);
        }
        return 0;
    }

    private static String processes(List<Integer> pids) throws IOException {
        List<String> names = new ArrayList<>();
        for (int pid : pids) {
            ProcessStatus status = Processes.find(pid);
            names.add(pid + (status == null ? "" : " " + status.name().printable()));
        }
        return names.isEmpty() ? "-" : String.join(", ", names);
    }
}
