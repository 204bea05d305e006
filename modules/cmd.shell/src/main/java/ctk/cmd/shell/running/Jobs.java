package ctk.cmd.shell.running;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

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
    public boolean changesShell(List<ByteString> arguments) {
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
