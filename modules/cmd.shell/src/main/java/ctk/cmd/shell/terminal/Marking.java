package ctk.cmd.shell.terminal;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

import java.util.function.Predicate;

/** Marks what the words of a line are. */
final class Marking implements Highlighter {

    private static final AttributedStyle KNOWN = AttributedStyle.DEFAULT.bold();
    private static final AttributedStyle UNKNOWN =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    private static final AttributedStyle QUOTED =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle OPERATOR =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.faint();

    private final Predicate<String> isCommand;

    Marking(Predicate<String> isCommand) {
        this.isCommand = isCommand;
    }

    @Override
    public AttributedString highlight(LineReader reader, String line) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        int at = 0;
        for (Scan.Piece piece : new Scan(line).pieces()) {
            text.append(line.substring(at, piece.start()));
            text.styled(style(piece), line.substring(piece.start(), piece.end()));
            at = piece.end();
        }
        return text.append(line.substring(at)).toAttributedString();
    }

    private AttributedStyle style(Scan.Piece piece) {
        return switch (piece.kind()) {
            case COMMAND -> isCommand.test(piece.value()) ? KNOWN : UNKNOWN;
            case OPERATOR -> OPERATOR;
            case COMMENT -> COMMENT;
            case WORD, TARGET -> piece.isQuoted() ? QUOTED : AttributedStyle.DEFAULT;
        };
    }
}
