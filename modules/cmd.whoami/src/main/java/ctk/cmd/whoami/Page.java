package ctk.cmd.whoami;

import java.util.List;

/** A page of labels and values, 80 columns wide, on which what is unusual is marked. */
final class Page {

    private static final int WIDTH = 80;
    private static final int COLUMN = 20;
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final StringBuilder text = new StringBuilder();
    private final boolean isColoured;
    private boolean hasMarks;

    Page(boolean isColoured) {
        this.isColoured = isColoured;
    }

    /** Add a line. */
    Page line(String label, String value) {
        return line(label, value, List.of());
    }

    /** Add a line that is marked if there are marks, which then stand behind the value. */
    Page line(String label, String value, List<String> marks) {
        StringBuilder all = new StringBuilder(value);
        for (int i = 0; i < marks.size(); i++) {
            all.append(i == 0 ? ": " : "; ").append(marks.get(i));
        }
        String head = (marks.isEmpty() ? "  " : "! ") + label;
        hasMarks |= !marks.isEmpty();
        boolean isYellow = isColoured && !marks.isEmpty();
        for (String line : wrapped(head, all.toString()).split("\n", -1)) {
            text.append(isYellow ? YELLOW : "").append(line);
            text.append(isYellow ? PLAIN : "").append('\n');
        }
        return this;
    }

    /** Add an empty line. */
    Page gap() {
        text.append('\n');
        return this;
    }

    /** Return the page, with a line that says what marks mean if there are some. */
    String end() {
        if (hasMarks) {
            text.append("\n! unusual, or more than an application needs\n");
        }
        return text.toString();
    }

    private static String wrapped(String head, String value) {
        StringBuilder line = new StringBuilder(head);
        StringBuilder all = new StringBuilder();
        line.append(" ".repeat(Math.max(1, COLUMN - line.length())));
        boolean isFirst = true;
        for (int from = 0; from <= value.length(); ) {
            int space = value.indexOf(' ', from);
            int end = space < 0 ? value.length() : space;
            if (!isFirst && line.length() + 1 + end - from > WIDTH) {
                all.append(line).append('\n');
                line.setLength(0);
                line.append(" ".repeat(COLUMN));
                isFirst = true;
            }
            line.append(isFirst ? "" : " ").append(value, from, end);
            isFirst = false;
            from = end + 1;
        }
        return all.append(line).toString();
    }
}
