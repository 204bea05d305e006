package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps whose code fails: a line that names step, module and jar, and no command. */
@LeftOutWhenSealed("no start with a step of a plugin directory is sealed")
class PluginFailuresIT {

    private static final String BAD =
            "step 'bad' (module com.example.bad of '/opt/plugins/bad.jar')";

    private static final String ENTRY = "step 'bad' (/etc/ctk/ctk.toml:5:1): ";

    /** What the change of the step says of itself. */
    private static final String MADE = "nothing: ";

    private static final String LATE = "timed out after 1 s";

    private static Plugged bad(String part, String body, String... keys) throws Exception {
        return Plugged.bad(Plugged.badStep().with(part, body), keys);
    }

    /** PART | body | what follows the name of the step. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KEYS|throw new IllegalStateException(\"no\");"
                        + "|is broken: java.lang.IllegalStateException: no",
                "KEYS|return null;|is broken: java.lang.NullPointerException: keys() returned null",
                "KEYS|return Arrays.asList((Key) null);"
                        + "|is broken: java.lang.NullPointerException: a key that is null",
                "KEYS|return List.of(Key.required(\"use\", Key.Type.STRING, \"\"));"
                        + "|is broken: java.lang.IllegalStateException: key use is every step's",
                "KEYS|return List.of(Key.required(\"when\", Key.Type.STRING, \"\"));"
                        + "|is broken: java.lang.IllegalStateException: key when is there twice",
                "KEYS|System.exit(3); return null;|ended the Java runtime",
                "KEYS|Runtime.getRuntime().halt(3); return null;|ended the Java runtime",
                "CONSTRUCTOR|System.exit(0);|ended the Java runtime",
                "INIT|if (yes()) Runtime.getRuntime().halt(0);|ended the Java runtime",
                "TIMEOUT|return -1;"
                        + "|is broken: java.lang.IllegalStateException: its timeout is negative",
                "BARRIER|throw new Error();|is broken: java.lang.Error",
                "PLAN|throw new IllegalStateException(\"a\\nb\\u0007\");"
                        + "|is broken: java.lang.IllegalStateException: a\\u000ab\\u0007",
                "PLAN|return null;|is broken: java.lang.NullPointerException: plan() returned null",
                "PLAN|return Arrays.asList((Change) null);|is broken:"
                        + " java.lang.NullPointerException: plan() returned a change that is null",
                "PLAN|deep(0); return null;|is broken: java.lang.StackOverflowError",
                "PLAN|throw new NoSuchMethodError(\"x\");|is broken: java.lang.NoSuchMethodError:"
                        + " x",
                "PLAN|throw new AssertionError(\"x\");|is broken: java.lang.AssertionError: x",
                "PLAN|hide(new java.io.IOException(\"x\")); return null;"
                        + "|is broken: java.io.IOException: x",
                "PLAN|throw new RuntimeException() { public String getMessage() { throw this; } };"
                        + "|is broken: com.example.bad.BadStep$1",
                "PLAN|fill(); return null;|: out of memory",
                "PLAN|System.exit(3); return null;|ended the Java runtime",
                "PLAN|Runtime.getRuntime().halt(3); return null;|ended the Java runtime",
                "DESCRIPTION|return null;"
                        + "|is broken: java.lang.NullPointerException: no description",
                "DESCRIPTION|throw new IllegalStateException();"
                        + "|is broken: java.lang.IllegalStateException",
                "FORESEE|throw new IllegalStateException();"
                        + "|is broken: java.lang.IllegalStateException",
            })
    void changesNothingIfAStepCannotBePlanned(String part, String body, String line)
            throws Exception {
        bad(part, body).refuses(BAD + (line.startsWith(":") ? "" : " ") + line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSTRUCTOR|throw new IllegalStateException(\"no\");"
                        + "|java.lang.IllegalStateException: no",
                "INIT|if (yes()) throw new IllegalStateException(\"no\");"
                        + "|java.lang.IllegalStateException: no",
                "CONSTRUCTOR|deep(0);|java.lang.StackOverflowError",
            })
    void changesNothingIfAStepCannotBeMade(String part, String body, String line) throws Exception {
        bad(part, body).refuses("cannot load " + BAD + ": " + line);
    }

    @ParameterizedTest
    @CsvSource({"PLAN", "FORESEE"})
    void saysWhatAStepSaysInOneLine(String part) throws Exception {
        String body = "throw new SetupException(\"a\\nb\", \"c\\nd\");";
        bad(part, body).refuses(ENTRY + "a\\u000ab\nhint: c\\u000ad");
        bad(part, "throw new SetupException(null);").refuses(ENTRY + "null");
        bad(part, "hide(new InterruptedException());" + ("PLAN".equals(part) ? "return null;" : ""))
                .refuses("step 'bad': it was interrupted\nhint: nothing was changed before it");
    }

    /** PART | body | what follows the name of the step. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "APPLY|throw new IllegalStateException(\"a\\nb\");"
                        + "|is broken: java.lang.IllegalStateException: a\\u000ab",
                "APPLY|deep(0);|is broken: java.lang.StackOverflowError",
                "APPLY|throw new NoSuchMethodError(\"x\");|is broken: java.lang.NoSuchMethodError:"
                        + " x",
                "APPLY|throw new AssertionError(\"x\");|is broken: java.lang.AssertionError: x",
                "APPLY|hide(new java.io.IOException(\"x\"));|is broken: java.io.IOException: x",
                "APPLY|fill();|: out of memory",
                "APPLY|System.exit(3);|ended the Java runtime",
                "APPLY|Runtime.getRuntime().halt(3);|ended the Java runtime",
                "NEEDED|throw new IllegalStateException();"
                        + "|is broken: java.lang.IllegalStateException",
            })
    void saysWhatWasDoneBefore(String part, String body, String line) throws Exception {
        bad(part, body).stops(BAD + (line.startsWith(":") ? "" : " ") + line);
    }

    @Test
    void saysWhatWasDoneBeforeAStepThatFails() throws Exception {
        bad("APPLY", "throw new SetupException(\"no\\nmore\");").stops(ENTRY + "no\\u000amore");
    }

    /** Descriptions are a step's own too. */
    @Test
    void keepsDescriptionsInTheirLine() throws Exception {
        Plugged plugged = bad("DESCRIPTION", "return \"a\\nb\\u001b[31m\";");
        Run dry = plugged.run("--dry-run").expect(0);
        assertTrue(dry.out().contains("bad: a\\u000ab\\u001b[31m\n"), dry.out());
        Run run = plugged.run("--verbose").ofSteps();
        assertTrue(run.err().contains("ctk run: bad: a\\u000ab\\u001b[31m ("), run.err());
        assertEquals(2, run.err().lines().count(), run.err());
    }

    @ParameterizedTest
    @CsvSource({"NEEDED", "DESCRIPTION", "FORESEE", "PLAN"})
    void failsInADryRunToo(String part) throws Exception {
        Run run = bad(part, "throw new AssertionError(\"x\");").run("--dry-run");
        run.expectError(125, "ctk run: " + BAD + " is broken: java.lang.AssertionError: x");
    }

    @Test
    void stopsAStepThatHangsInPlanning() throws Exception {
        bad("PLAN", "Thread.sleep(100_000); return null;", "timeout = 1")
                .refuses(ENTRY + "timed out after 1 s\nhint: nothing was changed before it");
        bad("PLAN", "hang(); return null;", "timeout = 1")
                .refuses(ENTRY + "timed out after 1 s\nhint: nothing was changed before it");
    }

    @Test
    void stopsAStepThatHangsInApplying() throws Exception {
        bad("APPLY", "Thread.sleep(100_000);", "timeout = 1").stops(ENTRY + MADE + LATE);
        bad("APPLY", "hang();", "timeout = 1").stops(ENTRY + MADE + LATE);
    }

    @Test
    void stopsAStepThatHangsBeforeItIsPlanned() throws Exception {
        bad("CONSTRUCTOR", "hang();", "timeout = 1").refuses(BAD + " gave no answer for 1 s");
        bad("KEYS", "hang(); return null;", "timeout = 1").refuses(BAD + " gave no answer for 1 s");
    }

    @Test
    void takesTheTimeThatTheStepStates() throws Exception {
        StepSource source = Plugged.badStep().with("TIMEOUT", "return 1;");
        Plugged.bad(source.with("APPLY", "Thread.sleep(100_000);")).stops(ENTRY + MADE + LATE);
    }

    @Test
    void showsWhereIfItIsAsked() throws Exception {
        Plugged plugged = bad("PLAN", "throw new IllegalStateException(\"no\");");
        Run run = plugged.run("--debug");
        assertEquals(125, run.code());
        assertTrue(run.err().contains("/com.example.bad.BadStep.plan("), run.err());
    }

    /** An entry is checked against the keys of a step from a jar as against any other's. */
    @Test
    void checksTheKeysOfAnEntry() throws Exception {
        bad("PLAN", "return List.of(new Made());", "txt = 'x'")
                .refuses("/etc/ctk/ctk.toml:7:1: unknown key 'txt'\nhint: did you mean 'text'?");
    }
}
