package ctk.cmd.shell.expansion;

import ctk.core.linux.ByteString;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/** A word that is being made, with a note for each byte whether it is quoted. */
final class Field {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BitSet quoted = new BitSet();
    private boolean isThere;

    void add(ByteString more, boolean isQuoted) {
        quoted.set(bytes.size(), bytes.size() + more.length(), isQuoted);
        bytes.writeBytes(more.toBytes());
        isThere |= isQuoted || more.length() > 0;
    }

    /** Tell whether it is a word at all: an empty one is if it was quoted. */
    boolean isThere() {
        return isThere;
    }

    ByteString bytes() {
        return ByteString.of(bytes.toByteArray());
    }

    /** Return a component of the path that it is. */
    Pattern pattern(int from, int to) {
        boolean[] isQuoted = new boolean[to - from];
        for (int i = from; i < to; i++) {
            isQuoted[i - from] = quoted.get(i);
        }
        return new Pattern(bytes().slice(from, to), isQuoted);
    }
}
