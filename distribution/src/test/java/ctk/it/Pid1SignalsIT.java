package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PID 1 loses every signal that it neither blocks nor handles (pid_namespaces(7)): from its first
 * instruction until exec there is no moment at which ctk does neither. Needs root.
 */
class Pid1SignalsIT {

    /** The filter of this option is the last thing before exec, and strace(1) lets it take long. */
    private static final String OPTION = "--block-tty-injection";

    private static final String LATE =
            """
            strace -f -qq -o /log -e trace=seccomp -e inject=seccomp:delay_exit=1500000 \\
                env --default-signal unshare -pf %1$s run %2$s nobody -- sleep 0.1 & s=$!
            child() { echo $(cat /proc/$1/task/$1/children 2>/dev/null); }
            for i in $(seq 1000); do
                ctk=$(child "$(child $s)")
                if grep -qs 'Seccomp:.2' /proc/$ctk/status; then break; fi
                sleep 0.01
            done
            grep SigBlk /proc/$ctk/status
            kill -%3$s $ctk
            wait $s || echo $?
            """;

    /** In microseconds. */
    private static final int LONGEST = 60_000;

    private static final int STEP = 2500;

    @ParameterizedTest
    @ValueSource(strings = {"run nobody -- true", "--version"})
    void holdsSignalsBackInItsFirstInstructions(String line) throws Exception {
        Path log = Image.directory("log").resolve("calls");
        List<String> command = new ArrayList<>(List.of(Installed.assume("strace")));
        command.addAll(List.of("-qq", "-o", log.toString(), Image.CTK));
        command.addAll(List.of(line.split(" ", -1)));
        assertEquals(0, Run.of(command).code());
        String second = Files.readAllLines(log).get(1);
        String expected = "rt_sigprocmask(SIG_SETMASK, ~[ILL TRAP BUS FPE SEGV], [";
        assertTrue(second.startsWith(expected), second);
    }

    /** The signal mask is the command's already, and ctk has looked what is pending before. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129", "QUIT, 131"})
    void endsByASignalThatComesBetweenTheLastLookAndExec(String name, int code) throws Exception {
        Installed.assume("strace");
        Machine machine = Machine.create();
        String script = LATE.formatted(Machine.CTK, OPTION, name);
        assertEquals("SigBlk:\t0000000000000000\n" + code + "\n", machine.sh(script));
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "QUIT, 131"})
    void endsASealedStartByIt(String name, int code) throws Exception {
        Installed.assume("strace");
        Machine machine = Machine.create();
        SealedMachine.of(machine).seal(OPTION, "nobody");
        String withoutVm = "mount --bind /dev/null /opt/ctk/lib/ctk-vm\n";
        String script = withoutVm + LATE.formatted(Machine.CTK, OPTION, name);
        assertEquals("SigBlk:\t0000000000000000\n" + code + "\n", machine.sh(script));
    }

    /** What an init ignores by default, also the change of the size of its terminal. */
    @ParameterizedTest
    @ValueSource(strings = {"USR1", "USR2", "WINCH", "ALRM", "34"})
    void goesOnAfterAnother(String name) throws Exception {
        Installed.assume("strace");
        Machine machine = Machine.create();
        String script = LATE.formatted(Machine.CTK, OPTION, name);
        assertEquals("SigBlk:\t0000000000000000\n", machine.sh(script));
    }

    /** Ctrl-C and Ctrl-\ at the terminal of PID 1, at many moments of its start. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "QUIT, 131"})
    void endsByWhatIsTypedWhileItStarts(String name, int code) throws Exception {
        int held = 0;
        for (int moment = 0; moment < LONGEST; moment += STEP) {
            String end = typed(moment, name, "sleep", "0.05");
            boolean isHeld = end.endsWith(" held");
            held += isHeld ? 1 : 0;
            assertTrue(end.startsWith("exit " + code) || (!isHeld && end.equals("exit 0")), end);
        }
        assertTrue(held > 0, "nothing was typed during a start");
    }

    @Test
    void leavesWhatIsTypedLaterToTheCommand() throws Exception {
        String command = "trap 'exit 77' INT; while :; do sleep 0.01; done";
        assertEquals("exit 77", typed(1_000_000, "INT", "sh", "-c", command));
    }

    private static String typed(int moment, String name, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(Image.program("strike")));
        all.addAll(List.of("--pid1", "--once-blocked", "--typed", Integer.toString(moment), name));
        all.addAll(List.of(Image.CTK, "run", "nobody", "--"));
        all.addAll(List.of(command));
        return StartState.PLAIN.and("--rlimit=core=0:0").run(all).expect(0).out().strip();
    }
}
