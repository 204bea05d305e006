package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.core.linux.ByteString;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;
import ctk.core.linux.PatientInput;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What a built-in reads: the files that are named, else standard input. */
final class Inputs {

    private static final ByteString STANDARD = ByteString.of("-");

    private Inputs() {}

    /** What is done with one input. */
    interface Reader {

        /**
         * Read it.
         *
         * @param name the operand, {@code -} for standard input
         */
        void read(ByteString name, InputStream in) throws IOException;
    }

    /**
     * Read each; one that cannot be read is an error line, and the others are read all the same.
     */
    static int each(Call call, List<ByteString> operands, Reader reader) throws IOException {
        int code = 0;
        for (ByteString name : operands.isEmpty() ? List.of(STANDARD) : operands) {
            if (name.equals(STANDARD)) {
                reader.read(name, call.in());
                continue;
            }
            try (PatientInput in = open(name)) {
                reader.read(name, new Guarded(in));
            } catch (Failed e) {
                code = call.fail(String.valueOf(e.getMessage()));
            }
        }
        return code;
    }

    /** Return the regular file behind an input, or null if that has no positions. */
    static @Nullable PatientInput file(InputStream in) {
        if (!(in instanceof Guarded guarded)) {
            return null;
        }
        FileStatus status = FileStatus.ofFile(guarded.in.file());
        boolean isRegular =
                status != null
                        && status.type() == FileStatus.Type.REGULAR
                        && status.size() > 0; // those of /proc say that they are empty
        return isRegular ? guarded.in : null;
    }

    /** Return an input whose failures are told from those of the output. */
    static InputStream guarded(PatientInput in) {
        return new Guarded(in);
    }

    private static PatientInput open(ByteString name) throws Failed {
        try {
            return PatientInput.open(name);
        } catch (KernelException e) {
            throw new Failed(e);
        }
    }

    /** The input failed, and not the output. */
    static final class Failed extends IOException {

        private static final long serialVersionUID = 1L;

        Failed(KernelException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Tells its own failures from those of the output. */
    private static final class Guarded extends InputStream {

        private final PatientInput in;

        Guarded(PatientInput in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (KernelException e) {
                throw new Failed(e);
            }
        }
    }
}
