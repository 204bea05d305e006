package ctk.core.steps;

import org.jspecify.annotations.Nullable;

/** Absolute paths as text. */
final class Paths {

    private Paths() {}

    /** Return a path without empty components and {@code .}; null if it holds {@code ..}. */
    static @Nullable String normal(String path) {
        StringBuilder normal = new StringBuilder();
        int from = 0;
        while (from < path.length()) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            String component = path.substring(from, end);
            if (component.equals("..")) {
                return null;
            }
            if (!component.isEmpty() && !component.equals(".")) {
                normal.append('/').append(component);
            }
            from = end + 1;
        }
        return normal.isEmpty() ? "/" : normal.toString();
    }
}
