package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.LineInput;
import ctk.cmd.shell.text.Printer;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;
import ctk.core.linux.PatientInput;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;

/** {@code tail}. */
public final class Tail extends Described {

    /** One for all calls. */
    public Tail() {
        super(
                "tail",
                "[-f] [-n COUNT] [FILE...]",
                "write the last 10 lines of files, or of standard input",
                Operand.PATH,
                "-f  then write what is added to the file, until Ctrl-C",
                "-n COUNT  so many lines; -COUNT means the same",
                "",
                "With -f a file that gets shorter, or another one under its name, is read from",
                "its beginning.");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException, UsageException {
        Flags flags = Flags.read(Counts.modern(call.arguments()), "fn:");
        int lines = flags.number('n', 10);
        boolean several = flags.operands().size() > 1;
        if (flags.has('f') && flags.operands().size() != 1) {
            throw new UsageException("-f takes one file");
        }
        boolean[] isFirst = {true};
        if (flags.has('f')) {
            return follow(call, flags.operands().getFirst(), lines);
        }
        return Inputs.each(
                call,
                flags.operands(),
                (name, in) -> {
                    try (Printer out = new Printer(call)) {
                        Counts.heading(out, name, several, isFirst[0]);
                        isFirst[0] = false;
                        PatientInput file = Inputs.file(in);
                        if (file != null) {
                            LastLines.seek(file, lines);
                        }
                        write(in, file == null ? lines : Integer.MAX_VALUE, out);
                    }
                });
    }

    /** Write the last lines of a stream; all of it if it stands where they start. */
    private static void write(InputStream in, int lines, Printer out) throws IOException {
        if (lines == Integer.MAX_VALUE) {
            byte[] piece = new byte[65536];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                out.raw(piece, 0, count);
            }
            return;
        }
        LineInput input = new LineInput(in);
        ArrayDeque<byte[]> last = new ArrayDeque<>();
        for (byte[] line = input.next(); line != null; line = input.next()) {
            last.add(line);
            if (last.size() > lines) {
                last.remove();
            }
        }
        for (byte[] line : last) {
            out.raw(line);
        }
    }

    private static int follow(Call call, ByteString name, int lines)
            throws IOException, InterruptedException {
        PatientInput in = PatientInput.open(name);
        try {
            LastLines.seek(in, lines);
            FileStatus status = FileStatus.ofFile(in.file());
            long at = LastLines.position(in);
            for (; ; ) {
                at += copy(call, in);
                FileStatus now = FileStatus.ofFile(in.file());
                if (now != null && now.size() < at) {
                    at = LastLines.rewind(in);
                }
                PatientInput other = replaced(name, status);
                if (other != null) {
                    copy(call, in);
                    in.close();
                    in = other;
                    status = FileStatus.ofFile(in.file());
                    at = 0;
                }
                Thread.sleep(200);
            }
        } finally {
            in.close();
        }
    }

    private static long copy(Call call, InputStream in) throws IOException {
        try (Printer out = new Printer(call)) {
            byte[] piece = new byte[65536];
            long size = 0;
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                out.raw(piece, 0, count);
                size += count;
            }
            return size;
        }
    }

    /** Open the file that now has the name, if it is another one; null if not. */
    private static @Nullable PatientInput replaced(ByteString name, @Nullable FileStatus old) {
        try {
            FileStatus now = FileStatus.of(name, true);
            return old == null || now.isSame(old) ? null : PatientInput.open(name);
        } catch (KernelException e) {
            return null; // it is between two names
        }
    }
}
