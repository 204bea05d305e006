package ctk.plugins.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.Change;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.plugins.testing.env.Entry;
import ctk.plugins.testing.env.MemoryView;
import ctk.plugins.testing.env.Recorder;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class RenderStepTests {

    private static final Owner APP = new Owner(1000, 1000);

    private final MemoryView view = new MemoryView();

    @BeforeEach
    void fill() {
        view.files().directory("/etc").file("/t", 0644, "port = ${PORT}\n");
        view.environment().set("PORT", "80");
    }

    @Test
    void writesAFileThatIsMissing() throws Exception {
        Change change = plan();
        assertTrue(change.isNeeded());
        assertEquals("render '/etc/app.conf' from '/t'", change.description());
        var recorder = new Recorder(view);
        change.apply(recorder);
        assertEquals(List.of("write /etc/app.conf 0:0 644"), recorder.done);
        assertEquals("port = 80\n", content());
        assertFalse(plan().isNeeded());
    }

    @Test
    void foreseesTheFile() throws Exception {
        plan("owner", "app", "mode", 0600).foresee(view);
        assertEquals("port = 80\n", content());
        var status = view.files().status("/etc/app.conf");
        assertTrue(status != null && status.isRegular());
        assertEquals("1000:1000 600 10", describe());
    }

    @Test
    void isNeededIfContentOwnerOrModeDiffer() throws Exception {
        present("port = 80\n");
        assertFalse(plan("owner", "app").isNeeded());
        assertTrue(plan("owner", "root").isNeeded());
        assertTrue(plan("owner", "app", "mode", 0600).isNeeded());
        present("port = 81\n");
        assertTrue(plan("owner", "app").isNeeded());
        present("port = 8080\n");
        assertTrue(plan("owner", "app").isNeeded());
    }

    @Test
    void keepsTheOwnerThatIsNotGiven() throws Exception {
        present("");
        plan().foresee(view);
        assertEquals("1000:1000 644 10", describe());
    }

    @Test
    void leavesAFileThatIsNotToBeOverwritten() throws Exception {
        present("other");
        view.environment().set("PORT", new byte[] {(byte) 0xff}); // not even expanded
        Change change = plan("overwrite", false);
        assertFalse(change.isNeeded());
        assertEquals("leave '/etc/app.conf' as it is", change.description());
        assertEquals(List.of(), change.guards());
    }

    @Test
    void leavesAFileThatCameMeanwhile() throws Exception {
        Change change = plan("overwrite", false);
        assertTrue(change.isNeeded());
        present("other");
        var recorder = new Recorder(view);
        change.apply(recorder);
        assertEquals(List.of(), recorder.done);
    }

    @Test
    void keepsEachOtherDollarAndByte() throws Exception {
        template("a $PORT $$ $1 $(x) $${PORT} ${PORT}$ \u65e5\u672c\r\n\0\t${NONE:-}");
        plan().foresee(view);
        assertEquals("a $PORT $$ $1 $(x) ${PORT} 80$ \u65e5\u672c\r\n\0\t", content());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${NONE} | line 1 of '/t': variable 'NONE' is not set",
                "a;b ${PORT};c ${NONE};d ${PORT} | line 3 of '/t': variable 'NONE' is not set",
                "a;$${NONE};${NONE} | line 3 of '/t': variable 'NONE' is not set",
                "${A:-;x;};${NONE} | line 4 of '/t': variable 'NONE' is not set",
                "${A:-;${PORT};${NONE}} | line 1 of '/t': variable 'NONE' is not set",
                "a;b;${PORT;c; | line 3 of '/t': a brace is not closed",
                "${PORT};${A:-${PORT};x | line 2 of '/t': a brace is not closed",
            })
    void namesTheLineThatCannotBeExpanded(String template, String cause) {
        template(template.replace(';', '\n'));
        assertEquals("cannot render '/etc/app.conf': " + cause, refusal().getMessage());
    }

    @Test
    void namesTheLineThatIsNotUtf8() {
        for (byte[] bytes : new byte[][] {{'a', '\n', (byte) 0xc3, 'x'}, {'\n', (byte) 0xe2}}) {
            view.files().file("/t", Owner.ROOT, 0644, bytes);
            assertEquals(
                    "cannot render '/etc/app.conf': line 2 of '/t': it is not UTF-8",
                    refusal().getMessage());
        }
    }

    @Test
    void takesATemplateOfOneMebibyteAndNoMore() throws Exception {
        template("\u00e9".repeat(1 << 19));
        plan().foresee(view);
        assertEquals("\u00e9".repeat(1 << 19), content());
        template("x".repeat((1 << 20) + 1));
        assertEquals("cannot read '/t': it has more than 1048576 bytes", refusal().getMessage());
    }

    @Test
    void refusesAMissingDirectory() {
        var e = refusal("to", "/etc/none/app.conf");
        assertEquals(
                "cannot render '/etc/none/app.conf': there is no directory '/etc/none'",
                e.getMessage());
        assertEquals(
                "put a step before it that makes the directory: use = \"directory\"", e.hint());
        e = refusal("to", "/t/app.conf");
        assertEquals("cannot render '/t/app.conf': there is no directory '/t'", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/t | to: it is the template",
                "/etc | to: '/etc' is there, and no regular file",
                "/etc/link | to: '/etc/link' is there, and no regular file",
                "/etc/new/ | to: '/etc/new/' is no path of a file",
                "/ | to: '/' is no path of a file",
            })
    void refusesWhatIsNoPlaceForAFile(String to, String message) {
        view.files().link("/etc/link");
        assertEquals(message, refusal("to", to).getMessage());
        assertEquals(message, refusal("to", to, "overwrite", false).getMessage());
    }

    @Test
    void refusesAnOwnerThatDoesNotExist() {
        assertEquals("there is no user 'nemo'", refusal("owner", "nemo").getMessage());
    }

    @Test
    void writesIntoTheRootDirectory() throws Exception {
        assertEquals("render '/new' from '/t'", plan("to", "/new").description());
    }

    @Test
    void findsTheTemplateOfAKubernetesVolume() throws Exception {
        view.files().link("/c/t").link("/c/..data").file("/c/..data/t", 0644, "x");
        Change change = plan("template", "/c/t");
        change.foresee(view);
        assertEquals("render '/etc/app.conf' from '/c/t'", change.description());
        assertEquals("x", content());
    }

    private void template(String text) {
        view.files().file("/t", 0644, text);
    }

    private void present(String text) {
        view.files().file("/etc/app.conf", APP, 0644, text.getBytes(UTF_8));
    }

    private String content() throws SetupException {
        return new String(view.files().read("/etc/app.conf", 1 << 21), UTF_8);
    }

    private String describe() {
        var status = view.files().status("/etc/app.conf");
        return status == null
                ? ""
                : status.owner() + " " + Integer.toOctalString(status.mode()) + " " + status.size();
    }

    private Change plan(Object... entry) throws SetupException {
        var step = new RenderStep();
        var all = new ArrayList<Object>(List.of("template", "/t", "to", "/etc/app.conf"));
        all.addAll(Arrays.asList(entry));
        return step.plan(Entry.of(step, all.toArray()), view).getFirst();
    }

    private SetupException refusal(Object... entry) {
        return assertThrows(SetupException.class, () -> plan(entry));
    }
}
