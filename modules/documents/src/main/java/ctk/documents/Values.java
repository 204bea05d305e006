package ctk.documents;

import ctk.core.steps.Declared;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From what an argument is called in a help to what a shell offers for it, in the words that the
 * scripts in {@code completion} know: {@code words A B...}, {@code users}, {@code directories},
 * {@code programs}, {@code rest}, {@code nothing}, else {@code files}.
 */
record Values(List<Declared> steps) {

    /** Numbers and texts, of which none is likelier than another. */
    private static final Set<String> FREE =
            Set.of("N", "I/N", "MODE", "GLOB", "LINE", "SECONDS", "NAME", "TEXT");

    String of(String label) {
        if (FREE.contains(label)) {
            return "nothing";
        }
        if (label.matches("[a-z-]+(\\|[a-z-]+)*")) {
            return "words " + label.replace('|', ' ');
        }
        return switch (label) {
            case "USER[:GROUP]", "[USER][:GROUP]", "USER" -> "users";
            case "DIRECTORY" -> "directories";
            case "COMMAND" -> "programs";
            case "ARG" -> "rest";
            case "STEP" -> "words " + ids();
            default -> "files";
        };
    }

    private String ids() {
        return steps.stream().map(Declared::id).collect(Collectors.joining(" "));
    }
}
