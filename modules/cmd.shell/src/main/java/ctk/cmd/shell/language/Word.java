package ctk.cmd.shell.language;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A word before its expansion.
 *
 * @param parts what it is made of, in their order
 */
public record Word(List<Part> parts) {

    /** A part of a word. */
    public sealed interface Part {}

    /**
     * Bytes that stand for themselves.
     *
     * @param isQuoted whether they are no pattern, and no tilde
     */
    public record Text(ByteString bytes, boolean isQuoted) implements Part {}

    /**
     * The value of a variable.
     *
     * @param name of the variable, or {@code ?}, {@code $} or {@code !}
     * @param isQuoted whether it is one word, and no pattern
     */
    public record Variable(ByteString name, boolean isQuoted) implements Part {}

    /** Return the bytes of a word that is neither quoted nor expanded, else null. */
    public @Nullable ByteString literal() {
        return parts.size() == 1 && parts.getFirst() instanceof Text text && !text.isQuoted
                ? text.bytes
                : null;
    }
}
