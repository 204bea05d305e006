package ctk.cmd.shell.running;

import ctk.core.linux.ByteString;
import ctk.core.linux.FileCalls;
import ctk.core.linux.JobCalls;
import ctk.core.linux.KernelException;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A descriptor to read from; a read ends soon after an interrupt. */
final class StreamInput extends InputStream {

    /** Milliseconds between looks at an interrupt. */
    static final int SLICE = 50;

    private final int descriptor;

    StreamInput(int descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        await(descriptor, false);
        int count = FileCalls.read(descriptor, buffer, offset, length);
        if (count < 0) {
            throw new KernelException("read", ByteString.of("standard input"), -count);
        }
        return count == 0 ? -1 : count;
    }

    /** Wait until a call on the descriptor does not block, or there is an interrupt. */
    static void await(int descriptor, boolean writing) throws InterruptedIOException {
        int ready = 0;
        while (ready == 0) {
            if (Thread.interrupted()) {
                throw new InterruptedIOException();
            }
            ready = JobCalls.awaitEither(descriptor, writing, -1, SLICE);
        }
    }
}
