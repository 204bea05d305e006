package ctk.cmd.shell.running;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** {@code bg}. */
public final class Background implements Builtin {

    /** One for all calls. */
    public Background() {}

    @Override
    public String name() {
        return "bg";
    }

    @Override
    public String usage() {
        return "[JOB]";
    }

    @Override
    public String summary() {
        return "let the job, or the last one, go on in the background";
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
        job.proceed();
        call.print("[" + job.number() + "] " + job.text().printable() + "\n");
        return 0;
    }
}
