package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Table;
import ctk.core.linux.ByteString;
import ctk.core.proc.OpenFile;
import ctk.core.proc.Socket;
import ctk.core.proc.Sockets;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code fds}. */
public final class Fds extends Described {

    /** One for all calls. */
    public Fds() {
        super(
                "fds",
                "[PID]",
                "list the open descriptors of a process, or of the shell",
                Operand.PID);
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        List<ByteString> operands = flags(call).atMost(1);
        List<OpenFile> files = OpenFile.of(Pids.oneOrSelf(operands));
        boolean hasSocket = files.stream().anyMatch(file -> file.target().startsWith(PREFIX));
        Map<String, String> sockets = hasSocket ? sockets() : Map.of();
        Table table = Table.of(">FD", "ACCESS", ">POSITION", "FILE");
        for (OpenFile file : files) {
            String target = file.target().printable();
            table.row(
                    file.number(),
                    file.access(),
                    file.position() < 0 ? "?" : file.position(),
                    target + sockets.getOrDefault(target, ""));
        }
        try (Printer out = new Printer(call)) {
            table.print(call, out);
        }
        return 0;
    }

    private static final ByteString PREFIX = ByteString.of("socket:[");

    /** What the sockets of this network namespace are, by the text of links to them. */
    private static Map<String, String> sockets() throws IOException {
        Map<String, String> all = new HashMap<>();
        for (Socket socket : Sockets.all()) {
            String remote = socket.remote().printable();
            all.put(
                    "socket:[" + socket.inode() + "]",
                    " "
                            + socket.protocol()
                            + " "
                            + socket.state()
                            + " "
                            + socket.local().printable()
                            + (remote.isEmpty() ? "" : " to " + remote));
        }
        return all;
    }
}
