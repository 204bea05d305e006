package ctk.cmd.shell.terminal;

import ctk.core.linux.DescriptorOutput;
import ctk.core.linux.JobCalls;

import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Sized;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The terminal on standard input and output for JLine, by ctk's own system calls: its provider by
 * java.lang.foreign spins classes at each start, the one by JNI extracts a library to /tmp.
 */
final class LinuxPty implements Pty {

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    private final InputStream input;

    LinuxPty(InputStream input) {
        this.input = input;
    }

    @Override
    public InputStream getSlaveInput() {
        return input;
    }

    @Override
    public OutputStream getSlaveOutput() {
        return new DescriptorOutput(1, "standard output");
    }

    @Override
    public InputStream getMasterInput() {
        throw new UnsupportedOperationException("the other side is not this process's");
    }

    @Override
    public OutputStream getMasterOutput() {
        throw new UnsupportedOperationException("the other side is not this process's");
    }

    @Override
    public Attributes getAttr() {
        return Modes.read(0);
    }

    @Override
    public void setAttr(Attributes attributes) {
        Modes.write(0, attributes);
    }

    @Override
    public Size getSize() {
        int size = Math.max(JobCalls.size(1), 0);
        int columns = size & 0xffff;
        int rows = size >>> 16;
        return Size.of(columns == 0 ? COLUMNS : columns, rows == 0 ? ROWS : rows);
    }

    @Override
    public void setSize(Sized size) {
        throw new UnsupportedOperationException("who shows the terminal sizes it");
    }

    @Override
    public SystemStream getSystemStream() {
        return SystemStream.Output;
    }

    @Override
    @SuppressWarnings("NullAway") // as JLine's own terminals without a provider
    public @Nullable TerminalProvider getProvider() {
        return null;
    }

    @Override
    public void close() {
        // the descriptors are ctk's
    }
}
