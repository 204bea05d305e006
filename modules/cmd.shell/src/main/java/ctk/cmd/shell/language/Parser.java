package ctk.cmd.shell.language;

import ctk.core.linux.ByteString;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes statements of text: the simple commands, pipelines and lists of sh, and nothing else. */
public final class Parser {

    /** What sh would take for the start or the end of a compound command. */
    private static final Set<String> RESERVED =
            Set.of(
                    "if",
                    "then",
                    "else",
                    "elif",
                    "fi",
                    "for",
                    "while",
                    "until",
                    "do",
                    "done",
                    "case",
                    "esac",
                    "in",
                    "function",
                    "select",
                    "time",
                    "{",
                    "}",
                    "[[",
                    "]]");

    private final ByteString text;
    private final List<Token> tokens;
    private int at;

    private Parser(ByteString text, int line) throws SyntaxException {
        this.text = text;
        tokens = new Lexer(text, line).all();
    }

    /**
     * Read text.
     *
     * @param line number of its first line
     * @return its statements; none if it is empty or a comment
     * @throws SyntaxException if it cannot be understood, or is not complete
     */
    public static List<Statement> parse(ByteString text, int line) throws SyntaxException {
        Parser parser = new Parser(text, line);
        List<Statement> statements = new ArrayList<>();
        parser.skipNewlines();
        while (parser.token().kind() != Token.Kind.END) {
            statements.add(parser.statement());
            parser.skipNewlines();
        }
        return statements;
    }

    private Token token() {
        return tokens.get(at);
    }

    private void skipNewlines() {
        while (token().kind() == Token.Kind.NEWLINE) {
            at++;
        }
    }

    private boolean take(String operator) {
        boolean isThere = token().is(operator);
        at += isThere ? 1 : 0;
        return isThere;
    }

    private Statement statement() throws SyntaxException {
        int start = token().start();
        Pipeline first = pipeline();
        List<Statement.Next> rest = new ArrayList<>();
        for (boolean and = take("&&"); and || take("||"); and = take("&&")) {
            skipNewlines();
            rest.add(new Statement.Next(and, pipeline()));
        }
        ByteString line = text.slice(start, tokens.get(at - 1).end());
        boolean isBackground = take("&");
        Token end = token();
        if (!isBackground
                && !take(";")
                && end.kind() != Token.Kind.NEWLINE
                && end.kind() != Token.Kind.END) {
            throw unexpected(end);
        }
        return new Statement(first, List.copyOf(rest), isBackground, line);
    }

    private Pipeline pipeline() throws SyntaxException {
        boolean isNegated = isLiteral(token(), "!");
        at += isNegated ? 1 : 0;
        List<Command> commands = new ArrayList<>();
        do {
            if (!commands.isEmpty()) {
                skipNewlines();
            }
            commands.add(command());
        } while (take("|"));
        return new Pipeline(isNegated, List.copyOf(commands));
    }

    private static boolean isLiteral(Token token, String text) {
        Word word = token.word();
        return word != null && ByteString.of(text).equals(word.literal());
    }

    private Command command() throws SyntaxException {
        List<Command.Assignment> assignments = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        List<Redirection> redirections = new ArrayList<>();
        int line = token().line();
        for (Token token = token(); ; token = token()) {
            Word word = token.word();
            if (token.kind() == Token.Kind.REDIRECTION) {
                at++;
                redirections.add(redirection(token));
            } else if (word == null) {
                break;
            } else {
                at++;
                Command.Assignment assignment = words.isEmpty() ? assignment(word) : null;
                if (assignment != null) {
                    assignments.add(assignment);
                } else {
                    refuseReserved(words, word, token);
                    words.add(word);
                }
            }
        }
        if (words.isEmpty() && assignments.isEmpty() && redirections.isEmpty()) {
            throw unexpected(token());
        }
        return new Command(
                List.copyOf(assignments), List.copyOf(words), List.copyOf(redirections), line);
    }

    private static void refuseReserved(List<Word> before, Word word, Token token)
            throws SyntaxException {
        ByteString literal = word.literal();
        if (before.isEmpty() && literal != null && RESERVED.contains(literal.toString())) {
            throw new SyntaxException(
                    literal.quoted()
                            + " is not known to ctk shell, which differs from sh there:"
                            + " it has && and ||, and no compound commands",
                    token.line(),
                    false);
        }
    }

    private Redirection redirection(Token token) throws SyntaxException {
        Word target = token().word();
        if (target == null) {
            throw unexpected(token());
        }
        at++;
        Redirection.Kind kind =
                switch (token.text().substring(1)) {
                    case "<" -> Redirection.Kind.READ;
                    case "<>" -> Redirection.Kind.READ_WRITE;
                    case ">>" -> Redirection.Kind.APPEND;
                    case "<&", ">&" -> Redirection.Kind.COPY;
                    default -> Redirection.Kind.WRITE;
                };
        if (kind == Redirection.Kind.COPY) {
            ByteString digit = target.literal();
            if (digit == null || digit.decimal(2) < 0) {
                throw new SyntaxException(
                        "what follows '"
                                + token.text().substring(1)
                                + "' has to be 0, 1 or 2"
                                + " in ctk shell, which differs from sh there",
                        token.line(),
                        false);
            }
        }
        return new Redirection(token.text().charAt(0) - '0', kind, target);
    }

    /** Return the assignment that the word is, or null. */
    private static Command.@org.jspecify.annotations.Nullable Assignment assignment(Word word) {
        if (word.parts().isEmpty()
                || !(word.parts().getFirst() instanceof Word.Text text)
                || text.isQuoted()) {
            return null;
        }
        int equals = text.bytes().indexOf('=', 0);
        if (equals < 1 || !isName(text.bytes().slice(0, equals))) {
            return null;
        }
        List<Word.Part> value = new ArrayList<>();
        if (equals + 1 < text.bytes().length()) {
            value.add(new Word.Text(text.bytes().slice(equals + 1), false));
        }
        value.addAll(word.parts().subList(1, word.parts().size()));
        return new Command.Assignment(text.bytes().slice(0, equals), new Word(value));
    }

    /** Tell whether a variable may be called so. */
    public static boolean isName(ByteString name) {
        boolean isName = name.length() > 0 && Lexer.isName(name.at(0));
        for (int i = 1; i < name.length() && isName; i++) {
            isName = Lexer.isName(name.at(i)) || Lexer.isDigit(name.at(i));
        }
        return isName;
    }

    private SyntaxException unexpected(Token token) {
        boolean isEnd = token.kind() == Token.Kind.END;
        boolean mayGoOn = isEnd && at > 0 && !isRedirection(tokens.get(at - 1));
        String what = isEnd || token.kind() == Token.Kind.NEWLINE ? "the end of the line" : null;
        return new SyntaxException(
                "unexpected " + (what != null ? what : "'" + shown(token) + "'"),
                token.line(),
                mayGoOn);
    }

    private static boolean isRedirection(Token token) {
        return token.kind() == Token.Kind.REDIRECTION;
    }

    private static String shown(Token token) {
        return isRedirection(token) ? token.text().substring(1) : token.text();
    }
}
