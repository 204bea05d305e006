package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.Screen;
import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.util.List;

/** {@code less}. */
public final class Less extends Described {

    /** One for all calls. */
    public Less() {
        super(
                "less",
                "[FILE...]",
                "show files, or standard input, screen by screen; as cat if there is no terminal",
                Operand.PATH,
                "",
                "space, f, PageDown  a screen on      b, PageUp  a screen back",
                "Enter, j, down      a line on        k, up      a line back",
                "g, Home             to the start     G, End     to the end",
                "/PATTERN            search on (Java regex); n again, N backwards",
                "q                   leave, or go to the next file",
                "",
                "Of an input that is longer than 16 MiB the first 16 MiB are shown.");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Screen screen = call.shell().screen();
        List<ByteString> files = flags(call).operands();
        if (!call.toTerminal() || screen == null) {
            return new Cat().run(call);
        }
        return Inputs.each(
                call, files, (name, in) -> new Pager(screen, new PagedLines(in), name).run());
    }
}
