package ctk.core.linux;

import java.io.OutputStream;

/** Writes to an open descriptor, unbuffered (write(2)). */
public final class DescriptorOutput extends OutputStream {

    private final int descriptor;
    private final ByteString name;

    /**
     * Write to a descriptor that somebody else closes.
     *
     * @param descriptor its number
     * @param name what error messages call it
     */
    public DescriptorOutput(int descriptor, String name) {
        this.descriptor = descriptor;
        this.name = ByteString.of(name);
    }

    @Override
    public void write(int value) throws KernelException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws KernelException {
        int done = 0;
        while (done < length) {
            int count = Kernel.write(descriptor, bytes, offset + done, length - done);
            if (count < 0) {
                throw new KernelException("write", name, -count);
            }
            done += count;
        }
    }
}
