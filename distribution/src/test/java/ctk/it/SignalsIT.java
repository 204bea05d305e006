package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/**
 * Signals that come at any moment of a start do what they would do without ctk: none is lost, none
 * reaches the VM, and none makes ctk speak. Each test sends them at many moments, from before ctk's
 * first instruction until after the command's. Needs root.
 */
class SignalsIT {

    /** In microseconds: a start takes 20 to 40 milliseconds, a sealed one a few. */
    private static final int LONGEST = Sealing.IS_ON ? 12_000 : 60_000;

    private static final String TOO_SHORT =
            "a sealed start is over before anybody sees that it holds signals back";

    private static final StartState NO_CORE = StartState.PLAIN.and("--rlimit=core=0:0");

    @ParameterizedTest
    @CsvSource({"TERM, 15, 400", "INT, 2, 2000", "HUP, 1, 2000", "QUIT, 3, 2000"})
    void endsWheneverItIsToldTo(String name, int number, int step) throws Exception {
        for (int moment = 0; moment < LONGEST; moment += step) {
            assertEquals("signal " + number, struck(NO_CORE, moment, name, "sleep", "60"));
        }
    }

    /** From its exec on the command is what a signal reaches; here it takes a while to be ready. */
    @Test
    void leavesTheSignalToTheCommandOnceItRuns() throws Exception {
        String command = "trap 'exit 77' TERM; while :; do sleep 0.01; done";
        for (int moment = 0; moment < 2 * LONGEST; moment += 3000) {
            String end = struck(NO_CORE, moment, "TERM", "sh", "-c", command);
            assertTrue(List.of("signal 15", "exit 77").contains(end), end);
        }
        assertEquals("exit 77", struck(NO_CORE, 1_000_000, "TERM", "sh", "-c", command));
    }

    /** 64 is the one signal that the VM keeps; it is not among them. */
    @ParameterizedTest
    @CsvSource({
        "USR1, 10",
        "USR2, 12",
        "ALRM, 14",
        "PIPE, 13",
        "XFSZ, 25",
        "XCPU, 24",
        "ABRT, 6",
        "29, 29",
        "34, 34",
        "50, 50",
        "63, 63",
    })
    void diesOfWhatTheCommandWouldDieOf(String name, int number) throws Exception {
        for (int moment = 0; moment < LONGEST; moment += 4000) {
            assertEquals("signal " + number, struck(NO_CORE, moment, name, "sleep", "60"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHLD", "WINCH", "CONT", "URG"})
    void goesOnAfterWhatMeansNothingToTheCommand(String name) throws Exception {
        for (int moment = 0; moment < LONGEST; moment += 4000) {
            assertEquals("exit 5", struck(NO_CORE, moment, name, "sh", "-c", "sleep 0.05; exit 5"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TERM, 15",
        "INT, 2",
        "HUP, 1",
        "QUIT, 3",
        "USR1, 10",
        "USR2, 12",
        "PIPE, 13",
        "CHLD, 17",
        "WINCH, 28",
        "34, 34",
        "63, 63",
    })
    void keepsASignalPendingForACommandThatBlocksIt(String name, String number) throws Exception {
        StartState state = NO_CORE.and("--block=" + name);
        for (int moment = 0; moment < LONGEST; moment += 6000) {
            assertEquals("exit 0", struck(state, moment, name, Image.program("await"), number));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP", "QUIT", "USR1", "USR2", "PIPE", "34"})
    void goesOnAfterASignalThatItsCallerIgnored(String name) throws Exception {
        StartState state = NO_CORE.and("--ignore=" + name);
        for (int moment = 0; moment < LONGEST; moment += 6000) {
            assertEquals("exit 5", struck(state, moment, name, "sh", "-c", "sleep 0.05; exit 5"));
        }
    }

    /**
     * The kernel gives PID 1 no signal that it neither handles nor blocks (pid_namespaces(7)), so
     * that one is lost before ctk's first instruction, or after exec until the command is ready for
     * it. While ctk holds it back, it must count.
     */
    @ParameterizedTest
    @LeftOutWhenSealed("what seals the start is PID 1 for the longest time, and loses the signal")
    @CsvSource({"TERM, 143, 500", "INT, 130, 4000", "HUP, 129, 4000", "QUIT, 131, 4000"})
    void endsAsPid1WheneverItIsToldTo(String name, int code, int step) throws Exception {
        int held = 0;
        for (int moment = 0; moment < LONGEST; moment += step) {
            String end = pid1(moment, name, "sleep", "0.05");
            if (end.endsWith(" held")) {
                assertEquals("exit " + code + " held", end);
                held++;
            } else {
                assertTrue(List.of("exit " + code, "exit 0").contains(end), end);
            }
        }
        assertTrue(held > 0, "no signal was sent during a start");
    }

    @Test
    @LeftOutWhenSealed(TOO_SHORT)
    void goesOnAsPid1AfterWhatMeansNothingToAnInit() throws Exception {
        for (String name : List.of("USR1", "USR2", "CHLD", "WINCH", "34")) {
            for (int moment = 0; moment < LONGEST; moment += 6000) {
                String end = pid1(moment, name, "sh", "-c", "sleep 0.05; exit 5");
                assertEquals("exit 5", end.replace(" held", ""), name);
            }
        }
    }

    /** A refusal is no start: a pending signal does not hide its line. */
    @Test
    void endsInOneOfTwoWaysIfItIsToldToWhileItRefuses() throws Exception {
        String line =
                """
                ctk run: cannot resolve user 'absent': no such user 'absent'
                hint: add the user to the image, or give UID:GID as numbers, which need no entry
                """;
        for (int moment = 0; moment < LONGEST; moment += 4000) {
            List<String> strike =
                    List.of(Image.program("strike"), Integer.toString(moment), "TERM", Image.CTK);
            List<String> command = new ArrayList<>(strike);
            command.addAll(List.of("run", "absent", "--", "sleep", "60"));
            Run run = NO_CORE.run(command);
            String end = run.out().strip().replace(" held", "") + "\n" + run.err();
            assertTrue(List.of("signal 15\n", "exit 125\n" + line).contains(end), end);
        }
    }

    private static String struck(StartState state, int moment, String signal, String... command)
            throws Exception {
        return strike(state, List.of(), moment, signal, command).replace(" held", "");
    }

    private static String pid1(int moment, String signal, String... command) throws Exception {
        return strike(NO_CORE, List.of("--pid1", "--once-blocked"), moment, signal, command);
    }

    /** Return how ctk or its command ended; neither writes to standard error. */
    private static String strike(
            StartState state, List<String> options, int moment, String signal, String... command)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(Image.program("strike")));
        all.addAll(options);
        all.addAll(List.of(Integer.toString(moment), signal, Image.CTK, "run", "nobody", "--"));
        all.addAll(List.of(command));
        return state.run(all).expect(0).out().strip();
    }
}
