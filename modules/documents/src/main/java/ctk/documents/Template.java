package ctk.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts text in the place of comments: {@code .\" INSERT options run} of a man page, {@code # INSERT
 * values} of a script.
 *
 * @param inserts from {@code options run} to the lines; IllegalArgumentException if there are none
 * @param inserted gets what was asked for
 */
record Template(Function<String, List<String>> inserts, Set<String> inserted) {

    private static final List<String> MARKS = List.of(".\\\" INSERT ", "# INSERT ");

    /** Return the lines of a file with all comments replaced. */
    List<String> fill(String file, List<String> lines) {
        List<String> filled = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String wanted = wanted(line.strip());
            if (wanted.isEmpty()) {
                filled.add(line);
                continue;
            }
            String indent = line.substring(0, line.length() - line.stripLeading().length());
            try {
                inserts.apply(wanted).forEach(each -> filled.add(indent + each));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
            }
            inserted.add(wanted);
        }
        return filled;
    }

    private static String wanted(String line) {
        for (String mark : MARKS) {
            if (line.startsWith(mark)) {
                return line.substring(mark.length());
            }
        }
        return "";
    }
}
