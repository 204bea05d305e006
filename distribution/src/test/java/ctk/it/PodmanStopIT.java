package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/**
 * {@code podman stop} of a container whose PID 1 is ctk: at each moment somebody is told, and none
 * is killed because it was not. Needs root.
 */
class PodmanStopIT {

    private static final int KILLED = 137;

    private static final List<String> START =
            List.of("/opt/ctk/bin/ctk", "run", "app", "--", "told");

    private static final List<String> SET_UP =
            List.of("/opt/ctk/bin/ctk", "run", "--", "sh", "-c", "echo too far");

    private PodmanRoot root;
    private Podman podman;

    @BeforeEach
    void start() throws Exception {
        root = PodmanRoot.create();
        podman = root.podman();
    }

    @AfterEach
    void end() {
        root.close();
    }

    @Test
    void reachesTheCommand() throws Exception {
        String id = root.start(List.of(), START);
        podman.await(id, "ready");
        assertEquals(42, podman.stop(id));
        assertEquals("ready as 1000\ntold TERM\n", podman.logs(id));
    }

    /** There the VM reads a long list of users: nothing was changed, and nothing is said. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129", "QUIT, 131"})
    void endsAStartThatHasNotDecidedYet(String name, int code) throws Exception {
        String user = "user%d:x:%d:%d:a user among others:/home:/bin/sh%n";
        StringBuilder users = new StringBuilder();
        for (int i = 2000; i < 100_000; i++) {
            users.append(user.formatted(i, i, i));
        }
        root.write("/etc/passwd", users + "app:x:1000:1000::/:\n");
        String id = root.start(List.of("--stop-signal", name), START);
        assertEquals(code, podman.stop(id), () -> text(id));
        assertEquals("", text(id));
    }

    /** The program is told by TERM, whatever ctk was told by; the start is over. */
    @ParameterizedTest
    @CsvSource({"TERM, 15", "INT, 2", "HUP, 1", "QUIT, 3"})
    void tellsTheProgramOfAStepAndGivesTheStartUp(String name, int number) throws Exception {
        configure("use = 'exec'\ncommand = ['/bin/told']\nuser = 'app'\n");
        String id = root.start(List.of("--stop-signal", name), SET_UP);
        podman.await(id, "ready");
        assertEquals(128 + number, podman.stop(id));
        assertEquals(
                "ready as 1000\ntold TERM\nctk run: warning: stopped by signal "
                        + number
                        + " in step 'exec'\n",
                text(id));
    }

    /** It gets five seconds, which are less than the ten that a container gets. */
    @Test
    void endsAProgramThatDoesNotListenBeforeTheContainerIsKilled() throws Exception {
        root.program("/bin/deaf", "#!/bin/sh\ntrap '' TERM\necho ready\nexec sleep 1000\n");
        configure("use = 'exec'\ncommand = ['/bin/deaf']\n");
        String id = root.start(List.of(), SET_UP);
        podman.await(id, "ready");
        podman.ask("stop", "-t", "10", id);
        assertEquals(143, podman.exitCode(id));
        assertEquals("ready\nctk run: warning: stopped by signal 15 in step 'exec'\n", text(id));
    }

    @Test
    void endsAStepThatWaits() throws Exception {
        configure(
                "use = 'exec'\ncommand = ['/bin/sh', '-c', 'echo ready']\n"
                        + "[[step]]\nuse = 'wait-for'\npath = ['/never']\ntimeout = 1000\n");
        String id = root.start(List.of(), SET_UP);
        podman.await(id, "ready");
        assertEquals(143, podman.stop(id));
        assertEquals(
                "ready\nctk run: warning: stopped by signal 15 in step 'wait-for'\n", text(id));
    }

    /** What a step was told of does not come to the command a second time. */
    @Test
    void reachesTheCommandBehindSteps() throws Exception {
        configure("use = 'exec'\ncommand = ['/bin/sh', '-c', 'echo step']\n");
        String id = root.start(List.of(), List.of(SET_UP.get(0), "run", "--", "told"));
        podman.await(id, "ready");
        assertEquals(42, podman.stop(id));
        assertEquals("step\nready as 1000\ntold TERM\n", podman.logs(id));
    }

    /** No usual start is possible there: the program that it needs is an empty file. */
    @Test
    void reachesTheCommandOfASealedStart() throws Exception {
        List<String> seal = List.of("/opt/ctk/bin/ctk", "seal", "app");
        Run sealed = Run.of(root.command(List.of("--rm"), seal));
        assertTrue(sealed.out().startsWith("sealed "), sealed.out() + sealed.err());
        List<String> withoutVm = List.of("-v", "/dev/null:/opt/ctk/lib/ctk-vm");
        String id = root.start(withoutVm, START);
        podman.await(id, "ready");
        assertEquals(42, podman.stop(id));
        assertEquals("ready as 1000\ntold TERM\n", podman.logs(id));
    }

    /** So it is without ctk too: the tests above would see it. */
    @Test
    void isLostForACommandThatDoesNotHandleIt() throws Exception {
        String id =
                root.start(List.of(), List.of("/opt/ctk/bin/ctk", "run", "app", "sleep", "1000"));
        podman.ask("stop", "-t", "1", id);
        assertEquals(KILLED, podman.exitCode(id));
    }

    private void configure(String step) throws Exception {
        root.write("/etc/ctk/ctk.toml", "user = 'app'\n[[step]]\n" + step);
    }

    private String text(String id) {
        try {
            return podman.logs(id);
        } catch (Exception e) {
            return e.toString();
        }
    }
}
