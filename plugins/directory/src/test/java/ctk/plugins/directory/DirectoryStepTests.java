package ctk.plugins.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

class DirectoryStepTests {

    private static final Owner APP = new Owner(1000, 1001);

    private final DirectoryStep step = new DirectoryStep();
    private final Entry entry = Entry.of(step);
    private final MemorySystem system = new MemorySystem().user("app", 1000, 1001);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // mode there, owner asked for, mode asked for, whether needed, what is said
                "- | - | - | true | create directory '/data', mode 0755",
                "- | app | - | true | create directory '/data' of 1000:1001, mode 0755",
                "- | app | 0750 | true | create directory '/data' of 1000:1001, mode 0750",
                "- | - | 01777 | true | create directory '/data', mode 1777",
                "0755 | app | - | true | give directory '/data' to 1000:1001",
                "0755 | app | 0755 | true | give directory '/data' to 1000:1001",
                "0755 | app | 0700 | true | give directory '/data' to 1000:1001, mode 0700",
                "0755 | - | 0700 | true | change mode of directory '/data' to 0700",
                "02750 | - | 0750 | true | change mode of directory '/data' to 0750",
                "0755 | - | 0755 | false | directory '/data' is of 1000:0, mode 0755",
                "0711 | - | - | false | directory '/data' is of 1000:0, mode 0711",
            })
    void saysWhatIsToBeDone(
            String present, String owner, String mode, boolean isNeeded, String description)
            throws Exception {
        if (present != null) {
            system.directory("/data", new Owner(1000, 0), Integer.parseInt(present, 8));
        }
        give("path", "/data");
        give("owner", owner);
        give("mode", mode);
        Change change = only(plan());
        assertEquals(description, change.description());
        assertEquals(isNeeded, change.isNeeded());
    }

    @Test
    void hasNothingToDoOnceItWasDone() throws Exception {
        entry.with("path", "/data").with("owner", "app").with("mode", "0750");
        applyAll(plan());
        Change again = only(plan());
        assertEquals("directory '/data' is of 1000:1001, mode 0750", again.description());
        assertEquals(false, again.isNeeded());
    }

    @Test
    void foreseesWhatItMakes() throws Exception {
        entry.with("path", "/data").with("owner", "app").with("mode", "0750");
        only(plan()).foresee(system);
        assertEquals(directory(APP, 0750), system.status("/data"));
        assertEquals(false, only(plan()).isNeeded());
    }

    @Test
    void keepsWhatIsNotAskedFor() throws Exception {
        system.directory("/data", new Owner(5, 6), 02711);
        only(plan(entry.with("path", "/data").with("owner", "app"))).foresee(system);
        assertEquals(directory(APP, 02711), system.status("/data"));
    }

    @Test
    void guardsWhatIsKnown() throws Exception {
        entry.with("path", "/data");
        assertEquals(List.of(), only(plan()).guards(), "it is missing");
        system.directory("/data", Owner.ROOT, 0700);
        var there = new Guard.Status("/data", FileStatus.Type.DIRECTORY, null, Guard.ANY_MODE);
        assertEquals(List.of(there), only(plan()).guards());
        entry.with("owner", "app").with("mode", "0750");
        var given = new Guard.Status("/data", FileStatus.Type.DIRECTORY, APP, 0750);
        assertEquals(List.of(given), only(plan()).guards());
    }

    @Test
    void takesPathAndPaths() throws Exception {
        entry.with("path", "/a").with("paths", "/b", "/c\nd");
        assertEquals(
                List.of(
                        "create directory '/a', mode 0755",
                        "create directory '/b', mode 0755",
                        "create directory '/c\\u000ad', mode 0755"),
                descriptions(plan()));
    }

    @Test
    void givesParentsThatItMakesToTheOwner() throws Exception {
        system.directory("/srv", Owner.ROOT, 0755);
        entry.with("paths", "/srv/a/b/c", "/srv/a/d", "/e");
        entry.with("owner", "app").with("mode", "0700").with("own-parents", "true");
        var actions = applyAll(plan());
        assertEquals(
                List.of(
                        "createDirectory /srv/a 1000:1001 755",
                        "createDirectory /srv/a/b 1000:1001 755",
                        "createDirectory /srv/a/b/c 1000:1001 700",
                        "createDirectory /srv/a/d 1000:1001 700",
                        "createDirectory /e 1000:1001 700"),
                actions.done());
    }

    @Test
    void givesParentThatIsNamedItsMode() throws Exception {
        entry.with("paths", "/a/b", "/a").with("owner", "app").with("mode", "0700");
        entry.with("own-parents", "true");
        var actions = applyAll(plan());
        assertEquals(
                List.of("createDirectory /a/b 1000:1001 700", "createDirectory /a 1000:1001 700"),
                actions.done());
    }

    @Test
    void leavesParentsToTheCallerUnlessAsked() throws Exception {
        entry.with("path", "/a/b").with("owner", "app");
        assertEquals(
                List.of("create directory '/a/b' of 1000:1001, mode 0755"), descriptions(plan()));
        entry.with("own-parents", "true");
        assertEquals(2, plan().size());
    }

    @ParameterizedTest
    @EnumSource(
            value = FileStatus.Type.class,
            names = {"REGULAR", "LINK", "OTHER"})
    void refusesWhatIsNoDirectory(FileStatus.Type type) {
        system.file("/data", type);
        assertRefused("path: '/data' is no directory", entry.with("path", "/data"));
        system.file("/more", type);
        system.take("/data");
        assertRefused("paths: '/more' is no directory", entry.with("paths", "/more"));
    }

    @Test
    void refusesNoDirectory() {
        assertRefused("path: no directory is named", entry);
        assertRefused("paths: no directory is named", entry.with("paths"));
    }

    @Test
    void refusesTheRoot() {
        system.directory("/", Owner.ROOT, 0755);
        assertRefused("path: it is the root of the file system", entry.with("path", "/"));
    }

    @Test
    void refusesUnknownOwner() {
        assertRefused("cannot resolve 'ghost'", entry.with("path", "/d").with("owner", "ghost"));
    }

    private void give(String key, String value) {
        if (value != null) {
            entry.with(key, value);
        }
    }

    private List<Change> plan() throws SetupException {
        return plan(entry);
    }

    private List<Change> plan(Entry given) throws SetupException {
        return step.plan(given, system);
    }

    private void assertRefused(String message, Entry given) {
        var e = assertThrows(SetupException.class, () -> plan(given));
        assertEquals(message, e.getMessage());
    }

    private MemoryActions applyAll(List<Change> changes) throws Exception {
        var actions = new MemoryActions(system);
        for (Change change : changes) {
            change.apply(actions);
        }
        return actions;
    }

    private static Change only(List<Change> changes) {
        assertEquals(1, changes.size());
        return changes.getFirst();
    }

    private static List<String> descriptions(List<Change> changes) {
        var lines = new ArrayList<String>();
        for (Change change : changes) {
            lines.add(change.description());
        }
        return lines;
    }

    private static FileStatus directory(Owner owner, int mode) {
        return new FileStatus(FileStatus.Type.DIRECTORY, owner, mode, 0);
    }
}
