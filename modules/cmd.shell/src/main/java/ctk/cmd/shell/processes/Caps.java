package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.core.proc.CapabilitySets;
import ctk.core.proc.ProcessStatus;

import java.io.IOException;
import java.util.List;

/** {@code caps}. */
public final class Caps extends Described {

    private static final List<String> SECCOMP = List.of("off", "strict", "filtered");

    /** One for all calls. */
    public Caps() {
        super(
                "caps",
                "[PID]",
                "tell the capabilities of a process, or of the shell, and what bounds them",
                Operand.PID);
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        int pid = Pids.oneOrSelf(flags(call).atMost(1));
        ProcessStatus status = Pids.status(pid);
        CapabilitySets sets = status.capabilities();
        int seccomp = status.seccomp();
        try (Printer out = new Printer(call)) {
            out.text("effective:    " + CapabilityText.full(sets.effective()) + "\n");
            out.text("permitted:    " + CapabilityText.full(sets.permitted()) + "\n");
            out.text("inheritable:  " + CapabilityText.full(sets.inheritable()) + "\n");
            out.text("ambient:      " + CapabilityText.full(sets.ambient()) + "\n");
            out.text("bounding:     " + CapabilityText.full(sets.bounding()) + "\n");
            out.text("no_new_privs: " + (status.noNewPrivs() ? "on" : "off") + "\n");
            boolean isKnown = seccomp >= 0 && seccomp < SECCOMP.size();
            out.text("seccomp:      " + (isKnown ? SECCOMP.get(seccomp) : seccomp) + "\n");
        }
        return 0;
    }
}
