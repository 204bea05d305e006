package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** {@code ctk plugins}. */
@LeftOutWhenSealed("no start with a step of a plugin directory is sealed")
class PluginListIT {

    private static final String PATH = "--plugin-path=" + Plugged.DIRECTORY;

    @Test
    void listsTheStepsOfTheImage() throws Exception {
        Run run = Machine.create().ctk("plugins").expect(0);
        for (String each :
                List.of(
                        "chown",
                        "directory",
                        "ensure-user",
                        "exec",
                        "render",
                        "secrets",
                        "seed",
                        "wait-for")) {
            assertTrue(("\n" + run.out()).contains("\n" + each + ": "), each);
        }
        assertTrue(run.out().lines().noneMatch(line -> line.length() > 80), run.out());
    }

    @Test
    void listsAsJsonWhateverAStepSays() throws Exception {
        StepSource source = Plugged.badStep().with("SUMMARY", "return \"a\\n\\\"\\u0000\\ud800\";");
        String key = "Key.optional(\"a\\\"b\", Key.Type.PATHS, \"\\\\\", \"\\u2028\\t\")";
        Plugged plugged = Plugged.bad(source.with("KEYS", "return List.of(" + key + ");"));
        Run run = plugged.machine().ctk("plugins", "--json", PATH).expect(0);
        assertEquals(List.of("steps"), List.copyOf(Volumes.json(run).keySet()));
        String script =
                """
                import json, sys
                steps = json.loads(sys.argv[1])["steps"]
                print(len(steps), [s["origin"] for s in steps if s["id"] == "bad"])
                for s in steps:
                    assert sorted(s) == ["id", "keys", "origin", "summary"], s
                    for k in s["keys"]:
                        assert sorted(k) == ["default", "description", "name", "required", "type"]
                    assert [k["name"] for k in s["keys"]][-2:] == ["when", "timeout"], s
                """;
        Run python = Run.of(List.of(Installed.assume("python3"), "-c", script, run.out()));
        assertEquals("9 ['/opt/plugins/bad.jar']\n", python.expect(0).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUMMARY|throw new IllegalStateException(\"no\");"
                        + "|is broken: java.lang.IllegalStateException: no",
                "SUMMARY|return null;|is broken: java.lang.NullPointerException: no summary",
                "SUMMARY|System.exit(0); return null;|ended the Java runtime",
                "KEYS|throw new AssertionError();|is broken: java.lang.AssertionError",
            })
    void namesAStepThatCannotBeListed(String part, String body, String line) throws Exception {
        Plugged plugged = Plugged.bad(Plugged.badStep().with(part, body));
        for (String json : List.of("--debug", "--json")) {
            Run run = plugged.machine().ctk("plugins", PATH, json);
            assertTrue(
                    run.err()
                            .startsWith(
                                    "ctk plugins: step 'bad' (module com.example.bad of"
                                            + " '/opt/plugins/bad.jar') "
                                            + line
                                            + "\n"),
                    run.err());
            assertEquals(125, run.code());
            assertEquals("", run.out());
        }
    }
}
