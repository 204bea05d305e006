package ctk.cmd.shell.running;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileCalls;
import ctk.core.linux.KernelException;

import java.io.IOException;
import java.io.OutputStream;

/** A descriptor to write to; a write ends soon after an interrupt. */
final class StreamOutput extends OutputStream {

    /** What a pipe takes at once when it says that it takes something (pipe(7), PIPE_BUF). */
    private static final int PIECE = 4096;

    private final int descriptor;
    private final ByteString name;

    StreamOutput(int descriptor, String name) {
        this.descriptor = descriptor;
        this.name = ByteString.of(name);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            StreamInput.await(descriptor, true);
            int piece = Math.min(length - done, PIECE);
            int count = FileCalls.write(descriptor, bytes, offset + done, piece);
            if (count < 0) {
                throw new KernelException("write", name, -count);
            }
            done += count;
        }
    }
}
