package ctk.cmd.shell.basics;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.WorkingDirectory;

import java.io.IOException;

/** {@code pwd}: as the kernel names it, without links. */
public final class PrintDirectory implements Builtin {

    /** One for all calls. */
    public PrintDirectory() {}

    @Override
    public String name() {
        return "pwd";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "print the working directory, links resolved";
    }

    @Override
    public Operand operand() {
        return Operand.NONE;
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        if (!call.arguments().isEmpty()) {
            throw new UsageException("takes no arguments");
        }
        call.print(WorkingDirectory.path());
        call.print("\n");
        return 0;
    }
}
