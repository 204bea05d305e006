import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and truth values as JSON, in the order they come in. */
final class Json {

    private Json() {}

    /** Return the text of a value, indented by two spaces for each level, with a last line feed. */
    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        add(out, value, "\n");
        return out.append('\n').toString();
    }

    private static void add(StringBuilder out, Object value, String indent) {
        String inner = indent + "  ";
        String separator = inner;
        switch (value) {
            case Map<?, ?> map -> {
                out.append('{');
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(separator);
                    add(out, entry.getKey(), inner);
                    out.append(": ");
                    add(out, entry.getValue(), inner);
                    separator = "," + inner;
                }
                out.append(map.isEmpty() ? "}" : indent + "}");
            }
            case List<?> list -> {
                out.append('[');
                for (Object each : list) {
                    out.append(separator);
                    add(out, each, inner);
                    separator = "," + inner;
                }
                out.append(list.isEmpty() ? "]" : indent + "]");
            }
            case String text -> quote(out, text);
            default -> out.append(value);
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
