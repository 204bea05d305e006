package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.core.linux.ByteString;
import ctk.core.proc.Cgroup;

import java.io.IOException;
import java.util.List;

/** {@code cgroup}. */
public final class CgroupReport extends Described {

    private static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids");

    private static final List<String> FILES =
            List.of(
                    "memory.current",
                    "memory.max",
                    "memory.high",
                    "memory.peak",
                    "memory.swap.max",
                    "memory.events",
                    "memory.usage_in_bytes",
                    "memory.limit_in_bytes",
                    "memory.max_usage_in_bytes",
                    "cpu.max",
                    "cpu.weight",
                    "cpu.cfs_quota_us",
                    "cpu.cfs_period_us",
                    "cpu.shares",
                    "cpu.stat",
                    "pids.current",
                    "pids.max");

    /** One for all calls. */
    public CgroupReport() {
        super(
                "cgroup",
                "[PID]",
                "tell the control groups of a process, or of the shell, with their limits",
                Operand.PID,
                "",
                "The files are the kernel's: cgroups(7). In version 1 other hierarchies than",
                "memory, cpu and pids are not shown.");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        int pid = Pids.oneOrSelf(flags(call).atMost(1));
        Pids.status(pid);
        try (Printer out = new Printer(call)) {
            for (Cgroup group : Cgroup.of(pid)) {
                boolean isShown = group.version() == 2;
                for (String controller : CONTROLLERS) {
                    isShown |= group.has(controller);
                }
                if (isShown) {
                    print(group, out);
                }
            }
        }
        return 0;
    }

    private static void print(Cgroup group, Printer out) throws IOException {
        String which = group.version() == 2 ? "version 2" : "version 1, " + group.controllers();
        ByteString directory = group.directory();
        out.text("group:  " + group.path().printable() + " (" + which + ")\n");
        out.text(
                "files:  "
                        + (directory == null ? "not mounted here" : directory.printable())
                        + "\n");
        for (String file : FILES) {
            String value = group.value(file);
            if (value != null) {
                String line = value.replace('\n', ' ');
                out.text("  " + file + " ".repeat(Math.max(1, 27 - file.length())) + line + "\n");
            }
        }
    }
}
