package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/**
 * The terminal of {@code podman run -it}, whose PID 1 is ctk, and then its command: what is typed,
 * and its size, in a step and behind exec. Needs root.
 */
class PodmanTerminalIT {

    private static final String CTK = "/opt/ctk/bin/ctk";

    private static final String STEP =
            "user = 'app'\n[[step]]\nuse = 'exec'\ncommand = ['/bin/step']\n";

    private static final String SIZE = "stty size </proc/1/fd/0";

    private PodmanRoot root;
    private Podman podman;

    @BeforeEach
    void start() throws Exception {
        Installed.assume("tmux");
        root = PodmanRoot.create();
        podman = root.podman();
    }

    @AfterEach
    void end() {
        root.close();
    }

    private Tmux run(List<String> options, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("-it"));
        all.addAll(options);
        List<String> words = new ArrayList<>(List.of("sh", "-c"));
        words.add("\"$@\"; echo exit code $?; exec sleep 1000");
        words.add("sh");
        words.addAll(root.command(all, List.of(command)));
        return Tmux.start(80, 24, List.of("TERM=xterm"), words.toArray(String[]::new));
    }

    /** Both are in the group that the terminal interrupts; the start ends by it. */
    @Test
    void interruptsAStepAndTheStartWithIt() throws Exception {
        root.program("/bin/step", "#!/bin/sh\nexec /bin/told\n");
        root.write("/etc/ctk/ctk.toml", STEP);
        try (Tmux tmux = run(List.of(), CTK, "run", "--", "sh", "-c", "echo too far")) {
            tmux.await("ready as 0");
            tmux.press("C-c");
            String screen = tmux.await("exit code 130");
            assertTrue(screen.contains("told "), screen);
            assertTrue(screen.contains("stopped by signal 2 in step 'exec'"), screen);
            assertEquals(-1, screen.indexOf("too far"), screen);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void interruptsTheCommandAndTellsItTheSize(boolean isSealed) throws Exception {
        List<String> options = List.of();
        if (isSealed) {
            List<String> seal = List.of(CTK, "seal", "app");
            Run sealed = Run.of(root.command(List.of("--rm"), seal));
            assertTrue(sealed.out().startsWith("sealed "), sealed.out() + sealed.err());
            options = List.of("-v", "/dev/null:/opt/ctk/lib/ctk-vm");
        }
        try (Tmux tmux = run(options, CTK, "run", "app", "--", "told")) {
            tmux.await("ready as 1000");
            tmux.resize(100, 30);
            tmux.await("size 30 100");
            tmux.press("C-c");
            tmux.await("told INT");
            tmux.await("exit code 43");
        }
    }

    /** It changes while a step runs: nobody is told twice, and the command finds what it is now. */
    @Test
    void handsOnTheSizeThatItHasThen() throws Exception {
        String step = "#!/bin/sh\necho begun; while ! [ -e /go ]; do sleep 0.05; done\n";
        root.program("/bin/step", step);
        root.write("/etc/ctk/ctk.toml", STEP);
        String show = "echo now $(stty size); exec told";
        try (Tmux tmux = run(List.of("--name", "sized"), CTK, "run", "--", "sh", "-c", show)) {
            tmux.await("begun");
            tmux.resize(90, 20);
            Live.await(
                    "size", () -> podman.ask("exec", "sized", "sh", "-c", SIZE).equals("20 90\n"));
            podman.ask("exec", "sized", "touch", "/go");
            tmux.await("now 20 90");
            tmux.await("ready as 1000");
            tmux.resize(70, 18);
            tmux.await("size 18 70");
        }
    }

    /** PID 1 leads the session and the foreground; a shell there stops and resumes its jobs. */
    @Test
    void leavesJobControlToTheCommand() throws Exception {
        root.program("/bin/step", "#!/bin/sh\nsleep 0.1\n");
        root.write("/etc/ctk/ctk.toml", STEP);
        try (Tmux tmux = run(List.of("--env", "PS1=> "), CTK, "run", "--", "sh", "-i")) {
            tmux.awaitLast(">");
            tmux.line(
                    "sed 's/^.*) . \\([0-9]* [0-9]* [0-9]* [0-9]* [0-9]*\\) .*/stat \\1/'"
                            + " /proc/1/stat");
            String screen = tmux.await("stat 0 1 1 34816 ");
            assertTrue(screen.contains("stat 0 1 1 34816 "), screen);
            tmux.line("sleep 1000");
            tmux.press("C-z");
            tmux.await("Stopped");
            tmux.awaitLast(">");
            tmux.line("fg");
            tmux.press("C-c");
            tmux.awaitLast(">");
            tmux.line("jobs; echo code $((6 * 7))");
            tmux.await("code 42");
            tmux.line("exit 5");
            tmux.await("exit code 5");
        }
    }
}
