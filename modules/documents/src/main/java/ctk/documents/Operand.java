package ctk.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One word of a synopsis, or what stands in brackets.
 *
 * @param text without the brackets around it
 * @param isOptional whether it stood in brackets
 */
record Operand(String text, boolean isOptional) {

    private static final String OPTIONS = "OPTIONS";

    /** Split a form: {@code [OPTIONS] USER[:GROUP] [--] COMMAND [ARG...]}. */
    static List<Operand> all(String form) {
        List<Operand> all = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int depth = 0;
        for (char c : (form + " ").toCharArray()) {
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c != ' ' || depth > 0) {
                word.append(c);
            } else if (!word.isEmpty()) {
                all.add(of(word.toString()));
                word.setLength(0);
            }
        }
        return all;
    }

    private static Operand of(String word) {
        int depth = word.startsWith("[") ? 1 : 0;
        int close = 0;
        while (depth > 0) {
            close++;
            depth += word.charAt(close) == '[' ? 1 : word.charAt(close) == ']' ? -1 : 0;
        }
        boolean isOptional = close > 0 && close == word.length() - 1;
        return new Operand(isOptional ? word.substring(1, close) : word, isOptional);
    }

    /** Tell whether it is typed as it stands. */
    boolean isPlain() {
        return text.equals(text.toLowerCase(Locale.ROOT));
    }

    /** Tell whether it stands between what is given in place of one another. */
    boolean isBar() {
        return text.equals("|");
    }

    /** Tell whether a line may end with several of it. */
    boolean isRepeated() {
        return text.endsWith("...");
    }

    /** Return what it is called. */
    String label() {
        return isRepeated() ? text.substring(0, text.length() - "...".length()) : text;
    }

    /** Tell whether it is an argument: neither options nor what ends or separates them. */
    boolean isArgument() {
        return !text.equals(OPTIONS) && !text.startsWith("-") && !isBar();
    }
}
