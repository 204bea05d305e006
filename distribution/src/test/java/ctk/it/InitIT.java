package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/**
 * ctk reaps nothing for the command: beside an init that does, before it or behind it, as
 * ctk-run(1) says how. Needs root.
 */
class InitIT {

    private static final String CTK = "/opt/ctk/bin/ctk";

    /** Leaves a process to PID 1 that ends soon, and tells how many zombies there are then. */
    private static final String ORPHAN =
            "(sleep 0.1 &); sleep 0.5; grep -l '^State:.Z' /proc/[0-9]*/status | grep -c status";

    private PodmanRoot root;
    private Podman podman;

    @BeforeEach
    void start() throws Exception {
        root = PodmanRoot.create();
        podman = root.podman();
        root.add(Installed.assume("tini-static")).add(Installed.assume("catatonit"));
    }

    @AfterEach
    void end() {
        root.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ctk run app -- tini-static -- told, 1000",
        "'', ctk run app -- catatonit -- told, 1000",
        "'', tini-static -- ctk run app -- told, 0",
        "'', catatonit -- ctk run app -- told, 0",
        "--init, ctk run app -- told, 0",
    })
    void reapsAndHandsSignalsOn(String options, String line, int init) throws Exception {
        String id = root.start(options(options), command(line));
        podman.await(id, "ready as 1000");
        assertEquals("0\n", orphan(id));
        assertEquals(
                "Uid:\t" + (init + "\t").repeat(4).strip() + "\n",
                podman.ask("exec", id, "grep", "Uid", "/proc/1/status"));
        assertEquals(42, podman.stop(id));
        assertEquals("ready as 1000\ntold TERM\n", podman.logs(id));
    }

    /** What the tests above would see without an init: a command that reaps nothing. */
    @Test
    void leavesReapingToTheCommandWithoutOne() throws Exception {
        String id = root.start(List.of(), command("ctk run app -- sleep 1000"));
        awaitSleep(id);
        assertEquals("1\n", orphan(id));
    }

    /** What the init is told reaches the step, and the start ends by it. */
    @ParameterizedTest
    @CsvSource({"'', tini-static -- ctk run -- told", "--init, ctk run -- told"})
    void handsSignalsOnToStepsToo(String options, String line) throws Exception {
        root.write("/etc/ctk/ctk.toml", "user = 'app'\n" + step("'/bin/told'"));
        String id = root.start(options(options), command(line));
        podman.await(id, "ready as 0");
        assertEquals(143, podman.stop(id));
        assertEquals(
                "ready as 0\ntold TERM\n"
                        + "ctk run: warning: stopped by signal 15 in step 'exec'\n",
                podman.logs(id));
    }

    /** The init is there when the step's daemon ends; the command never had it. */
    @ParameterizedTest
    @CsvSource({
        "'', ctk run -- tini-static -- sleep 1000",
        "'', tini-static -- ctk run -- sleep 1000",
        "--init, ctk run -- sleep 1000",
    })
    void reapsWhatAStepLeaves(String options, String line) throws Exception {
        root.write(
                "/etc/ctk/ctk.toml",
                "user = 'app'\n" + step("'/bin/sh', '-c', '(setsid sleep 0.5 &)'"));
        String id = root.start(options(options), command(line));
        awaitSleep(id);
        Thread.sleep(600);
        assertEquals("0\n", orphan(id));
    }

    /** Steps that ran, and one whose program was killed, leave the command no child. */
    @ParameterizedTest
    @ValueSource(
            strings = {"exit 0", "exec 2>&-; sh -c 'kill -9 $$' || true", "sleep 0.01 & sleep 0.2"})
    void leavesTheCommandNoChild(String script) throws Exception {
        root.program("/bin/program", "#!/bin/sh\n" + script + "\n");
        root.write("/etc/ctk/ctk.toml", "user = 'app'\n" + step("'/bin/program'"));
        List<String> command = command("ctk run -- cat /proc/1/task/1/children");
        assertEquals("", Run.of(root.command(List.of("--rm"), command)).expect(0).out());
    }

    @ParameterizedTest
    @CsvSource({
        "'', ctk run app --, tini-static -- told",
        "'', tini-static -- ctk run app --, told",
        "--init, ctk run app --, told",
    })
    void goesTogetherWithSealedStarts(String options, String start, String line) throws Exception {
        Run sealed = Run.of(root.command(List.of("--rm"), command("ctk seal app")));
        assertTrue(sealed.out().startsWith("sealed "), sealed.out() + sealed.err());
        List<String> withoutVm = options(options);
        withoutVm.addAll(List.of("-v", "/dev/null:/opt/ctk/lib/ctk-vm"));
        String id = root.start(withoutVm, command(start + " " + line));
        podman.await(id, "ready as 1000");
        assertEquals("0\n", orphan(id));
        assertEquals(42, podman.stop(id));
    }

    /** Behind an init ctk is not PID 1, and gives the streams away only if it is told to. */
    @ParameterizedTest
    @CsvSource({
        "'', ctk run app -- tini-static --, written",
        "--init, ctk run app --, ''",
        "--init, ctk run --own-stdio=always app --, written",
    })
    void givesTheStreamsAway(String options, String start, String expected) throws Exception {
        root.program("/bin/write", "#!/bin/sh\necho written >/dev/stdout\n");
        String id = root.start(options(options), command(start + " write"));
        int code = Integer.parseInt(podman.ask("wait", id).strip());
        boolean isWritten = podman.logs(id).equals("written\n");
        assertEquals(expected.equals("written"), isWritten, () -> "exit code " + code);
        assertEquals(isWritten, code == 0);
    }

    /** Wait until the command is there, and not ctk, which has its words among its own. */
    private void awaitSleep(String id) throws Exception {
        Live.await("sleep", () -> podman.ask("exec", id, "ps").contains(" app      sleep 1000"));
    }

    private String orphan(String id) throws Exception {
        return podman.call("exec", id, "sh", "-c", ORPHAN).out();
    }

    private static String step(String words) {
        return "[[step]]\nuse = 'exec'\ncommand = [" + words + "]\n";
    }

    private static List<String> options(String option) {
        List<String> options = new ArrayList<>();
        if (!option.isEmpty()) {
            options.addAll(List.of(option, "--init-path", Installed.assume("catatonit")));
        }
        return options;
    }

    private static List<String> command(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            words.add(word.equals("ctk") ? CTK : word);
        }
        return words;
    }
}
