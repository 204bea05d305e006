package ctk.cmd.shell.running;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;

import java.io.IOException;

/** {@code jobs}. */
public final class Jobs implements Builtin {

    /** One for all calls. */
    public Jobs() {}

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "list what runs in the background or is stopped";
    }

    @Override
    public Operand operand() {
        return Operand.NONE;
    }

    @Override
    public boolean changesShell() {
        return true;
    }

    @Override
    public int run(Call call) throws IOException {
        for (Job job : ((Shell) call.shell()).jobs().all()) {
            call.print(JobTable.line(job) + "\n");
        }
        return 0;
    }
}
