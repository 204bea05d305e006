package ctk.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;

/**
 * A parent-death signal that ctk's caller asked for still ends the command (prctl(2)). Needs root.
 */
class ParentDeathIT {

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM", "USR1"})
    void endsTheCommandWhenItsParentDies(String signal) throws Exception {
        List<String> command =
                StartState.of("--pdeathsig=" + signal)
                        .command(List.of(Image.CTK, "run", "nobody", "--", "sleep", "600"));
        String script = "\"$@\" <&- >&- 2>&- & echo $!; read line";
        List<String> parent = List.of("sh", "-c", script, "sh");
        List<String> all =
                java.util.stream.Stream.of(parent, command).flatMap(List::stream).toList();
        Process shell = new ProcessBuilder(all).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(shell.getInputStream(), UTF_8))) {
            long pid = Long.parseLong(out.readLine());
            try {
                Live.await("the command runs", () -> Live.is(pid, "sleep"));
                shell.getOutputStream().close();
                Live.end(shell);
                Live.await("the command ends with its parent", () -> Live.ended(pid));
            } finally {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        } finally {
            shell.destroyForcibly();
        }
    }
}
