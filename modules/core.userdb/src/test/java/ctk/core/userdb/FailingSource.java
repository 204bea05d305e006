package ctk.core.userdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that counts its streams and, without text, opens but cannot be read. */
final class FailingSource implements ByteSource {

    private final String name;
    private final @Nullable String text;
    private int opened;
    private int closed;

    FailingSource(String name, @Nullable String text) {
        this.name = name;
        this.text = text;
    }

    String balance() {
        return opened + " opened, " + closed + " closed";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InputStream open() {
        opened++;
        var bytes = new ByteArrayInputStream((text == null ? "" : text).getBytes(ISO_8859_1));
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("single bytes are slow");
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                if (text == null) {
                    throw new IOException("is a directory");
                }
                return bytes.read(to, from, length);
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }
}
