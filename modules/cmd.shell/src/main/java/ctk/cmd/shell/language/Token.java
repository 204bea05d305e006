package ctk.cmd.shell.language;

import org.jspecify.annotations.Nullable;

/**
 * A word or an operator.
 *
 * @param kind which
 * @param word of a word, else null
 * @param text of an operator; of a redirection with the digit in front
 * @param start where it starts in the text
 * @param end where it ends
 * @param line number of its line
 */
record Token(Kind kind, @Nullable Word word, String text, int start, int end, int line) {

    /** What a token is. */
    enum Kind {
        WORD,
        OPERATOR,
        REDIRECTION,
        NEWLINE,
        END
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }
}
