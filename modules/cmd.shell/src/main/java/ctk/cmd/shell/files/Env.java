package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;
import ctk.core.linux.ByteString;

import java.io.IOException;

/** {@code env}. */
public final class Env extends Described {

    /** One for all calls. */
    public Env() {
        super(
                "env",
                "[-0]",
                "write the environment that programs get; it runs none itself",
                Operand.NONE,
                "-0  a NUL instead of an end of line behind each variable");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        if (!flags.operands().isEmpty()) {
            throw new UsageException("takes no operands: NAME=VALUE COMMAND does it without env");
        }
        byte[] end = {(byte) (flags.has('0') ? 0 : '\n')};
        try (Printer out = new Printer(call)) {
            for (ByteString variable : call.environment()) {
                out.name(variable).raw(end);
            }
        }
        return 0;
    }
}
