package ctk.cmd.shell.language;

import ctk.core.linux.ByteString;

import java.util.ArrayList;
import java.util.List;

/** Divides text into words and operators, as sh does (POSIX.1-2024, 2.3). */
final class Lexer {

    private static final String UNKNOWN = " is not known to ctk shell, which differs from sh there";

    private final ByteString text;
    private final int firstLine;
    private int at;
    private int line;

    /**
     * Read text.
     *
     * @param line number of its first line
     */
    Lexer(ByteString text, int line) {
        this.text = text;
        this.line = line;
        firstLine = line;
    }

    /** Return all tokens; the last is of kind END. */
    List<Token> all() throws SyntaxException {
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(next());
        } while (tokens.getLast().kind() != Token.Kind.END);
        return tokens;
    }

    private int peek(int ahead) {
        return at + ahead < text.length() ? text.at(at + ahead) & 0xff : -1;
    }

    private Token token(Token.Kind kind, String operator, int start) {
        return new Token(kind, null, operator, start, at, line);
    }

    private Token next() throws SyntaxException {
        skipBlanks();
        int start = at;
        int c = peek(0);
        if (c < 0) {
            return token(Token.Kind.END, "end of line", start);
        }
        if (c == '\n') {
            at++;
            Token newline = token(Token.Kind.NEWLINE, "end of line", start);
            line++;
            return newline;
        }
        boolean hasDigit = c >= '0' && c <= '9' && (peek(1) == '<' || peek(1) == '>');
        if (c == '<' || c == '>' || hasDigit) {
            return redirection(start);
        }
        if (c == '(' || c == ')') {
            throw unknown("'" + (char) c + "'");
        }
        if (c == ';' || c == '&' || c == '|') {
            return operator(start, c);
        }
        int wordLine = line;
        Word word = new WordReader().read();
        return new Token(Token.Kind.WORD, word, "", start, at, wordLine);
    }

    private void skipBlanks() {
        for (; ; at++) {
            int c = peek(0);
            if (c == '\\' && peek(1) == '\n') {
                at++;
                line++;
            } else if (c == '#') {
                while (peek(0) >= 0 && peek(0) != '\n') {
                    at++;
                }
                return;
            } else if (c != ' ' && c != '\t') {
                return;
            }
        }
    }

    private Token operator(int start, int c) throws SyntaxException {
        boolean isDouble = peek(1) == c;
        if (c == ';' && isDouble) {
            throw unknown("';;'");
        }
        if ((c == '&' && peek(1) == '>') || (c == '|' && peek(1) == '&')) {
            throw unknown("'" + (char) c + (char) peek(1) + "'");
        }
        at += isDouble ? 2 : 1;
        String one = String.valueOf((char) c);
        return token(Token.Kind.OPERATOR, isDouble ? one + one : one, start);
    }

    private Token redirection(int start) throws SyntaxException {
        int digit = peek(0) >= '0' && peek(0) <= '9' ? text.at(at++) : -1;
        int c = text.at(at++);
        if (c == '<' && peek(0) == '<') {
            throw unknown("'<<'");
        }
        if (peek(0) == '(') {
            throw unknown("'" + (char) c + "('");
        }
        String operator = String.valueOf((char) c);
        int second = peek(0);
        if (second == '&'
                || (c == '>' && (second == '>' || second == '|'))
                || (c == '<' && second == '>')) {
            operator += (char) second;
            at++;
        }
        int stream = digit >= 0 ? digit - '0' : c == '<' ? 0 : 1;
        if (stream > 2) {
            throw unknown("a descriptor above 2");
        }
        return token(Token.Kind.REDIRECTION, stream + operator, start);
    }

    private SyntaxException unknown(String what) {
        return new SyntaxException(what + UNKNOWN, line, false);
    }

    private SyntaxException unclosed(int opening) {
        return new SyntaxException("a " + (char) opening + " is not closed", line, true);
    }

    /** Tell whether a character ends a word that is not quoted. */
    private static boolean ends(int c) {
        return c < 0 || " \t\n;&|<>()".indexOf(c) >= 0;
    }

    /** Reads one word. */
    private final class WordReader {

        private final List<Word.Part> parts = new ArrayList<>();
        private final Bytes bytes = new Bytes();

        Word read() throws SyntaxException {
            for (int c = peek(0); !ends(c); c = peek(0)) {
                at++;
                switch (c) {
                    case '\\' -> escaped();
                    case '\'' -> single();
                    case '"' -> inDouble();
                    case '$' -> dollar(false);
                    case '`' -> throw unknown("'`'");
                    default -> bytes.add(c);
                }
            }
            flush(false);
            return new Word(List.copyOf(parts));
        }

        private void flush(boolean isQuoted) {
            if (isQuoted || bytes.size() > 0) {
                parts.add(new Word.Text(bytes.take(), isQuoted));
            }
        }

        private void escaped() throws SyntaxException {
            int c = peek(0);
            if (c < 0) {
                throw new SyntaxException("nothing follows the backslash", line, true);
            }
            at++;
            if (c == '\n') {
                line++;
                return;
            }
            flush(false);
            bytes.add(c);
            flush(true);
        }

        private void single() throws SyntaxException {
            flush(false);
            for (int c = peek(0); c != '\''; c = peek(0)) {
                if (c < 0) {
                    throw unclosed('\'');
                }
                line += c == '\n' ? 1 : 0;
                bytes.add(c);
                at++;
            }
            at++;
            flush(true);
        }

        private void inDouble() throws SyntaxException {
            flush(false);
            boolean isEmpty = true;
            for (int c = peek(0); c != '"'; c = peek(0)) {
                if (c < 0) {
                    throw unclosed('"');
                }
                at++;
                line += c == '\n' ? 1 : 0;
                if (c == '`') {
                    throw unknown("'`'");
                }
                if (c == '$') {
                    int before = parts.size();
                    if (bytes.size() > 0) {
                        flush(true);
                    }
                    dollar(true);
                    isEmpty &= parts.size() == before && bytes.size() == 0;
                } else if (c == '\\' && peek(0) >= 0 && "$`\"\\\n".indexOf(peek(0)) >= 0) {
                    int next = peek(0);
                    at++;
                    line += next == '\n' ? 1 : 0;
                    if (next != '\n') {
                        bytes.add(next);
                    }
                } else {
                    bytes.add(c);
                }
            }
            at++;
            if (isEmpty || bytes.size() > 0) {
                flush(true);
            }
        }

        private void dollar(boolean isQuoted) throws SyntaxException {
            int c = peek(0);
            if (c == '\'' && !isQuoted) {
                at++;
                flush(false);
                cQuoted();
                flush(true);
            } else if (c == '{') {
                flush(isQuoted && bytes.size() > 0);
                parts.add(new Word.Variable(braced(), isQuoted));
            } else if (c == '?' || c == '$' || c == '!') {
                flush(isQuoted && bytes.size() > 0);
                at++;
                parts.add(new Word.Variable(text.slice(at - 1, at), isQuoted));
            } else if (c == '(' || c == '@' || c == '*' || c == '#' || c == '-' || isDigit(c)) {
                throw unknown("'$" + (char) c + "'");
            } else if (isName(c)) {
                flush(isQuoted && bytes.size() > 0);
                parts.add(new Word.Variable(name(), isQuoted));
            } else {
                bytes.add('$');
            }
        }

        private ByteString name() {
            int start = at;
            while (isName(peek(0)) || isDigit(peek(0))) {
                at++;
            }
            return text.slice(start, at);
        }

        private ByteString braced() throws SyntaxException {
            at++;
            int special = peek(0);
            boolean isSpecial =
                    (special == '?' || special == '$' || special == '!') && peek(1) == '}';
            ByteString name = isSpecial ? text.slice(at, at + 1) : name();
            at += isSpecial ? 1 : 0;
            if (peek(0) < 0) {
                throw unclosed('{');
            }
            if (name.length() == 0 || isDigit(name.at(0)) || peek(0) != '}') {
                throw unknown("more than a name between '${' and '}'");
            }
            at++;
            return name;
        }

        /** What stands between {@code $'} and the next quote, with the escapes of C. */
        private void cQuoted() throws SyntaxException {
            for (int c = peek(0); c != '\''; c = peek(0)) {
                if (c < 0) {
                    throw unclosed('\'');
                }
                at++;
                line += c == '\n' ? 1 : 0;
                bytes.add(c == '\\' ? escape() : c);
            }
            at++;
        }

        private int escape() throws SyntaxException {
            int c = peek(0);
            at++;
            int plain = c < 0 ? -1 : "ntrabefv\\'\"?".indexOf(c);
            if (plain >= 0) {
                return "\n\t\r\007\b\033\f\013\\'\"?".charAt(plain);
            }
            int high = c == 'x' ? Character.digit(peek(0), 16) : -1;
            int low = c == 'x' ? Character.digit(peek(1), 16) : -1;
            if (high < 0 || low < 0 || high + low == 0) {
                throw unknown("this escape between $' and '");
            }
            at += 2;
            return high * 16 + low;
        }
    }

    /** Tell whether a name may start with it. */
    static boolean isName(int c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Return the number of lines that were read. */
    int lines() {
        return line - firstLine;
    }
}
