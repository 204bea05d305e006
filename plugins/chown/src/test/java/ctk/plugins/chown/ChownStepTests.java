package ctk.plugins.chown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Guard;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.plugins.testing.Entry;
import ctk.plugins.testing.MemoryActions;
import ctk.plugins.testing.MemorySystem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class ChownStepTests {

    private static final Owner APP = new Owner(1000, 1001);
    private static final Owner OLD = new Owner(33, 34);

    private final ChownStep step = new ChownStep();
    private final Entry entry = Entry.of(step).with("paths", "/data");
    private final MemorySystem system =
            new MemorySystem()
                    .user("app", 1000, 1001)
                    .user("www", 33, 33)
                    .runAs("app")
                    .directory("/data", OLD, 02750);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '"',
            value = {
                // owner of the root, policy, mode, whether needed, what is said
                "33 | changed | - | true | give '/data' and what is below to 1000:1001",
                "1000 | changed | - | true | give '/data' and what is below to 1000:1001",
                "33 | root-mismatch | - | true | give '/data' and what is below to 1000:1001",
                "1000 | root-mismatch | - | false | '/data' is of 1000:1001: what is below is left"
                        + " as it is",
                "1000 | root-mismatch | g+rX | true | give '/data' and what is below to 1000:1001,"
                        + " mode 'g+rX'",
                "33 | changed | 0750 | true | give '/data' and what is below to 1000:1001, mode"
                        + " '0750'",
            })
    void saysWhatIsToBeDone(
            long uid, String policy, String mode, boolean isNeeded, String description)
            throws Exception {
        system.directory("/data", new Owner(uid, 1001), 0755);
        entry.with("policy", policy);
        if (mode != null) {
            entry.with("mode", mode);
        }
        Change change = only();
        assertEquals(description, change.description());
        assertEquals(isNeeded, change.isNeeded());
    }

    @Test
    void mattersWhichGroupTheRootHas() throws Exception {
        system.directory("/data", new Owner(1000, 1000), 0755);
        assertEquals(true, only(entry.with("policy", "root-mismatch")).isNeeded());
    }

    @Test
    void givesAllThatIsAskedForToTheWalk() throws Exception {
        entry.with("owner", "www").with("from", "app").with("exclude", "*.tmp", "cache");
        entry.with("mode", "u+rwX").with("policy", "root-mismatch");
        var actions = new MemoryActions(system);
        only().apply(actions);
        var tree =
                new Actions.Tree(
                        "/data", new Owner(33, 33), "u+rwX", 1000, List.of("*.tmp", "cache"), true);
        assertEquals(List.of("chown " + tree), actions.done());
    }

    @Test
    void takesWhomTheCommandRunsAs() throws Exception {
        var actions = new MemoryActions(system);
        only().apply(actions);
        var tree = new Actions.Tree("/data", APP, null, -1, List.of(), false);
        assertEquals(List.of("chown " + tree), actions.done());
    }

    @Test
    void tellsTheViewOfTheRootAndThatTheRestIsUnknown() throws Exception {
        only().foresee(system);
        assertEquals(directory(APP, 02750), system.status("/data"));
        assertEquals(List.of("/data"), system.unknown());
    }

    @Test
    void leavesTheViewAloneWhereNothingIsDone() throws Exception {
        system.directory("/data", APP, 0755);
        only(entry.with("policy", "root-mismatch")).foresee(system);
        assertEquals(List.of(), system.unknown());
    }

    @Test
    void foreseesThatARootOfAnotherUserStays() throws Exception {
        only(entry.with("from", "app")).foresee(system);
        assertEquals(directory(OLD, 02750), system.status("/data"));
        only(entry.with("from", "www")).foresee(system);
        assertEquals(directory(APP, 02750), system.status("/data"));
    }

    @Test
    void guardsTheRootUnderRootMismatchOnly() throws Exception {
        assertEquals(List.of(), only().guards());
        entry.with("policy", "root-mismatch");
        assertEquals(List.of(), only().guards(), "there is something to do");
        system.directory("/data", APP, 02750);
        var status = new Guard.Status("/data", FileStatus.Type.DIRECTORY, APP, Guard.ANY_MODE);
        assertEquals(List.of(status), only().guards());
        assertEquals(List.of(), only(entry.with("mode", "0755")).guards());
    }

    @Test
    void takesAFile() throws Exception {
        system.file("/run/x\n", FileStatus.Type.REGULAR);
        Change change = only(entry.with("paths", "/run/x\n"));
        assertEquals("give '/run/x\\u000a' to 1000:1001", change.description());
        change.foresee(system);
        assertEquals(List.of(), system.unknown());
    }

    @Test
    void plansEachPath() throws Exception {
        system.directory("/cache", OLD, 0700);
        List<Change> changes = step.plan(entry.with("paths", "/data", "/cache"), system);
        assertEquals(2, changes.size());
        assertEquals(
                "give '/cache' and what is below to 1000:1001", changes.getLast().description());
    }

    @Test
    void refusesWhatCannotBeDone() {
        system.file("/link", FileStatus.Type.LINK);
        assertRefused("paths: it is empty", entry().with("paths"));
        assertRefused("paths: '/none' does not exist", entry().with("paths", "/data", "/none"));
        assertRefused("paths: '/link' is a symbolic link", entry().with("paths", "/link"));
        assertRefused("cannot resolve 'ghost'", entry().with("owner", "ghost"));
        assertRefused("cannot resolve ''", entry().with("owner", ""));
        assertRefused("cannot resolve 'ghost'", entry().with("from", "ghost"));
        assertRefused(
                "from: 'www:www' names a group, which does not count",
                entry().with("from", "www:www"));
        assertRefused(
                "policy: 'always' is not changed or root-mismatch",
                entry().with("policy", "always"));
    }

    @Test
    void refusesNobody() {
        var nobody = new MemorySystem().directory("/data", OLD, 0755);
        var e = assertThrows(SetupException.class, () -> step.plan(entry, nobody));
        assertEquals("owner: it is missing, and no user is given to run as", e.getMessage());
    }

    private Entry entry() {
        return Entry.of(step).with("paths", "/data");
    }

    private void assertRefused(String message, Entry given) {
        var e = assertThrows(SetupException.class, () -> step.plan(given, system));
        assertEquals(message, e.getMessage());
    }

    private Change only() throws SetupException {
        return only(entry);
    }

    private Change only(Entry given) throws SetupException {
        List<Change> changes = step.plan(given, system);
        assertEquals(1, changes.size());
        return changes.getFirst();
    }

    private static FileStatus directory(Owner owner, int mode) {
        return new FileStatus(FileStatus.Type.DIRECTORY, owner, mode, 0);
    }
}
