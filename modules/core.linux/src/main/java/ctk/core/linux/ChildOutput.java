package ctk.core.linux;

import java.util.Arrays;

/** The end of a pipe that a child writes to. */
final class ChildOutput {

    private static final int PIECE = 8192;

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
     * Read to the end, and close. Nobody waits for those who keep the pipe open when the writer has
     * ended: its bytes are in the pipe by then.
     *
     * @param writer process id of the writer, or -1 if there is no other
     * @param slice milliseconds between looks at the writer, and at an interrupt
     */
    byte[] readAll(int writer, int slice) throws KernelException, InterruptedException {
        try {
            boolean ended = false;
            while (true) {
                int ready = ProcessCalls.awaitInput(descriptor, ended ? 0 : slice);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (ready == 0 && ended) {
                    break;
                }
                if (ready == 0) {
                    ended = writer > 0 && ProcessCalls.hasEnded(writer);
                } else if (readPiece(ready) == 0) {
                    break;
                }
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
