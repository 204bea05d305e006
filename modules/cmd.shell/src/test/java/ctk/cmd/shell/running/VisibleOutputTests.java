package ctk.cmd.shell.running;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ctk.core.linux.ByteString;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

class VisibleOutputTests {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 100})
    void escapesWhatATerminalWouldObey(int piece) throws IOException {
        byte[] bytes =
                ByteString.join(
                                ByteString.of("a\tb\\\n\u001b[2J\u00e9\u4e2d\ud83d\ude00\u009b\r"),
                                ByteString.of(
                                        new byte[] {(byte) 0xe9, 'x', (byte) 0xf0, (byte) 0x9f}))
                        .toBytes();
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        VisibleOutput out = new VisibleOutput(terminal);
        for (int i = 0; i < bytes.length; i += piece) {
            out.write(bytes, i, Math.min(piece, bytes.length - i));
        }
        out.flush();
        assertEquals(
                "a\tb\\\n\\x1b[2J\u00e9\u4e2d\ud83d\ude00\\xc2\\x9b\\x0d\\xe9x\\xf0\\x9f",
                ByteString.of(terminal.toByteArray()).toString());
    }
}
