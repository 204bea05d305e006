package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;
import ctk.core.linux.Environment;

import java.util.ArrayList;
import java.util.List;

/**
 * Files of variables as {@code docker run --env-file} reads them: a variable a line, its value as
 * it stands, quotes and all; a name alone takes the value of ctk's caller, if there is one; lines
 * that start with {@code #} and empty ones are passed over.
 */
final class EnvFile {

    private static final int MOST = 1 << 20;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}; // of UTF-8

    /** White space of Unicode beyond ASCII. */
    private static final ByteString[] BLANKS = blanks();

    private EnvFile() {}

    private static ByteString[] blanks() {
        String all =
                "\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
                        + "\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
        ByteString[] blanks = new ByteString[all.length()];
        for (int i = 0; i < blanks.length; i++) {
            blanks[i] = ByteString.of(String.valueOf(all.charAt(i)));
        }
        return blanks;
    }

    /**
     * Return NAME=VALUE of each variable.
     *
     * @param asked becomes longer by the names that stand alone
     */
    static List<ByteString> read(ByteString path, List<ByteString> asked) throws CommandException {
        byte[] bytes = GivenFile.read(path, "--env-file", MOST, null);
        if (bytes.length > MOST) {
            throw Words.refused("--env-file", path, "it has more than " + MOST + " bytes", null);
        }
        ByteString all = ByteString.of(bytes);
        int from = all.startsWith(ByteString.of(MARK)) ? MARK.length : 0;
        List<ByteString> variables = new ArrayList<>();
        ByteString[] environment = Environment.atEntry();
        for (int line = 1; from < bytes.length; line++) {
            int newline = all.indexOf('\n', from);
            int end = newline < 0 ? bytes.length : newline;
            ByteString text = trimmed(all, from, end);
            ByteString variable = variable(path, line, text, environment);
            if (text.length() > 0 && text.at(0) != '#' && text.indexOf('=', 0) < 0) {
                asked.add(text);
            }
            if (variable.length() > 0) {
                variables.add(variable);
            }
            from = end + 1;
        }
        return variables;
    }

    /** Without blanks before it, and the carriage return behind it. */
    private static ByteString trimmed(ByteString all, int from, int to) {
        int start = from;
        int end = to;
        if (end > start && all.at(end - 1) == '\r') {
            end--;
        }
        for (int size = blank(all, start); start < end && size > 0; size = blank(all, start)) {
            start += size;
        }
        return all.slice(start, Math.max(start, end));
    }

    /**
     * Return how many bytes the blank here has, 0 if there is none; docker takes all of Unicode.
     */
    private static int blank(ByteString all, int at) {
        if (at >= all.length()) {
            return 0;
        }
        int first = all.at(at);
        if (first == ' ' || (first >= '\t' && first <= '\r')) {
            return 1;
        }
        for (ByteString each : BLANKS) {
            if (at + each.length() <= all.length()
                    && all.slice(at, at + each.length()).equals(each)) {
                return each.length();
            }
        }
        return 0;
    }

    /** Return the variable, or nothing. */
    private static ByteString variable(
            ByteString path, int line, ByteString text, ByteString[] environment)
            throws CommandException {
        if (text.length() == 0 || text.at(0) == '#') {
            return ByteString.of("");
        }
        int equals = text.indexOf('=', 0);
        ByteString name = equals < 0 ? text : text.slice(0, equals);
        String cause = null;
        if (name.length() == 0) {
            cause = "it has no name";
        } else if (name.indexOf(' ', 0) >= 0 || name.indexOf('\t', 0) >= 0) {
            cause = "its name holds a blank";
        } else if (text.indexOf(0, 0) >= 0) {
            cause = "it holds a NUL byte";
        }
        if (cause != null) {
            throw new CommandException(
                    "cannot read variable "
                            + name.quoted()
                            + " ("
                            + path.printable()
                            + ":"
                            + line
                            + "): "
                            + cause,
                    null);
        }
        if (equals >= 0) {
            return text;
        }
        for (ByteString each : environment) {
            int end = each.indexOf('=', 0);
            if (end > 0 && each.slice(0, end).equals(name)) {
                return each;
            }
        }
        return ByteString.of("");
    }
}
