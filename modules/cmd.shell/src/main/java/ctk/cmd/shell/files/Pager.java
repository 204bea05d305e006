package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Screen;
import ctk.cmd.shell.text.Decoded;
import ctk.cmd.shell.text.Widths;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Shows lines on a terminal, screen by screen. */
final class Pager {

    private static final String CLEAR = "\033[H\033[2J";
    private static final String TO_LINE_START = "\r\033[K";
    private static final String REVERSE = "\033[7m";
    private static final String PLAIN = "\033[m";
    private static final int GONE = -1;

    private final Screen screen;
    private final PagedLines lines;
    private final ByteString name;
    private int top;
    private @Nullable Pattern pattern;
    private String message = "";

    Pager(Screen screen, PagedLines lines, ByteString name) {
        this.screen = screen;
        this.lines = lines;
        this.name = name;
    }

    /** Show them until q is pressed, or at once if all fit on the screen. */
    void run() throws IOException {
        if (!lines.has(rows()) && fits()) {
            for (int i = 0; lines.has(i); i++) {
                screen.draw(lines.shown(i) + "\r\n");
            }
            return;
        }
        try (Screen.Keys keys = screen.takeKeys()) {
            PagerKeys reader = new PagerKeys(keys);
            boolean goesOn = true;
            while (goesOn) {
                draw();
                goesOn = act(reader);
            }
            screen.draw(TO_LINE_START);
        }
    }

    private boolean fits() throws IOException {
        int used = 0;
        for (int i = 0; lines.has(i); i++) {
            used += wrapped(i).size();
        }
        return used <= rows();
    }

    private boolean act(PagerKeys keys) throws IOException {
        int key = keys.next();
        message = "";
        switch (key) {
            case 'q', 'Q', GONE -> {
                return false;
            }
            case ' ', 'f', PagerKeys.PAGE_DOWN -> top = Math.min(bottom(), last());
            case 'b', PagerKeys.PAGE_UP -> pageUp();
            case '\r', '\n', 'j', PagerKeys.DOWN -> top = lines.has(top + 1) ? top + 1 : top;
            case 'k', PagerKeys.UP -> top = Math.max(0, top - 1);
            case 'g', PagerKeys.HOME -> top = 0;
            case 'G', PagerKeys.END -> {
                top = last();
                pageUp();
                top = Math.min(top + 1, last());
            }
            case '/' -> ask(keys);
            case 'n' -> search(1);
            case 'N' -> search(-1);
            default -> message = "space: on, b: back, /: search, q: leave";
        }
        return true;
    }

    private int last() throws IOException {
        return Math.max(0, lines.count() - 1);
    }

    /** Return the first line that is below the screen, or the top one if that is the last. */
    private int bottom() throws IOException {
        int used = 0;
        int at = top;
        while (lines.has(at)) {
            used += wrapped(at).size();
            if (used > rows()) {
                break;
            }
            at++;
        }
        boolean isEnd = !lines.has(at);
        return isEnd ? top : Math.max(at, top + 1);
    }

    private void pageUp() {
        int used = 0;
        while (top > 0) {
            used += wrapped(top - 1).size();
            if (used > rows()) {
                return;
            }
            top--;
        }
    }

    private void ask(PagerKeys keys) throws IOException {
        StringBuilder text = new StringBuilder();
        for (; ; ) {
            String shown = ByteString.of(text.toString()).printable();
            screen.draw(TO_LINE_START + "/" + Widths.cut(shown, screen.columns() - 2));
            int key = keys.next();
            if (key == '\r' || key == '\n') {
                break;
            }
            if (key == GONE || key == '\033') {
                return;
            }
            if (key == 127 || key == 8) {
                if (text.isEmpty()) {
                    return;
                }
                text.setLength(text.length() - 1);
            } else if (key >= ' ' && key <= Character.MAX_CODE_POINT) {
                text.appendCodePoint(key);
            }
        }
        try {
            if (!text.isEmpty()) {
                pattern = Pattern.compile(text.toString());
            }
            search(1);
        } catch (PatternSyntaxException e) {
            message = "no regular expression: " + e.getDescription();
        }
    }

    private void search(int step) throws IOException {
        Pattern wanted = pattern;
        if (wanted == null) {
            message = "nothing to search for yet";
            return;
        }
        for (int at = top + step; at >= 0 && lines.has(at); at += step) {
            if (wanted.matcher(Decoded.of(lines.bytes(at))).find()) {
                top = at;
                return;
            }
        }
        message = "not found";
    }

    private int rows() {
        return Math.max(1, screen.rows() - 1);
    }

    private List<String> wrapped(int index) {
        List<String> pieces = new ArrayList<>();
        String rest = lines.shown(index);
        int columns = Math.max(2, screen.columns());
        do {
            String piece = Widths.cut(rest, columns);
            pieces.add(piece);
            rest = rest.substring(piece.length());
        } while (!rest.isEmpty());
        return pieces;
    }

    private void draw() throws IOException {
        StringBuilder text = new StringBuilder(CLEAR);
        int used = 0;
        int at = top;
        for (; lines.has(at) && used < rows(); at++) {
            for (String piece : wrapped(at)) {
                if (used++ < rows()) {
                    text.append(piece).append("\r\n");
                }
            }
        }
        for (; used < rows(); used++) {
            text.append("~\r\n");
        }
        String end = lines.has(at) ? "" : lines.isCut() ? " (cut off here)" : " (end)";
        String status = message.isEmpty() ? name.printable() + " line " + (top + 1) + end : message;
        text.append(REVERSE).append(Widths.cut(status, screen.columns() - 1)).append(PLAIN);
        screen.draw(text.toString());
    }
}
