package ctk.core.exec;

import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.userdb.Identity;

import java.util.List;

/**
 * What a decision is made from.
 *
 * @param target who the command runs as
 * @param now who the process is
 * @param command index of the command in argv, at least 1
 * @param commandName the command as it was given
 * @param edits what else than HOME changes in the environment: {@code NAME=VALUE} sets a variable,
 *     {@code NAME} removes it. No two are of one name; one of HOME counts for the home directory of
 *     the target.
 * @param settings what else is set, one of a kind
 * @param style how failures are reported
 * @param label what error lines start with
 */
public record Request(
        Identity target,
        Credentials now,
        int command,
        ByteString commandName,
        List<ByteString> edits,
        List<Setting> settings,
        Style style,
        String label) {

    /** Describe a plain start: nothing but HOME changes, and the label is that of the style. */
    public Request(
            Identity target, Credentials now, int command, ByteString commandName, Style style) {
        this(target, now, command, commandName, List.of(), List.of(), style, style.label());
    }

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
