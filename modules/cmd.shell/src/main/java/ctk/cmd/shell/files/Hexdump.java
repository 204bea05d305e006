package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Printer;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/** {@code hexdump}. */
public final class Hexdump extends Described {

    private static final int WIDTH = 16;
    private static final HexFormat HEX = HexFormat.of();

    /** One for all calls. */
    public Hexdump() {
        super(
                "hexdump",
                "[-n LENGTH] [-s OFFSET] [FILE...]",
                "write bytes as numbers and characters, as hexdump -C does",
                Operand.PATH,
                "-n LENGTH  only so many bytes",
                "-s OFFSET  from there on");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        long length = flags.number('n', Integer.MAX_VALUE);
        long offset = flags.number('s', 0);
        boolean isAll = !flags.has('n');
        return Inputs.each(
                call,
                flags.operands(),
                (name, in) -> {
                    try (Printer out = new Printer(call)) {
                        skip(in, offset);
                        dump(in, offset, isAll ? Long.MAX_VALUE : length, out);
                    }
                });
    }

    /** A file that ends before is no error. */
    private static void skip(InputStream in, long offset) throws IOException {
        byte[] piece = new byte[65536];
        for (long left = offset; left > 0; ) {
            int count = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }

    private static void dump(InputStream in, long offset, long most, Printer out)
            throws IOException {
        byte[] row = new byte[WIDTH];
        long at = offset;
        for (long left = most; left > 0; ) {
            int count = in.readNBytes(row, 0, (int) Math.min(WIDTH, left));
            if (count == 0) {
                break;
            }
            row(row, count, at, out);
            at += count;
            left -= count;
        }
        out.text(HEX.toHexDigits((int) at)).line();
    }

    private static void row(byte[] row, int count, long at, Printer out) throws IOException {
        StringBuilder line = new StringBuilder(HEX.toHexDigits((int) at)).append("  ");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WIDTH; i++) {
            line.append(i < count ? HEX.toHexDigits(row[i]) + " " : "   ");
            line.append(i == WIDTH / 2 - 1 ? " " : "");
            if (i < count) {
                text.append(row[i] >= ' ' && row[i] <= '~' ? (char) row[i] : '.');
            }
        }
        out.text(line + " |" + text + "|\n");
    }
}
