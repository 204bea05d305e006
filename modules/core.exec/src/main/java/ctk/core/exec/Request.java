package ctk.core.exec;

import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.userdb.Identity;

/**
 * What a decision is made from.
 *
 * @param target who the command runs as
 * @param now who the process is
 * @param command index of the command in argv, at least 1
 * @param commandName the command as it was given
 * @param style how failures are reported
 */
public record Request(
        Identity target, Credentials now, int command, ByteString commandName, Style style) {

    /** How failures are reported once Java is over. */
    public enum Style {
        /** Lines start with {@code ctk run:}; exit codes 125, 126, 127. */
        CTK("ctk run"),
        /** Lines start with {@code error:}; exit code 1 for everything. */
        GOSU("error");

        private final String label;

        Style(String label) {
            this.label = label;
        }

        /** Return what error lines start with. */
        public String label() {
            return label;
        }
    }
}
