package ctk.core.config;

import org.jspecify.annotations.Nullable;

/** What somebody may have meant who misspelt a name. */
public final class Suggestions {

    private Suggestions() {}

    /**
     * Return a hint that names the known word most like this one, or null if none is: two
     * characters may be wrong, missing or too many, or a third of a long word, or one of a word of
     * three.
     */
    public static @Nullable String near(String word, Iterable<String> known) {
        int best = word.length() <= 3 ? 1 : Math.max(2, word.length() / 3);
        String found = null;
        for (String each : known) {
            int apart = Math.abs(each.length() - word.length());
            int distance = apart > best ? apart : distance(word, each);
            if (distance < best || (distance == best && found == null)) {
                best = distance;
                found = each;
            }
        }
        return found == null ? null : "did you mean '" + found + "'?";
    }

    /** Levenshtein's distance, row by row. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        int[] row = new int[above.length];
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                int either = Math.min(above[j], row[j - 1]) + 1;
                row[j] = Math.min(above[j - 1] + change, either);
            }
            int[] swap = above;
            above = row;
            row = swap;
        }
        return above[to.length()];
    }
}
