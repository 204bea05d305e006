package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The command's end is ctk's end, since the command replaced it. Needs root. */
class ExitCodeIT {

    @Test
    void passesEveryExitCodeOn() throws Exception {
        String script =
                "n=0; while [ $n -lt 256 ]; do \"$1\" run nobody -- sh -c \"exit $n\"; echo $?;"
                        + " n=$((n + 1)); done";
        Run run = Run.of(List.of("sh", "-c", script, "sh", Image.CTK)).expect(0);
        String wanted =
                IntStream.range(0, 256).mapToObj(n -> n + "\n").collect(Collectors.joining());
        assertEquals(wanted, run.out());
    }

    @ParameterizedTest
    @CsvSource({
        "HUP, 1",
        "INT, 2",
        "QUIT, 3",
        "ABRT, 6",
        "KILL, 9",
        "USR2, 12",
        "PIPE, 13",
        "TERM, 15"
    })
    void passesADeathBySignalOn(String name, int number) throws Exception {
        String command = "ulimit -c 0; kill -" + name + " $$";
        StartState.PLAIN.ctk("run", "nobody", "--", "sh", "-c", command).expect(128 + number);
    }

    @Test
    void refusesWith125CannotExecuteWith126AndDoesNotFindWith127() throws Exception {
        assertEquals(125, Run.ctk("run", "no-such-user", "--", "true").code());
        assertEquals(126, Run.ctk("run", "nobody", "--", "/etc").code());
        assertEquals(127, Run.ctk("run", "nobody", "--", "no-such-command").code());
    }
}
