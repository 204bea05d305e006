package ctk.it;

import java.util.HashMap;
import java.util.Map;

/** The source of a set-up step, of which each method can be another. */
final class StepSource {

    private static final String TEMPLATE =
            """
            package PACKAGE;
            import ctk.core.setup.*;
            import java.util.*;
            public class NAME implements SetupStep {
                static { INIT }
                public NAME() { CONSTRUCTOR }
                public String summary() { SUMMARY }
                public List<Key> keys() { KEYS }
                public int timeout() { TIMEOUT }
                public boolean isBarrier() { BARRIER }
                public List<Change> plan(Settings settings, Context context)
                        throws SetupException, InterruptedException { PLAN }
                static class Made implements Change {
                    public String description() { DESCRIPTION }
                    public boolean isNeeded() { NEEDED }
                    public void foresee(View view) throws SetupException { FORESEE }
                    public void apply(Actions actions)
                            throws SetupException, InterruptedException { APPLY }
                }
                static boolean yes() { return true; }
                static int deep(int n) { return deep(n + 1) + 1; }
                static void fill() {
                    List<byte[]> all = new ArrayList<>();
                    while (yes()) all.add(new byte[1 << 20]);
                }
                static void hang() {
                    while (yes()) {
                        try {
                            Thread.sleep(1000);
                        } catch (InterruptedException e) {
                            continue;
                        }
                    }
                }
                @SuppressWarnings("unchecked")
                static <T extends Throwable> void hide(Throwable e) throws T { throw (T) e; }
            }
            """;

    private final Map<String, String> parts = new HashMap<>();

    /**
     * Make one that changes nothing, though it says so.
     *
     * @param name of the class
     */
    StepSource(String packageName, String name) {
        parts.put("PACKAGE", packageName);
        parts.put("NAME", name);
        parts.put("INIT", "");
        parts.put("CONSTRUCTOR", "");
        parts.put("SUMMARY", "return \"do nothing\";");
        parts.put("KEYS", "return List.of(Key.optional(\"text\", Key.Type.STRING, \"Any.\"));");
        parts.put("TIMEOUT", "return 60;");
        parts.put("BARRIER", "return false;");
        parts.put("PLAN", "return List.of(new Made());");
        parts.put("DESCRIPTION", "return \"nothing\";");
        parts.put("NEEDED", "return true;");
        parts.put("FORESEE", "");
        parts.put("APPLY", "");
    }

    /**
     * Replace a part of it.
     *
     * @param part such as PLAN for the body of plan()
     */
    StepSource with(String part, String body) {
        if (parts.put(part, body) == null) {
            throw new IllegalArgumentException(part);
        }
        return this;
    }

    @Override
    public String toString() {
        String text = TEMPLATE;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            text = text.replaceAll("\\b" + part.getKey() + "\\b", quoted(part.getValue()));
        }
        return text;
    }

    private static String quoted(String body) {
        return java.util.regex.Matcher.quoteReplacement(body);
    }
}
