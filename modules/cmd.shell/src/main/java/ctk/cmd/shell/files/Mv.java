package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.tree.Place;
import ctk.cmd.shell.tree.PlaceException;
import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.LookCalls;

import java.io.IOException;
import java.util.List;

/** {@code mv}. */
public final class Mv extends Described {

    /** One for all calls. */
    public Mv() {
        super(
                "mv",
                "SOURCE... TARGET",
                "give files another name, or move them into a directory",
                Operand.PATH,
                "",
                "To another file system they are copied as by cp -rp, and then removed.");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        List<ByteString> operands = flags.atLeast(2, "give a source and a target");
        return Targets.each(call, operands, "move", (source, target) -> move(call, source, target));
    }

    private static int move(Call call, Place source, Place target)
            throws IOException, PlaceException {
        if (source.isDots()) {
            throw new PlaceException(source.path(), "it is '/', '.' or '..'");
        }
        int result =
                LookCalls.rename(
                        source.directory(),
                        source.name().toBytes(),
                        target.directory(),
                        target.name().toBytes());
        if (result == -Errno.EXDEV) {
            int code = new Copy(call, true, true, target).run(source);
            if (code != 0) {
                return code;
            }
            Removal removal = new Removal(call, true);
            removal.remove(source);
            return removal.code();
        }
        if (result == -Errno.EINVAL) {
            throw new PlaceException(source.path(), "the target lies in it");
        }
        if (result < 0) {
            String cause = Errno.describe(-result);
            throw new PlaceException(source.path(), "to " + target.path().quoted() + ": " + cause);
        }
        return 0;
    }
}
