package ctk.cmd.shell.basics;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;

import java.util.List;

/** {@code exit}. */
public final class Exit implements Builtin {

    /** One for all calls. */
    public Exit() {}

    @Override
    public String name() {
        return "exit";
    }

    @Override
    public String usage() {
        return "[CODE]";
    }

    @Override
    public String summary() {
        return "leave, with the exit code of the last command or CODE";
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
    public int run(Call call) throws UsageException {
        List<ByteString> operands = call.arguments();
        int code = operands.isEmpty() ? call.shell().status() : operands.getFirst().decimal(255);
        if (operands.size() > 1 || code < 0) {
            throw new UsageException("takes one number from 0 to 255");
        }
        call.shell().leave(code);
        return code;
    }
}
