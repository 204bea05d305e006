package ctk.plugins.ensureuser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.core.setup.Change;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What becomes of a plan if something happens between it and its changes, or between those. */
class EnsureUserMeanwhileTests {

    private static final String PASSWD = EnsureUserStepTests.PASSWD;

    private final MemorySystem system = MemorySystem.of(PASSWD, EnsureUserStepTests.GROUP);

    @Test
    void refusesWhatBecameAConflictMeanwhile() throws Exception {
        List<Change> changes = EnsureUserStepTests.plan(system, "name=app", "uid=1500");
        system.with("/etc/passwd", PASSWD + "new:x:1500:5::/:\n");
        changes.getFirst().apply(system);
        var e = assertThrows(SetupException.class, () -> changes.get(1).apply(system));
        assertEquals(
                "cannot give user 'app' the uid 1500: 'new' has it (line 3 of /etc/passwd)",
                e.getMessage());
        assertEquals(PASSWD + "new:x:1500:5::/:\n", system.text("/etc/passwd"));
    }

    @Test
    void keepsWhatOthersWroteMeanwhile() throws Exception {
        List<Change> changes = EnsureUserStepTests.plan(system, "name=app", "uid=1500");
        system.with("/etc/passwd", PASSWD + "new:x:1501:5::/:\n").with("/etc/group", "# mine\n");
        EnsureUserStepTests.apply(system, changes);
        assertEquals("# mine\napp:!:1500:\n", system.text("/etc/group"));
        assertEquals(
                PASSWD + "new:x:1501:5::/:\napp:!:1500:1500::/home/app:/bin/sh\n",
                system.text("/etc/passwd"));
    }

    @Test
    void refusesAnIdThatChangedMeanwhileUnasked() throws Exception {
        List<Change> changes = EnsureUserStepTests.plan(system, "name=node", "shell=/bin/sh");
        system.with("/etc/passwd", PASSWD.replace("node:x:1000", "node:x:7"));
        var e =
                assertThrows(
                        SetupException.class, () -> EnsureUserStepTests.apply(system, changes));
        assertEquals("user 'node' has uid 7, not 1000 (line 2 of /etc/passwd)", e.getMessage());
        assertEquals("somebody changed it meanwhile: start again", e.hint());
    }

    @Test
    void hintsWhereTheFilesCannotBeWritten() {
        List<Change> changes = EnsureUserStepTests.plan(system, "name=app");
        system.failure = new SetupException("cannot write '/etc/group': read-only file system");
        var e =
                assertThrows(
                        SetupException.class, () -> EnsureUserStepTests.apply(system, changes));
        assertEquals("cannot write '/etc/group': read-only file system", e.getMessage());
        assertTrue(String.valueOf(e.hint()).startsWith("make /etc writable, or "));
        system.failure = new SetupException("no", "because");
        e = assertThrows(SetupException.class, () -> EnsureUserStepTests.apply(system, changes));
        assertEquals("because", e.hint());
    }

    @Test
    void completesWhatWasInterruptedAnywhere() throws Exception {
        system.directory("/home/node", new Owner(1000, 1000)).with("/etc/shadow", "");
        String[][] entries = {
            {"name=app", "uid=7", "gid=8", "groups=tty,audio"},
            {"name=node", "uid=7", "gid=8", "groups=tty", "home=/new"},
            {"name=node", "uid=7"},
        };
        for (String[] pairs : entries) {
            MemorySystem whole = system.copy();
            List<Change> changes = new EnsureUserStep().plan(new MapSettings(pairs), whole);
            for (Change change : changes) {
                change.apply(whole);
            }
            for (int count = 0; count <= changes.size(); count++) {
                MemorySystem part = system.copy();
                for (Change change : changes.subList(0, count)) {
                    change.apply(part);
                }
                for (Change change : new EnsureUserStep().plan(new MapSettings(pairs), part)) {
                    change.apply(part);
                }
                assertEquals(whole.text("/etc/passwd"), part.text("/etc/passwd"));
                assertEquals(whole.text("/etc/group"), part.text("/etc/group"));
                assertEquals(whole.text("/etc/shadow"), part.text("/etc/shadow"));
                assertEquals(whole.statuses.keySet(), part.statuses.keySet());
            }
        }
    }
}
