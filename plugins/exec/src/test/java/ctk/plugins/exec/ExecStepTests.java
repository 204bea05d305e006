package ctk.plugins.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.plugins.testing.env.Entry;
import ctk.plugins.testing.env.MemoryView;
import ctk.plugins.testing.env.Recorder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class ExecStepTests {

    private static final Owner APP = new Owner(1000, 1000);

    private final MemoryView view = new MemoryView();
    private final Recorder recorder = new Recorder(view);

    @Test
    void runsACommandWithoutShowingItsArguments() throws Exception {
        assertTrue(new ExecStep().isBarrier());
        view.files().directory("/srv");
        List<Change> changes =
                plan(
                        "command",
                        List.of("psql", "--password=secret"),
                        "user",
                        "app",
                        "workdir",
                        "/srv");
        assertEquals(List.of("run 'psql' as 'app'"), descriptions(changes));
        apply(changes);
        assertEquals(List.of("run [psql, --password=secret] as app in /srv"), recorder.done);
    }

    @Test
    void runsADirectoryInOrder() throws Exception {
        view.files()
                .directory("/d")
                .directory("/d/30-dir")
                .file("/d/20-b", 0755, "")
                .file("/d/10-a.sh", 0744, "")
                .file("/d/40-none.sh", 0644, "")
                .file("/d/.hidden", 0755, "")
                .file("/d/50-old~", 0755, "")
                .file("/d/9-z", 0755, "")
                .other("/d/60-fifo", new FileStatus(FileStatus.Type.OTHER, APP, 0777, 0));
        List<Change> changes = plan("directory", "/d");
        assertEquals(
                List.of(
                        "skip '/d/30-dir': no regular file",
                        "skip '/d/40-none.sh': not executable",
                        "skip '/d/60-fifo': no regular file",
                        "run the programs in '/d': '10-a.sh', '20-b', '9-z'"),
                descriptions(changes));
        assertFalse(changes.getFirst().isNeeded());
        apply(changes);
        assertEquals(List.of("run [/d/10-a.sh]", "run [/d/20-b]", "run [/d/9-z]"), recorder.done);
    }

    @Test
    void runsWhatIsThereWhenItRuns() throws Exception {
        view.files().directory("/d");
        List<Change> changes = plan("directory", "/d");
        assertEquals(List.of("run the programs in '/d'"), descriptions(changes));
        view.files().file("/d/a", 0755, "");
        apply(changes);
        assertEquals(List.of("run [/d/a]"), recorder.done);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | exited with 1",
                "127 | exited with 127",
                "128 | exited with 128",
                "129 | was ended by signal 1",
                "137 | was ended by signal 9",
                "192 | was ended by signal 64",
                "193 | exited with 193",
                "255 | exited with 255",
            })
    void endsWithTheFirstFailure(int code, String outcome) throws Exception {
        view.files()
                .directory("/d")
                .file("/d/a", 0755, "")
                .file("/d/b", 0755, "")
                .file("/d/c", 0755, "");
        recorder.outcome("/d/b", code, "A = 'x'");
        List<Change> changes = plan("directory", "/d", "environment", true);
        SetupException e = assertThrows(SetupException.class, () -> apply(changes));
        assertEquals("'/d/b' " + outcome, e.getMessage());
        assertEquals(List.of("run [/d/a] with result", "run [/d/b] with result"), recorder.done);
    }

    @Test
    void setsVariablesBetweenPrograms() throws Exception {
        view.files().directory("/d").file("/d/a", 0755, "").file("/d/b", 0755, "");
        recorder.outcome("/d/a", 0, "A = '1'\nB = \"2\"").outcome("/d/b", 0, "A = '3'");
        apply(plan("directory", "/d", "environment", true));
        assertEquals(
                List.of(
                        "run [/d/a] with result",
                        "set A=1",
                        "set B=2",
                        "run [/d/b] with result",
                        "set A=3"),
                recorder.done);
    }

    @Test
    void keepsFromRootWhatAnotherUserSets() throws Exception {
        recorder.outcome("x", 0, "LD_PRELOAD = '/tmp/mine.so'");
        view.target("app");
        apply(plan("command", List.of("x"), "environment", true, "user", "app"));
        assertEquals(
                List.of(
                        "run [x] as app with result",
                        "set LD_PRELOAD=/tmp/mine.so for the command"),
                recorder.done);
        assertNull(view.environment().bytes("LD_PRELOAD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "0", "2000"})
    void refusesThatAUserSetsVariablesOfAnother(String target) throws Exception {
        view.target(target);
        SetupException e = refusal("command", List.of("x"), "environment", true, "user", "app");
        assertEquals(
                "environment: it would let user 'app' set variables of a command that runs as '"
                        + target
                        + "'",
                e.getMessage());
    }

    @Test
    void setsNoVariableOfAListThatIsWrong() throws Exception {
        view.files().file("/x", 0755, "");
        recorder.outcome("/x", 0, "A = 'secret'\nB = secret");
        List<Change> changes = plan("command", List.of("/x"), "environment", true);
        SetupException e = assertThrows(SetupException.class, () -> apply(changes));
        assertEquals(
                "line 2 of what '/x' wrote to descriptor 3: the value is not a string in quotes",
                e.getMessage());
        assertNull(view.environment().bytes("A"));
    }

    @Test
    void refusesAMissingDirectoryUnlessItIsOptional() throws Exception {
        assertEquals("directory: there is no '/d'", refusal("directory", "/d").getMessage());
        List<Change> changes = plan("directory", "/d", "optional", true);
        assertEquals(List.of("skip '/d': there is no such directory"), descriptions(changes));
        assertFalse(changes.getFirst().isNeeded());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // owner, mode of the directory above, the directory, the program
                "0755 | 0 | 0755 | 1000 | 0755 | root may not run what user 1000 owns: '/s/d/a'",
                "0755 | 0 | 0755 | 0 | 0775 | root may not run what others can write: '/s/d/a'",
                "0755 | 0 | 0755 | 0 | 0757 | root may not run what others can write: '/s/d/a'",
                "0755 | 1000 | 0755 | 0 | 0755 | root may not run what user 1000 owns: '/s/d'",
                "0755 | 0 | 0775 | 0 | 0755 | root may not run what others can write: '/s/d'",
                "0755 | 0 | 01777 | 0 | 0755 | root may not run what others can write: '/s/d'",
                "0777 | 0 | 0755 | 0 | 0755 | root may not run what others can write: '/s'",
            })
    void refusesWhatOthersCanChange(
            String above, int owner, String dir, int programOwner, String program, String message)
            throws Exception {
        tree(above, owner, dir, programOwner, program);
        SetupException e = refusal("directory", "/s/d");
        assertEquals(message, e.getMessage());
        assertTrue(String.valueOf(e.hint()).endsWith("it, or give the step a user"));
        assertEquals(message, refusal("directory", "/s/d", "user", "root").getMessage());
        assertEquals(
                List.of("run the programs in '/s/d' as 'app': 'a'"),
                descriptions(plan("directory", "/s/d", "user", "app")));
    }

    @Test
    void allowsADirectoryInOneThatIsSharedAndSticky() throws Exception {
        tree("1777", 0, "0755", 0, "0755");
        apply(plan("directory", "/s/d"));
        assertEquals(List.of("run [/s/d/a]"), recorder.done);
    }

    @Test
    void looksAgainBeforeItRuns() throws Exception {
        tree("0755", 0, "0755", 0, "0755");
        List<Change> changes = plan("directory", "/s/d");
        List<Change> command = plan("command", List.of("/s/d/a"));
        tree("0755", 0, "0755", 1000, "0755");
        assertThrows(SetupException.class, () -> apply(changes));
        assertThrows(SetupException.class, () -> apply(command));
        assertEquals(List.of(), recorder.done);
    }

    @Test
    void refusesACommandThatOthersCanChange() throws Exception {
        tree("0755", 0, "0755", 1000, "0755");
        assertEquals(
                "root may not run what user 1000 owns: '/s/d/a'",
                refusal("command", List.of("/s/d/a")).getMessage());
        plan("command", List.of("/s/d/a"), "user", "app");
    }

    @Test
    void refusesLinksButThoseOfKubernetes() throws Exception {
        view.files().directory("/d").link("/d/a").link("/d/..data").directory("/d/..1");
        SetupException e = refusal("directory", "/d");
        assertEquals("'/d/a' is a symbolic link", e.getMessage());
        assertEquals("put the program itself into the directory", e.hint());
        view.files().file("/d/..data/a", 0755, "");
        apply(plan("directory", "/d"));
        assertEquals(List.of("run [/d/..data/a]"), recorder.done);
        view.files().file("/d/..data/a", APP, 0755, new byte[0]);
        assertEquals(
                "root may not run what user 1000 owns: '/d/..data/a'",
                refusal("directory", "/d").getMessage());
    }

    @Test
    void refusesADirectoryThatIsNone() {
        view.files().file("/f", 0755, "").link("/l");
        for (String path : List.of("/f", "/l")) {
            assertEquals(
                    "directory: '" + path + "' is not a directory",
                    refusal("directory", path, "optional", true).getMessage());
        }
    }

    @Test
    void refusesEntriesThatMakeNoSense() {
        assertEquals("command: give either it or directory", refusal().getMessage());
        assertEquals(
                "command: give either it or directory",
                refusal("command", List.of("x"), "directory", "/").getMessage());
        assertEquals("command: there is no program", refusal("command", List.of()).getMessage());
        assertEquals("command: there is no program", refusal("command", List.of("")).getMessage());
        assertEquals(
                "command: 'a\\u0000b' holds a NUL",
                refusal("command", List.of("x", "a\0b")).getMessage());
        assertEquals(
                "user: it is empty", refusal("command", List.of("x"), "user", "").getMessage());
        assertEquals(
                "there is no user 'nemo'",
                refusal("command", List.of("x"), "user", "nemo").getMessage());
        assertEquals(
                "workdir: there is no directory '/none'",
                refusal("command", List.of("x"), "workdir", "/none").getMessage());
    }

    private void tree(String above, int owner, String dir, int programOwner, String program) {
        view.files()
                .directory("/s", Owner.ROOT, Integer.parseInt(above, 8))
                .directory("/s/d", new Owner(owner, 0), Integer.parseInt(dir, 8))
                .file(
                        "/s/d/a",
                        new Owner(programOwner, 0),
                        Integer.parseInt(program, 8),
                        new byte[0]);
    }

    private List<Change> plan(Object... entry) throws SetupException {
        var step = new ExecStep();
        return step.plan(Entry.of(step, entry), view);
    }

    private SetupException refusal(Object... entry) {
        return assertThrows(SetupException.class, () -> plan(entry));
    }

    private void apply(List<Change> changes) throws SetupException, InterruptedException {
        for (Change change : changes) {
            if (change.isNeeded()) {
                change.apply(recorder);
            }
        }
    }

    private static List<String> descriptions(List<Change> changes) {
        var descriptions = new ArrayList<String>();
        for (Change change : changes) {
            descriptions.add(change.description());
        }
        return descriptions;
    }
}
