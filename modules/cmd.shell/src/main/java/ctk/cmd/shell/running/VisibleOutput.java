package ctk.cmd.shell.running;

import ctk.core.linux.ByteString;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes to a terminal what cannot do anything to it: all but printable characters, tabs and ends
 * of lines comes out as {@code \xNN}. A character may come in pieces; call flush behind the last.
 */
final class VisibleOutput extends OutputStream {

    private static final int LONGEST = 4;

    private final OutputStream terminal;
    private ByteString begun = ByteString.of("");

    VisibleOutput(OutputStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteString all =
                ByteString.join(begun, ByteString.of(bytes).slice(offset, offset + length));
        int whole = whole(all);
        begun = all.slice(whole);
        terminal.write(all.slice(0, whole).visible().toBytes());
    }

    /** Return how many bytes are left without the beginning of a character at the end. */
    private static int whole(ByteString bytes) {
        int length = bytes.length();
        for (int back = 1; back < LONGEST && back <= length; back++) {
            int each = bytes.at(length - back) & 0xff;
            if (each >= 0xc0) {
                int needed = each < 0xe0 ? 2 : each < 0xf0 ? 3 : 4;
                return needed > back ? length - back : length;
            }
            if (each < 0x80) {
                return length;
            }
        }
        return length;
    }

    @Override
    public void flush() throws IOException {
        ByteString rest = begun;
        begun = ByteString.of("");
        terminal.write(rest.visible().toBytes());
    }
}
