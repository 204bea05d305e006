package ctk.cmd.shell.terminal;

import ctk.cmd.shell.expansion.Quoting;
import ctk.cmd.shell.language.Parser;
import ctk.cmd.shell.language.SyntaxException;
import ctk.core.linux.ByteString;

import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;

import java.util.List;

/** Tells JLine whether a line is complete, and which word is to be completed. */
final class LineParser implements org.jline.reader.Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE) {
            try {
                Parser.parse(Typed.bytes(line), 1);
            } catch (SyntaxException e) {
                if (e.isIncomplete()) {
                    throw new EOFError(-1, -1, String.valueOf(e.getMessage()));
                }
            }
        }
        Scan scan = new Scan(line.substring(0, cursor));
        Scan.Piece last = scan.pieces().isEmpty() ? null : scan.pieces().getLast();
        boolean isInWord =
                last != null
                        && last.end() == cursor
                        && last.kind() != Scan.Kind.OPERATOR
                        && last.kind() != Scan.Kind.COMMENT;
        Scan.Piece word =
                isInWord && last != null
                        ? last
                        : new Scan.Piece(scan.next(), "", cursor, cursor, false);
        return new Line(line, cursor, scan, word);
    }

    /** A line whose end is completed. */
    record Line(String line, int cursor, Scan scan, Scan.Piece piece)
            implements CompletingParsedLine {

        @Override
        public String word() {
            return piece.value();
        }

        @Override
        public int wordCursor() {
            return piece.value().length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(piece.value());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean isComplete) {
            ByteString bytes = Typed.bytes(candidate.toString());
            boolean isExpanded = bytes.length() > 0 && (bytes.at(0) == '$' || bytes.at(0) == '~');
            if (isExpanded && !piece.isQuoted()) {
                int slash = Math.max(bytes.indexOf('/', 0), 0);
                ByteString rest = bytes.slice(slash == 0 ? bytes.length() : slash);
                return bytes.slice(0, bytes.length() - rest.length())
                        + (rest.length() == 0 ? "" : Quoting.quote(rest));
            }
            String quoted = Quoting.quote(bytes);
            boolean isOpen = !isComplete && quoted.endsWith("'");
            return isOpen ? quoted.substring(0, quoted.length() - 1) : quoted;
        }

        @Override
        public int rawWordCursor() {
            return cursor - piece.start();
        }

        @Override
        public int rawWordLength() {
            return cursor - piece.start();
        }
    }
}
