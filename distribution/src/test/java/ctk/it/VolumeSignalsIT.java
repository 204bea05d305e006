package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Signals during a walk: it stops soon, says what it did, and ctk dies of the signal. strace(1)
 * makes the walks slow. Needs root.
 */
class VolumeSignalsIT {

    /** Of "tree 2 30 3". */
    private static final long ENTRIES = 3724;

    /** What the threads of a walk have in hand, at most: a batch of entries each. */
    private static final long IN_HAND = 2 * 1365;

    /** It is meant to be 100 ms; the machine may have other things to do. */
    private static final long MOST_MILLISECONDS = 2000;

    private static final String MISMATCH = "--policy=root-mismatch";

    private final Path files = directory();
    private final Path log = files.resolve("log");
    private final List<Process> started = new ArrayList<>();

    private static Path directory() {
        try {
            return Image.directory("signals");
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void endWhatStillRuns() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 15", "INT, 2", "HUP, 1", "QUIT, 3"})
    void stopsAndDiesOfTheSignal(String name, int number) throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "30", "3");
        Process process =
                start(slowed(volume.chown("--owner=7:8", MISMATCH, "--jobs=2", "--json")));
        awaitChanges(volume);
        assertEquals(128 + number, signal(process, name, child(process)));
        String calls = Files.readString(log);
        assertTrue(calls.contains("+++ killed by SIG" + name), "it exited by itself");
        Volumes.Summary summary = expectTruth(volume);
        assertFalse(volume.owned(7).contains(""), "the root was changed");
        Map<String, String> json =
                Volumes.json(new Run(List.of(), 0, Files.readString(files.resolve("out")), ""));
        assertEquals("true", json.get("interrupted"));
        assertEquals(Long.toString(summary.entries()), json.get("entries"));
        assertEquals(Long.toString(summary.changed()), json.get("changed"));
        long left = volume.count("!", "-uid", "7");
        assertEquals(Volumes.Summary.of(ENTRIES, left), volume.summary("--owner=7:8", MISMATCH));
        volume.expectOwner("7:8");
    }

    /** The kernel lets no signal end PID 1 that does not handle it (pid_namespaces(7)). */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void stopsAsPid1(String name, int code) throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "30", "3");
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork"));
        command.addAll(volume.chown("--owner=7:8", "--jobs=2"));
        Process process = start(slowed(command));
        awaitChanges(volume);
        long unshare = child(process);
        assertEquals(code, signal(process, name, child(ProcessHandle.of(unshare).orElseThrow())));
        assertFalse(Files.readString(log).contains("+++ killed by"), "it is not PID 1");
        expectTruth(volume);
    }

    @Test
    void goesOnAfterSignalsThatItsCallerIgnored() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "30", "3");
        StartState state =
                StartState.PLAIN.and(
                        "--ignore=TERM", "--ignore=INT", "--ignore=HUP", "--ignore=QUIT");
        List<String> walk = volume.chown("--owner=7:8", "--jobs=2", "--verbose");
        Process process = start(slowed(state.command(walk)));
        awaitChanges(volume);
        for (String name : List.of("TERM", "INT", "HUP", "QUIT")) {
            Live.signal(name, child(process));
        }
        assertTrue(volume.count("!", "-uid", "7") > 0, "it was done before");
        assertEquals(0, Live.end(process));
        assertEquals(Volumes.Summary.of(ENTRIES, ENTRIES), said());
        volume.expectOwner("7:8");
    }

    /** Before that nothing was changed. */
    @Test
    void stopsWhileATreeIsDividedIntoShards() throws Exception {
        Volumes volume = Volumes.plant("chains", "100", "12", "1");
        List<String> command = new ArrayList<>(List.of(Installed.assume("strace"), "-f", "-qq"));
        command.addAll(List.of("-o", log.toString(), "-e", "trace=getdents64"));
        command.addAll(List.of("-e", "inject=getdents64:delay_enter=20000"));
        command.addAll(volume.chown("--owner=7:8", "--shard=0/8"));
        Process process = start(command);
        await("a directory is read", () -> Files.exists(log) && Files.size(log) > 0);
        assertEquals(143, signal(process, "TERM", child(process)));
        volume.expectOwner("0:0");
    }

    /** From before the first instruction until after the end. */
    @Test
    void endsWheneverItIsToldTo() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "30", "20");
        int signalled = 0;
        for (int moment = 0; moment < 120_000; moment += 6000) {
            int uid = 100 + moment;
            List<String> command = new ArrayList<>(List.of(Image.program("strike")));
            command.addAll(List.of(Integer.toString(moment), "TERM"));
            command.addAll(volume.chown("--owner=" + uid + ":7", MISMATCH));
            Run run = StartState.PLAIN.and("--rlimit=core=0:0").run(command);
            String end = run.out().strip().replace(" held", "");
            assertTrue(List.of("signal 15", "exit 0").contains(end), moment + ": " + end);
            boolean isDone = volume.owned(uid).contains("");
            assertTrue(!isDone || volume.count("!", "-uid", "" + uid) == 0, "root before others");
            assertTrue(isDone || end.equals("signal 15"), moment + ": " + end);
            signalled += isDone ? 0 : 1;
        }
        assertTrue(signalled > 0, "no signal was sent before the end");
        volume.run("--owner=7:7", MISMATCH);
        volume.expectOwner("7:7");
    }

    private List<String> slowed(List<String> command) {
        return Volumes.trace(log, "delay_enter=1000", command);
    }

    private Process start(List<String> command) throws Exception {
        File err = files.resolve("err").toFile();
        List<String> plain = StartState.PLAIN.command(command); // the tests' caller may ignore INT
        ProcessBuilder builder = new ProcessBuilder(plain).redirectError(err);
        Process process = builder.redirectOutput(files.resolve("out").toFile()).start();
        started.add(process);
        return process;
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        Live.await(
                what,
                () -> {
                    assertTrue(started.getFirst().isAlive(), () -> "it ended: " + text("err"));
                    return condition.call();
                });
    }

    private void awaitChanges(Volumes volume) throws Exception {
        await("files are changed", () -> volume.count("-uid", "7") > 0);
    }

    private static long child(Process process) {
        return child(process.toHandle());
    }

    private static long child(ProcessHandle process) {
        return process.children().findFirst().orElseThrow().pid();
    }

    /** Send a signal; return the exit code of the process that was started, which ends soon. */
    private static int signal(Process process, String name, long pid) throws Exception {
        long start = System.nanoTime();
        Live.signal(name, pid);
        int code = Live.end(process);
        long milliseconds = (System.nanoTime() - start) / 1_000_000;
        assertTrue(milliseconds < MOST_MILLISECONDS, "it took " + milliseconds + " ms");
        return code;
    }

    private Volumes.Summary said() {
        return Volumes.Summary.of(text("err"));
    }

    private String text(String name) {
        try {
            return Files.readString(files.resolve(name));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fail the test unless the summary says what was done, except for what was in hand. */
    private Volumes.Summary expectTruth(Volumes volume) throws Exception {
        Volumes.Summary summary = said();
        long changed = volume.count("-uid", "7");
        assertTrue(summary.interrupted());
        assertTrue(changed > 0 && changed < ENTRIES, "changed: " + changed);
        boolean isTrue = summary.changed() <= changed && changed <= summary.changed() + IN_HAND;
        assertTrue(isTrue, summary + ", in truth " + changed);
        return summary;
    }
}
