package ctk.plugins.secrets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.Change;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.plugins.testing.env.Entry;
import ctk.plugins.testing.env.MemoryView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class SecretsStepTests {

    private final MemoryView view = new MemoryView();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "secret|secret",
                "secret\\n|secret",
                "secret\\n\\n|secret\\n", // one line feed is the file's, not the value's
                "secret\\r\\n|secret\\r", // bytes as they are
                " secret \\n| secret ",
                "\\nsecret|\\nsecret",
                "s\\ne\\n|s\\ne",
                "\\n|''",
            })
    void dropsOneLineFeedAtTheEnd(String content, String value) throws Exception {
        secret("/run/secrets/pw", content.replace("\\n", "\n").replace("\\r", "\r"));
        view.environment().set("PW_FILE", "/run/secrets/pw");
        List<Change> changes = plan("variables", List.of("PW"));
        assertEquals(List.of("set PW from '/run/secrets/pw'"), descriptions(changes));
        assertTrue(changes.getFirst().isNeeded());
        assertEquals(
                value.replace("\\n", "\n").replace("\\r", "\r"), view.environment().value("PW"));
        assertNull(view.environment().value("PW_FILE"));
    }

    @Test
    void keepsBytesThatAreNoText() throws Exception {
        byte[] bytes = {(byte) 0xff, (byte) 0xfe, 1, 27};
        view.files().file("/run/pw", Owner.ROOT, 0600, bytes);
        view.environment().set("PW_FILE", "/run/pw");
        plan("variables", List.of("PW"));
        assertArrayEquals(bytes, view.environment().bytes("PW"));
    }

    @Test
    void givesAnEmptyValueForAnEmptyFile() throws Exception {
        secret("/run/pw", "");
        view.environment().set("PW_FILE", "/run/pw");
        plan("variables", List.of("PW"));
        assertEquals("", view.environment().value("PW"));
    }

    @Test
    void refusesBothWithoutTheirValues() {
        secret("/run/pw", "from-file");
        view.environment().set("PW_FILE", "/run/pw").set("PW", "from-variable");
        var e = refusal("variables", List.of("PW"));
        assertEquals("both PW and PW_FILE are set", e.getMessage());
        assertEquals("unset one of them", e.hint());
        assertEquals("both PW and PW_FILE are set", refusal("all", true).getMessage());
    }

    @Test
    void takesAnEmptyVariableForOneThatIsNotSet() throws Exception {
        secret("/run/pw", "secret");
        view.environment().set("PW_FILE", "/run/pw").set("PW", "");
        plan("variables", List.of("PW"));
        assertEquals("secret", view.environment().value("PW"));
    }

    @Test
    void unsetsAnEmptyNameOfAFile() throws Exception {
        view.environment().set("PW_FILE", "").set("PW", "secret");
        List<Change> changes = plan("variables", List.of("PW"));
        assertEquals(List.of("unset PW_FILE, which is empty"), descriptions(changes));
        assertTrue(changes.getFirst().isNeeded());
        assertNull(view.environment().bytes("PW_FILE"));
        assertEquals("secret", view.environment().value("PW"));
    }

    @Test
    void doesNothingIfNeitherIsSet() throws Exception {
        List<Change> changes = plan("variables", List.of("PW"));
        assertEquals(List.of("leave PW as it is"), descriptions(changes));
        assertFalse(changes.getFirst().isNeeded());
        assertEquals(List.of(), changes.getFirst().guards());
    }

    @Test
    void refusesIfARequiredOneIsSetInNeitherWay() throws Exception {
        var e = refusal("variables", List.of("PW"), "required", true);
        assertEquals("neither PW nor PW_FILE is set", e.getMessage());
        view.environment().set("PW", "");
        e = refusal("variables", List.of("PW"), "required", true);
        assertEquals("neither PW nor PW_FILE is set", e.getMessage());
        view.environment().set("PW", "secret");
        List<Change> changes = plan("variables", List.of("PW"), "required", true);
        assertEquals(List.of("leave PW as it is"), descriptions(changes));
        assertEquals(List.of(), changes.getFirst().guards());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pw | cannot take PW_FILE 'pw': it is not an absolute path without '..'",
                "./pw | cannot take PW_FILE './pw': it is not an absolute path without '..'",
                "/run/../run/pw | cannot take PW_FILE '/run/../run/pw': it is not an absolute"
                        + " path without '..'",
                "/run/.. | cannot take PW_FILE '/run/..': it is not an absolute path without '..'",
                "/none | cannot take PW_FILE: cannot read '/none': no such file or directory",
                "/run | cannot take PW_FILE: cannot read '/run': it is not a regular file",
                "/run/link | cannot take PW_FILE: cannot read '/run/link': it is not a regular"
                        + " file",
                "/run/big | cannot take PW_FILE: cannot read '/run/big': it has more than 1048576"
                        + " bytes",
                "/run/nul | cannot take PW_FILE '/run/nul': the file holds a NUL, which no"
                        + " variable can",
            })
    void refusesFilesThatHoldNoValue(String path, String message) {
        view.files().directory("/run").link("/run/link");
        secret("/run/big", "x".repeat((1 << 20) + 1));
        secret("/run/nul", "sec\0ret");
        view.environment().set("PW_FILE", path);
        assertEquals(message, refusal("variables", List.of("PW")).getMessage());
    }

    @Test
    void readsAFileOfTheGreatestSize() throws Exception {
        secret("/run/big", "x".repeat(1 << 20));
        view.environment().set("PW_FILE", "/run/big");
        plan("variables", List.of("PW"));
        assertEquals("x".repeat(1 << 20), view.environment().value("PW"));
    }

    @Test
    void findsTheFileOfAKubernetesVolume() throws Exception {
        view.files().link("/etc/secret/pw").link("/etc/secret/..data");
        secret("/etc/secret/..data/pw", "secret\n");
        view.environment().set("PW_FILE", "/etc/secret/pw");
        assertEquals(
                List.of("set PW from '/etc/secret/pw'"),
                descriptions(plan("variables", List.of("PW"))));
        assertEquals("secret", view.environment().value("PW"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=B", "A\0B"})
    void refusesWhatIsNoName(String name) {
        var e = refusal("variables", List.of(name));
        assertTrue(String.valueOf(e.getMessage()).endsWith(" is no name"), name);
    }

    @Test
    void refusesTheNameOfTheOtherVariable() {
        assertEquals(
                "variables: PW_FILE ends in _FILE: name the variable that is to be set",
                refusal("variables", List.of("PW_FILE")).getMessage());
    }

    @Test
    void quotesNamesThatAreNotOrdinary() throws Exception {
        secret("/run/pw", "secret");
        view.environment().set("a\nb_FILE", "/run/pw");
        assertEquals(
                List.of("set 'a\\u000ab' from '/run/pw'", "leave other variables as they are"),
                descriptions(plan("all", true)));
    }

    @Test
    void takesAllThatNameARegularFile() throws Exception {
        view.files().directory("/dir").link("/link");
        secret("/run/a", "1");
        secret("/run/b", "2");
        view.environment()
                .set("A_FILE", "/run/a")
                .set("LOG_FILE", "/none")
                .set("DIR_FILE", "/dir")
                .set("LINK_FILE", "/link")
                .set("REL_FILE", "run/a")
                .set("UP_FILE", "/run/../run/a")
                .set("_FILE", "/run/a")
                .set("FILE", "/run/a")
                .set("A_FILES", "/run/a")
                .set("EMPTY_FILE", "")
                .set("B_FILE", "/run/b");
        List<Change> changes = plan("all", true, "variables", List.of("B", "B"));
        assertEquals(
                List.of(
                        "set B from '/run/b'",
                        "set A from '/run/a'",
                        "leave other variables as they are"),
                descriptions(changes));
        assertFalse(changes.getLast().isNeeded());
        assertEquals(List.of(), changes.getLast().guards());
        assertEquals("/none", view.environment().value("LOG_FILE"));
        assertEquals("/run/a", view.environment().value("_FILE"));
    }

    @Test
    void refusesAnEntryThatNamesNothing() {
        assertEquals("variables: there are none, and all is not true", refusal().getMessage());
    }

    private void secret(String path, String content) {
        view.files().file(path, Owner.ROOT, 0600, content.getBytes(UTF_8));
    }

    private List<Change> plan(Object... entry) throws SetupException {
        var step = new SecretsStep();
        List<Change> changes = step.plan(Entry.of(step, entry), view);
        for (Change change : changes) {
            change.foresee(view);
        }
        return changes;
    }

    private SetupException refusal(Object... entry) {
        SetupException e = assertThrows(SetupException.class, () -> plan(entry));
        String message = String.valueOf(e.getMessage());
        assertFalse(message.contains("secret") || message.contains("from-"), message);
        return e;
    }

    private static List<String> descriptions(List<Change> changes) {
        var descriptions = new ArrayList<String>();
        for (Change change : changes) {
            descriptions.add(change.description());
        }
        return descriptions;
    }
}
