package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** {@code cp}. */
public final class Cp extends Described {

    /** One for all calls. */
    public Cp() {
        super(
                "cp",
                "[-pr] SOURCE... TARGET",
                "copy files; a TARGET that is there is overwritten in place, no link at its end",
                Operand.PATH,
                "-p  with owner, mode and times",
                "-r  directories with all below them; links as links",
                "",
                "FIFOs, sockets and devices are not copied.");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        List<ByteString> operands = flags.atLeast(2, "give a source and a target");
        return Targets.each(
                call,
                operands,
                "copy",
                (source, target) ->
                        new Copy(call, flags.has('r'), flags.has('p'), target).run(source));
    }
}
