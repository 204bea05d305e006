package ctk.cmd.shell.expansion;

import ctk.core.linux.ByteString;

/** Words as one would type them. */
public final class Quoting {

    private static final String PLAIN = "%+,-./:=@_^";

    private Quoting() {}

    /**
     * Return a word that means these bytes: itself, between single quotes, or between {@code $\'}
     * and a quote where it holds what is not to be seen.
     */
    public static String quote(ByteString bytes) {
        boolean isPlain = bytes.length() > 0;
        for (int i = 0; i < bytes.length(); i++) {
            int c = bytes.at(i);
            isPlain &= c < 0 || Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0;
        }
        String quoted = bytes.quoted();
        boolean isSeen = ByteString.of(quoted.substring(1, quoted.length() - 1)).equals(bytes);
        if (isSeen) {
            return isPlain ? bytes.toString() : quoted;
        }
        boolean hasBackslash = quoted.contains("\\\\") || quoted.contains("\\'");
        boolean isVisible = bytes.visible().equals(bytes) && !quoted.contains("\\x");
        return isVisible && hasBackslash ? single(bytes) : "$" + quoted;
    }

    private static String single(ByteString bytes) {
        return "'" + bytes.toString().replace("'", "'\\''") + "'";
    }
}
