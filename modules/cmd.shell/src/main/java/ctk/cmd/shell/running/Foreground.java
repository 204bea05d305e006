package ctk.cmd.shell.running;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** {@code fg}. */
public final class Foreground implements Builtin {

    /** One for all calls. */
    public Foreground() {}

    @Override
    public String name() {
        return "fg";
    }

    @Override
    public String usage() {
        return "[JOB]";
    }

    @Override
    public String summary() {
        return "put the job, or the last one, into the foreground";
    }

    @Override
    public Operand operand() {
        return Operand.JOB;
    }

    @Override
    public boolean changesShell(List<ByteString> arguments) {
        return true;
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Shell shell = (Shell) call.shell();
        Job job = JobOperand.find(shell, call.arguments());
        if (job == null) {
            return call.fail("no such job");
        }
        call.print(job.text().printable() + "\n");
        return shell.resume(job);
    }
}
