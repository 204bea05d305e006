package ctk.cmd.shell.processes;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.core.proc.ProcessStatus;
import ctk.core.proc.SignalName;
import ctk.core.proc.SignalSets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code signals}. */
public final class Signals extends Described {

    private static final int LAST_STANDARD = 31;

    /** One for all calls. */
    public Signals() {
        super(
                "signals",
                "[PID]",
                "tell which signals a process, or the shell, catches, ignores and blocks",
                Operand.PID);
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        int pid = Pids.oneOrSelf(flags(call).atMost(1));
        ProcessStatus status = Pids.status(pid);
        SignalSets sets = status.signals();
        try (Printer out = new Printer(call)) {
            out.text("caught:   " + names(sets.caught()) + "\n");
            out.text("ignored:  " + names(sets.ignored()) + "\n");
            out.text("blocked:  " + names(sets.blocked()) + "\n");
            out.text("pending:  " + names(sets.pending() | sets.sharedPending()) + "\n");
        }
        return 0;
    }

    /** Return the names of a set; of more than two real-time signals in a row the ends. */
    private static String names(long set) {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= Long.SIZE; number++) {
            int last = number;
            while (number > LAST_STANDARD && last < Long.SIZE && holds(set, last + 1)) {
                last++;
            }
            if (holds(set, number) && last > number + 1) {
                names.add(SignalName.of(number) + " to " + SignalName.of(last));
                number = last;
            } else if (holds(set, number)) {
                names.add(SignalName.of(number));
            }
        }
        return names.isEmpty() ? "none" : String.join(" ", names);
    }

    private static boolean holds(long set, int number) {
        return (set & 1L << (number - 1)) != 0;
    }
}
