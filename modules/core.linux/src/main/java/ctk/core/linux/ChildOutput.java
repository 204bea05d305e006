package ctk.core.linux;

import java.util.Arrays;

/** The end of a pipe that a child writes to. */
final class ChildOutput {

    private static final int PIECE = 8192;

    /** The most that a pipe holds, unless root allowed more (pipe(7), pipe-max-size). */
    private static final int MOST_IN_PIPE = 1 << 20;

    private final int descriptor;
    private final int most;
    private final byte[] piece = new byte[PIECE];
    private byte[] bytes = new byte[PIECE];
    private int size;

    /**
     * Read from a pipe.
     *
     * @param most the number of bytes that are kept
     */
    ChildOutput(int descriptor, int most) {
        this.descriptor = descriptor;
        this.most = most;
    }

    /**
     * Read to the end, and close. When the writer has ended, its bytes are in the pipe: whoever
     * keeps the pipe open, or goes on to write, is not waited for.
     *
     * @param writer process id of the writer, or -1 if there is no other
     * @param slice milliseconds between looks at the writer, and at an interrupt
     */
    byte[] readAll(int writer, int slice) throws KernelException, InterruptedException {
        try {
            int left = MOST_IN_PIPE;
            while (left > 0) {
                boolean ended = writer > 0 && ProcessCalls.hasEnded(writer);
                int ready = ProcessCalls.awaitInput(descriptor, ended ? 0 : slice);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                int count = ready == 0 ? -1 : readPiece(ready);
                if (count == 0 || (count < 0 && ended)) {
                    break;
                }
                left -= ended ? count : 0;
            }
            return Arrays.copyOf(bytes, size);
        } finally {
            Kernel.close(descriptor);
        }
    }

    private int readPiece(int ready) throws KernelException {
        int count = ready < 0 ? ready : Kernel.read(descriptor, piece, 0, PIECE);
        if (count < 0) {
            throw new KernelException("read from", ByteString.of("a pipe"), -count);
        }
        int kept = Math.min(count, most - size);
        if (size + kept > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + kept, bytes.length * 2));
        }
        System.arraycopy(piece, 0, bytes, size, kept);
        size += kept;
        return count;
    }
}
