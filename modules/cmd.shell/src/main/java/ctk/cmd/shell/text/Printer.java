package ctk.cmd.shell.text;

import ctk.cmd.shell.builtin.Call;
import ctk.core.linux.ByteString;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects the output of a built-in, so that it is written in large pieces. */
public final class Printer implements Closeable {

    private static final int PIECE = 16384;

    private final Call call;
    private byte[] bytes = new byte[PIECE];
    private int size;

    /** Write to the standard output of a call. */
    public Printer(Call call) {
        this.call = call;
    }

    /** Write text of our own, in which what others chose is escaped. */
    public Printer text(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Write a name: escaped to a terminal, else as it is. */
    public Printer name(ByteString name) throws IOException {
        return call.toTerminal() ? text(name.printable()) : raw(name.toBytes());
    }

    /** Write bytes; who shows them to a terminal is who escapes them. */
    public Printer raw(byte[] piece) throws IOException {
        return raw(piece, 0, piece.length);
    }

    /** Write some bytes, likewise. */
    public Printer raw(byte[] piece, int offset, int length) throws IOException {
        if (size + length > bytes.length) {
            flush();
            if (length > bytes.length) {
                bytes = new byte[length];
            }
        }
        System.arraycopy(piece, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** End a line. */
    public void line() throws IOException {
        raw(new byte[] {'\n'});
    }

    /** Write what was collected. */
    public void flush() throws IOException {
        if (size > 0) {
            byte[] all = Arrays.copyOf(bytes, size);
            size = 0;
            call.out().write(all);
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
