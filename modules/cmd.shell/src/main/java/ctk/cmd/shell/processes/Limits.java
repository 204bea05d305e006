package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.cmd.shell.text.Table;
import ctk.core.proc.Limit;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code limits}. */
public final class Limits extends Described {

    /** One for all calls. */
    public Limits() {
        super(
                "limits",
                "[PID]",
                "tell the resource limits of a process, or of the shell",
                Operand.PID);
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        int pid = Pids.oneOrSelf(flags(call).atMost(1));
        List<Limit> limits = Limit.of(pid);
        if (limits.isEmpty()) {
            throw Pids.missing(pid);
        }
        Table table = Table.of("LIMIT", ">SOFT", ">HARD", "UNIT");
        for (Limit limit : limits) {
            String name = limit.name().toLowerCase(Locale.ROOT);
            table.row(name.substring("max ".length()), limit.soft(), limit.hard(), limit.unit());
        }
        try (Printer out = new Printer(call)) {
            table.print(call, out);
        }
        return 0;
    }
}
