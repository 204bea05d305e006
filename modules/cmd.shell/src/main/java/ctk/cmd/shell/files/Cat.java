package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.LineInput;
import ctk.cmd.shell.text.Printer;
import ctk.core.linux.ByteString;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** {@code cat}. */
public final class Cat extends Described {

    private static final int PIECE = 65536;

    /** One for all calls. */
    public Cat() {
        super(
                "cat",
                "[-n] [FILE...]",
                "write files one behind the other; - is standard input",
                Operand.PATH,
                "-n  number the lines");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        int[] number = {0};
        return Inputs.each(
                call,
                flags.operands(),
                (name, in) -> {
                    if (flags.has('n')) {
                        number(call, in, number);
                    } else {
                        copy(call, in);
                    }
                });
    }

    private static void copy(Call call, InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            call.out().write(Arrays.copyOf(piece, count));
        }
    }

    private static void number(Call call, InputStream in, int[] number) throws IOException {
        LineInput lines = new LineInput(in);
        try (Printer out = new Printer(call)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                String count = Integer.toString(++number[0]);
                out.raw(ByteString.of(" ".repeat(Math.max(0, 6 - count.length()))).toBytes());
                out.text(count).text("\t").raw(line);
            }
        }
    }
}
