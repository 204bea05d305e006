package ctk.cmd.shell.terminal;

import java.util.ArrayList;
import java.util.List;

/** A line that is being typed, divided without a complaint about what is still missing. */
final class Scan {

    /** What a piece of a line is. */
    enum Kind {
        COMMAND,
        WORD,
        TARGET,
        OPERATOR,
        COMMENT
    }

    /**
     * A piece of the line.
     *
     * @param value a word without its quotes
     * @param isQuoted whether it has some
     */
    record Piece(Kind kind, String value, int start, int end, boolean isQuoted) {}

    private final String line;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;
    private Kind next = Kind.COMMAND;

    Scan(String line) {
        this.line = line;
        while (at < line.length()) {
            step();
        }
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** Return what a word at the end of the line would be. */
    Kind next() {
        return next;
    }

    private void step() {
        char c = line.charAt(at);
        int start = at;
        if (c == ' ' || c == '\t') {
            at++;
        } else if (c == '\n' || c == ';' || c == '&' || c == '|') {
            at++;
            next = Kind.COMMAND;
            add(Kind.OPERATOR, start);
        } else if (c == '<' || c == '>') {
            at++;
            at += at < line.length() && (line.charAt(at) == '>' || line.charAt(at) == '&') ? 1 : 0;
            next = next == Kind.COMMAND ? Kind.COMMAND : Kind.TARGET;
            add(Kind.OPERATOR, start);
        } else if (c == '#') {
            int end = line.indexOf('\n', at);
            at = end < 0 ? line.length() : end;
            add(Kind.COMMENT, start);
        } else {
            word(start);
        }
    }

    private void add(Kind kind, int start) {
        pieces.add(new Piece(kind, line.substring(start, at), start, at, false));
    }

    private void word(int start) {
        StringBuilder value = new StringBuilder();
        boolean isQuoted = false;
        while (at < line.length() && " \t\n;&|<>".indexOf(line.charAt(at)) < 0) {
            char c = line.charAt(at);
            isQuoted |= c == '\'' || c == '"' || c == '\\';
            switch (c) {
                case '\\' -> {
                    at++;
                    value.append(at < line.length() ? "" + line.charAt(at) : "");
                    at++;
                }
                case '\'', '"' -> quoted(c, value);
                case '$' -> dollar(value);
                default -> {
                    value.append(c);
                    at++;
                }
            }
        }
        at = Math.min(at, line.length());
        boolean isAssignment =
                next == Kind.COMMAND && value.toString().matches("[A-Za-z_][A-Za-z_0-9]*=.*");
        pieces.add(
                new Piece(isAssignment ? Kind.WORD : next, value.toString(), start, at, isQuoted));
        next = isAssignment ? Kind.COMMAND : Kind.WORD;
    }

    private void dollar(StringBuilder value) {
        boolean isC = at + 1 < line.length() && line.charAt(at + 1) == '\'';
        at++;
        if (isC) {
            quoted('\'', value);
        } else {
            value.append('$');
        }
    }

    private void quoted(char quote, StringBuilder value) {
        at++;
        while (at < line.length() && line.charAt(at) != quote) {
            boolean isEscape = quote == '"' && line.charAt(at) == '\\' && at + 1 < line.length();
            at += isEscape ? 1 : 0;
            value.append(line.charAt(at));
            at++;
        }
        at++;
    }
}
