package ctk.documents;

import java.util.ArrayList;
import java.util.List;

/** Text as mdoc(7) wants it. */
final class Mdoc {

    private static final int WIDTH = 78;

    private Mdoc() {}

    /**
     * Return text that stands for itself: hyphens as those of a command line, which stay what they
     * are when they are copied from the page.
     */
    static String escape(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }

    /** Return an argument of a macro that stands for itself, with blanks and delimiters. */
    static String argument(String text) {
        return '"' + escape(text).replace("\"", "\\(dq") + '"';
    }

    /** Return sentences as lines, each of which begins a new one and is of moderate length. */
    static List<String> sentences(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : List.of(text.strip().split(" +"))) {
            if (!line.isEmpty() && line.length() + 1 + escape(word).length() > WIDTH) {
                add(lines, line);
            }
            line.append(line.isEmpty() ? "" : " ").append(escape(word));
            if (endsSentence(word)) {
                add(lines, line);
            }
        }
        add(lines, line);
        return lines;
    }

    private static boolean endsSentence(String word) {
        return word.endsWith(".") || word.endsWith(".)");
    }

    private static void add(List<String> lines, StringBuilder line) {
        if (line.isEmpty()) {
            return;
        }
        boolean isRequest = line.charAt(0) == '.' || line.charAt(0) == '\'';
        lines.add((isRequest ? "\\&" : "") + line);
        line.setLength(0);
    }
}
