package ctk.core.userdb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;

/** A file that can be read from its beginning, any number of times. */
public interface ByteSource {

    /** Return the name for messages, such as {@code /etc/passwd}; it must be printable as it is. */
    String name();

    /**
     * Open the file; the caller closes the stream. No buffering is expected of it.
     *
     * @return null if the file is missing
     * @throws IOException if it is there and cannot be opened
     */
    @Nullable InputStream open() throws IOException;
}
