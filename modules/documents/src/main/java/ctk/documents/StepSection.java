package ctk.documents;

import ctk.core.setup.Key;
import ctk.core.steps.Declared;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a step does, and its keys. */
final class StepSection {

    private static final String TIMEOUT = "timeout";

    /** What most steps have; of another the page says it. */
    private static final String USUAL = "60";

    private StepSection() {}

    static List<String> of(Declared step) {
        List<String> lines = new ArrayList<>();
        lines.addAll(Mdoc.sentences(CommandsSection.sentence(step.summary())));
        addKeys(lines, step.keys());
        if (!isUsual(step)) {
            lines.add(".Pp");
            lines.add("The default of");
            lines.add(".Cm " + TIMEOUT);
            lines.add("is " + timeout(step) + " seconds.");
        }
        return lines;
    }

    /** Return the keys of every step. */
    static List<String> common(List<Declared> steps) {
        List<String> lines = new ArrayList<>();
        addKeys(
                lines,
                steps.stream().filter(StepSection::isUsual).findFirst().orElseThrow().common());
        return lines;
    }

    private static boolean isUsual(Declared step) {
        return timeout(step).equals(USUAL);
    }

    private static String timeout(Declared step) {
        return step.common().stream()
                .filter(key -> key.name().equals(TIMEOUT))
                .map(key -> String.valueOf(key.defaultValue()))
                .findFirst()
                .orElseThrow();
    }

    private static void addKeys(List<String> lines, List<Key> keys) {
        lines.add(".Bl -tag -width Ds");
        for (Key key : keys) {
            lines.add(".It Cm " + Mdoc.escape(key.name()) + " Pq " + Mdoc.argument(kind(key)));
            lines.addAll(Mdoc.sentences(key.description()));
        }
        lines.add(".El");
    }

    /** As {@code ctk plugins} says it. */
    private static String kind(Key key) {
        String type = key.type().name().toLowerCase(Locale.ROOT);
        if (key.isRequired()) {
            return type + ", required";
        }
        return key.defaultValue() == null ? type : type + ", default " + key.defaultValue();
    }
}
