package ctk.plugins.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.plugins.testing.Entry;
import ctk.plugins.testing.MemoryActions;
import ctk.plugins.testing.MemorySystem;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class SeedStepTests {

    private static final Owner APP = new Owner(1000, 1001);
    private static final Owner DB = new Owner(70, 70);

    private final SeedStep step = new SeedStep();
    private final Entry entry = Entry.of(step).with("from", "/seed").with("to", "/data");
    private final MemorySystem system = new MemorySystem().user("app", 1000, 1001);

    @BeforeEach
    void putOriginals() {
        system.directory("/seed", DB, 0700)
                .directory("/seed/etc", DB, 0750)
                .file("/seed/etc/conf", FileStatus.Type.REGULAR)
                .directory("/data", Owner.ROOT, 0755);
    }

    @Test
    void fillsWhatIsEmpty() throws Exception {
        Change change = only();
        assertEquals("fill '/data' from '/seed'", change.description());
        assertEquals(true, change.isNeeded());
        assertEquals(
                List.of(
                        "write /data/.ctk-seed 0 70:70",
                        "copy /seed /data null",
                        "remove /data/.ctk-seed"),
                apply(change).done());
        assertEquals(List.of("/data/etc", "/data/etc/conf"), system.below("/data"));
        assertEquals(
                new FileStatus(FileStatus.Type.DIRECTORY, Owner.ROOT, 0755, 0),
                system.status("/data"));
    }

    @Test
    void fillsBesideLostAndFound() throws Exception {
        system.directory("/data/lost+found", Owner.ROOT, 0700);
        assertEquals(true, only().isNeeded());
    }

    @Test
    void givesCopiesAnOwner() throws Exception {
        Change change = only(entry.with("owner", "app"));
        assertEquals("fill '/data' from '/seed', as 1000:1001", change.description());
        apply(change);
        assertEquals(
                new FileStatus(FileStatus.Type.REGULAR, APP, 0644, 0),
                system.status("/data/etc/conf"));
    }

    @Test
    void makesWhatIsMissing() throws Exception {
        system.take("/data");
        Change change = only();
        assertEquals("create '/data' and fill it from '/seed'", change.description());
        assertEquals("createDirectory /data 70:70 700", apply(change).done().getFirst());
        system.take("/data");
        Change owned = only(entry.with("owner", "app"));
        assertEquals("createDirectory /data 1000:1001 700", apply(owned).done().getFirst());
    }

    @Test
    void leavesWhatIsNotEmpty() throws Exception {
        system.file("/data/mine", FileStatus.Type.REGULAR);
        Change change = only();
        assertEquals("'/data' is not empty: left as it is", change.description());
        assertEquals(false, change.isNeeded());
        assertEquals(List.of(), change.guards());
    }

    @Test
    void leavesWhatItFilled() throws Exception {
        apply(only());
        assertEquals(false, only().isNeeded());
    }

    @Test
    void leavesWhatAnotherFilledMeanwhile() throws Exception {
        Change change = only();
        apply(only());
        assertEquals(List.of(), apply(change).done());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void completesWhatWasInterrupted(int calls) throws Exception {
        system.take("/data");
        Change change = only();
        var killed = new MemoryActions(system).failAfter(calls);
        assertThrows(SetupException.class, () -> change.apply(killed));
        assertEquals(calls, killed.done().size());
        apply(only());
        assertEquals(List.of("/data/etc", "/data/etc/conf"), system.below("/data"));
        assertEquals(false, only().isNeeded());
    }

    @Test
    void completesWhatWasCopiedInPart() throws Exception {
        system.file("/data/.ctk-seed", FileStatus.Type.REGULAR).directory("/data/etc", DB, 0750);
        apply(only());
        assertEquals(List.of("/data/etc", "/data/etc/conf"), system.below("/data"));
    }

    @Test
    void foreseesWhatItMakes() throws Exception {
        system.take("/data");
        only().foresee(system);
        var made = new FileStatus(FileStatus.Type.DIRECTORY, DB, 0700, 0);
        assertEquals(made, system.status("/data"));
        assertEquals(List.of("/data"), system.unknown());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/none | /data | from: '/none' does not exist",
                "/seed/etc/conf | /data | from: '/seed/etc/conf' is no directory",
                "/link | /data | from: '/link' is no directory",
                "/seed | /link | to: '/link' is no directory",
                "/seed | /seed/etc/conf | to: '/seed/etc/conf' is at or below '/seed'",
                "/seed | /seed | to: '/seed' is at or below '/seed'",
                "/seed | /seed/new | to: '/seed/new' is at or below '/seed'",
                "/seed/etc | /seed | from: '/seed/etc' is below '/seed'",
                "/seed | / | from: '/seed' is below '/'",
                "/ | /data | to: '/data' is at or below '/'",
            })
    void refusesWhatCannotBeDone(String from, String to, String message) {
        system.file("/link", FileStatus.Type.LINK).directory("/", Owner.ROOT, 0755);
        assertRefused(message, entry.with("from", from).with("to", to));
    }

    @Test
    void takesNeighboursWhoseNamesBeginAlike() throws Exception {
        only(entry.with("to", "/seed.d"));
        only(entry.with("from", "/seed").with("to", "/see"));
    }

    @Test
    void refusesUnknownOwner() {
        assertRefused("cannot resolve 'ghost'", entry.with("owner", "ghost"));
    }

    private void assertRefused(String message, Entry given) {
        var e = assertThrows(SetupException.class, () -> step.plan(given, system));
        assertEquals(message, e.getMessage());
    }

    private MemoryActions apply(Change change) throws Exception {
        var actions = new MemoryActions(system);
        change.apply(actions);
        return actions;
    }

    private Change only() throws SetupException {
        return only(entry);
    }

    private Change only(Entry given) throws SetupException {
        List<Change> changes = step.plan(given, system);
        assertEquals(1, changes.size());
        return changes.getFirst();
    }
}
