package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.LineInput;
import ctk.cmd.shell.text.Printer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** {@code head}. */
public final class Head extends Described {

    private static final int PIECE = 65536;

    /** One for all calls. */
    public Head() {
        super(
                "head",
                "[-n COUNT | -c COUNT] [FILE...]",
                "write the first 10 lines of files, or of standard input",
                Operand.PATH,
                "-n COUNT  so many lines; -COUNT means the same",
                "-c COUNT  so many bytes instead");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = Flags.read(Counts.modern(call.arguments()), "n:c:");
        int lines = flags.number('n', 10);
        int bytes = flags.number('c', -1);
        boolean several = flags.operands().size() > 1;
        boolean[] isFirst = {true};
        return Inputs.each(
                call,
                flags.operands(),
                (name, in) -> {
                    try (Printer out = new Printer(call)) {
                        Counts.heading(out, name, several, isFirst[0]);
                        isFirst[0] = false;
                        if (bytes >= 0) {
                            bytes(in, bytes, out);
                        } else {
                            lines(in, lines, out);
                        }
                    }
                });
    }

    private static void lines(InputStream in, int most, Printer out) throws IOException {
        LineInput input = new LineInput(in);
        for (int i = 0; i < most; i++) {
            byte[] line = input.next();
            if (line == null) {
                return;
            }
            out.raw(line);
        }
    }

    private static void bytes(InputStream in, int most, Printer out) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int left = most; left > 0; ) {
            int count = in.read(piece, 0, Math.min(left, PIECE));
            if (count < 0) {
                return;
            }
            out.raw(Arrays.copyOf(piece, count));
            left -= count;
        }
    }
}
