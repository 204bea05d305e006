package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The policies of {@code ctk chown-volumes}: which inodes they touch, and that a run that was
 * killed anywhere is completed by the next. Needs root.
 */
class VolumePolicyIT {

    private static final String MISMATCH = "--policy=root-mismatch";

    /** What finds out which inodes were touched: chown(2) sets ctime even if nothing changes. */
    private static final String TIMES = "%C@ %P";

    @ParameterizedTest
    @ValueSource(strings = {"", "--policy=changed", MISMATCH})
    void touchesNoFileThatIsRight(String policy) throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "5", "5");
        List<String> options = new ArrayList<>(List.of("--owner=7:8"));
        options.addAll(policy.isEmpty() ? List.of() : List.of(policy));
        volume.run(options.toArray(String[]::new));
        volume.in("chown", "-h", "9:9", ".", "d1", "d1/f1", "d2/d3/f0").expect(0);
        List<String> before = volume.list(TIMES);
        assertEquals(4, volume.summary(options.toArray(String[]::new)).changed());
        volume.expectOwner("7:8");
        List<String> touched = new ArrayList<>(volume.list(TIMES));
        touched.removeAll(before);
        List<String> names = touched.stream().map(line -> line.split(" ", -1)[1]).sorted().toList();
        assertEquals(List.of("", "d1", "d1/f1", "d2/d3/f0"), names);
    }

    @Test
    void touchesEveryFileIfItIsToldTo() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "5", "5");
        volume.in("sh", "-c", "ln -s f0 link; mkfifo pipe").expect(0);
        volume.run("--owner=7:8");
        List<String> before = volume.list(TIMES);
        Volumes.Summary summary = volume.summary("--owner=7:8", "--policy=always");
        assertEquals(Volumes.Summary.of(before.size(), before.size()), summary);
        List<String> untouched = new ArrayList<>(volume.list(TIMES));
        untouched.retainAll(before);
        assertEquals(List.of(), untouched);
    }

    @Test
    void leavesATreeAloneWhoseRootIsRight() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "5", "5");
        volume.in("chown", "7:8", ".").expect(0);
        assertEquals(Volumes.Summary.of(1, 0), volume.summary("--owner=7:8", MISMATCH));
        assertEquals(List.of(""), volume.owned(7));
    }

    /** The group and the permissions count as the owner does. */
    @ParameterizedTest
    @ValueSource(strings = {"--owner=7:9", "--owner=9:8", "--mode=0700"})
    void walksATreeWhoseRootIsRightInPart(String option) throws Exception {
        Volumes volume = Volumes.plant("tree", "1", "2", "2");
        volume.in("chown", "7:8", ".").expect(0);
        assertEquals(Volumes.Summary.of(9, 9), volume.summary("--owner=7:8", MISMATCH, option));
        assertEquals(Volumes.Summary.of(1, 0), volume.summary("--owner=7:8", MISMATCH, option));
    }

    /** It is the root's owner that tells of an earlier run, and not what --from selects. */
    @Test
    void walksATreeWhoseRootIsNeitherRightNorSelected() throws Exception {
        Volumes volume = Volumes.of("mkdir d; touch d/f; chown 5:5 d/f; chown 6:6 .");
        assertEquals(Volumes.Summary.of(3, 1), volume.summary("--owner=7:8", MISMATCH, "--from=5"));
        assertEquals(List.of("d/f"), volume.owned(7));
    }

    @Test
    void skipsEachTreeByItsOwnRoot() throws Exception {
        Volumes volume = Volumes.of("mkdir a b; touch a/f b/f; chown 7:8 a");
        Run run =
                volume.in(
                        Image.CTK, "chown-volumes", "--owner=7:8", MISMATCH, "--verbose", "a", "b");
        assertEquals(Volumes.Summary.of(3, 2), Volumes.Summary.of(run.err()));
        assertEquals(List.of("a", "b", "b/f"), volume.owned(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "16"})
    void changesTheRootLast(String jobs) throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "20", "5");
        Path log = Image.directory("log").resolve("log");
        List<String> command = volume.chown("--owner=7:8", MISMATCH, "--jobs=" + jobs);
        Run.of(Volumes.trace(log, "", command)).expect(0);
        List<String> calls = Volumes.calls(log);
        String last = calls.getLast();
        assertTrue(last.contains("<" + volume.top() + ">, \"\", 7, 8,"), last);
        assertTrue(last.endsWith(" = 0"), last);
        assertTrue(calls.size() >= 2526, "calls: " + calls.size());
    }

    @Test
    void leavesTheRootIfSomethingBelowFailed() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "5", "5");
        Path log = Image.directory("log").resolve("log");
        List<String> command = volume.chown("--owner=7:8", MISMATCH);
        Run run = Run.of(Volumes.trace(log, "error=EPERM:when=4", command));
        assertEquals(1, run.code(), run.err());
        assertFalse(volume.owned(7).contains(""), "the root was changed");
        long left = volume.count("!", "-uid", "7");
        assertNotEquals(186, left);
        assertEquals(Volumes.Summary.of(186, left), volume.summary("--owner=7:8", MISMATCH));
        volume.expectOwner("7:8");
    }

    /** Who asks for that does not want the whole tree walked at each start. */
    @Test
    void changesTheRootInSpiteOfAFailureIfThatIsNone() throws Exception {
        Volumes volume = Volumes.plant("tree", "1", "5", "5");
        Path log = Image.directory("log").resolve("log");
        List<String> command = volume.chown("--owner=7:8", MISMATCH, "--best-effort", "--jobs=1");
        Run run = Run.of(Volumes.trace(log, "error=EPERM:when=4", command));
        assertEquals(0, run.code(), run.err());
        assertTrue(volume.owned(7).contains(""), "the root was not changed");
        assertEquals(1, volume.count("!", "-uid", "7"));
    }

    /** Only what the kernel refuses to change is tolerated: the next run may do better. */
    @ParameterizedTest
    @ValueSource(strings = {"EIO", "ENOSPC", "EINVAL"})
    void leavesTheRootIfAnotherFailureIsNone(String error) throws Exception {
        Volumes volume = Volumes.plant("tree", "1", "5", "5");
        Path log = Image.directory("log").resolve("log");
        List<String> command = volume.chown("--owner=7:8", MISMATCH, "--best-effort", "--jobs=1");
        Run run = Run.of(Volumes.trace(log, "error=" + error + ":when=4", command));
        assertEquals(0, run.code(), run.err());
        assertFalse(volume.owned(7).contains(""), "the root was changed");
    }

    /** Without that policy the root is changed as any other directory. */
    @Test
    void changesTheRootInSpiteOfAFailureOtherwise() throws Exception {
        Volumes volume = Volumes.plant("tree", "1", "5", "5");
        Path log = Image.directory("log").resolve("log");
        List<String> command = volume.chown("--owner=7:8", "--jobs=1");
        Run run = Run.of(Volumes.trace(log, "error=EPERM:when=4", command));
        assertEquals(1, run.code(), run.err());
        assertTrue(volume.owned(7).contains(""), "the root was not changed");
    }

    /** Killed at the call of one thread that is the n-th to change an owner. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "4"})
    void completesARunThatWasKilledAnywhere(String jobs) throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "22", "4");
        Path log = Image.directory("log").resolve("log");
        Random random = new Random(Long.parseLong(jobs));
        int entries = 2535;
        int killed = 0;
        for (int round = 1; round <= 15; round++) {
            String owner = "--owner=" + round + ":7";
            int call = 1 + random.nextInt(entries / Integer.parseInt(jobs));
            List<String> command = volume.chown(owner, MISMATCH, "--jobs=" + jobs);
            Run run = Run.of(Volumes.trace(log, "signal=KILL:when=" + call, command));
            boolean isDone = volume.owned(round).contains("");
            assertTrue(run.code() == 137 || isDone, "call " + call + ": " + run);
            assertTrue(!isDone || left(volume, round) == 0, "the root was not the last");
            killed += isDone ? 0 : 1;
            volume.run(owner, MISMATCH);
            assertEquals(0, left(volume, round), "after call " + call);
        }
        assertTrue(killed >= 5, "only so many were killed: " + killed);
    }

    /** Killed whenever, with nobody looking at its calls. */
    @Test
    void completesARunThatWasKilledAtAnyTime() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "22", "4");
        Random random = new Random(3);
        for (int round = 1; round <= 15; round++) {
            String owner = "--owner=" + round + ":7";
            Process process = new ProcessBuilder(volume.chown(owner, MISMATCH)).start();
            Path first = volume.top().resolve("d" + random.nextInt(22));
            int uid = round;
            Live.await(
                    "a directory is changed, or all is",
                    () -> Files.getAttribute(first, "unix:uid").equals(uid) || !process.isAlive());
            process.destroyForcibly();
            int code = Live.end(process);
            boolean isDone = volume.owned(round).contains("");
            assertTrue(code == 137 || isDone, "exit " + code);
            assertTrue(!isDone || left(volume, round) == 0, "the root was not the last");
            volume.run(owner, MISMATCH);
            assertEquals(0, left(volume, round));
        }
    }

    private static long left(Volumes volume, int uid) throws Exception {
        return volume.count("!", "-uid", Integer.toString(uid));
    }
}
