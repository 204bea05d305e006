package ctk.core.userdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file in memory whose text stands for its bytes, one character each; null if it is missing. */
record MemorySource(String name, @Nullable String text) implements ByteSource {

    static MemorySource passwd(@Nullable String text) {
        return new MemorySource("/etc/passwd", text);
    }

    static MemorySource group(@Nullable String text) {
        return new MemorySource("/etc/group", text);
    }

    static ByteString bytes(String text) {
        return ByteString.of(text.getBytes(ISO_8859_1));
    }

    @Override
    public @Nullable InputStream open() {
        return text == null ? null : new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }
}
