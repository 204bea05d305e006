package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** The step exec as PID 1: signals, time, and what its programs leave running. */
@LeftOutWhenSealed("the step exec has no guard, and a start with it is never sealed")
class ExecSignalsIT {

    /** Runs ctk as PID 1 behind what it is given; $ctk is its process id outside. */
    private static final String PID_1 =
            """
            unshare -pf --mount-proc %1$s run -- %2$s >/out 2>/err & u=$!
            while ! [ -e /begun ]; do sleep 0.01; done
            ctk=$(cat /proc/$u/task/$u/children 2>/dev/null || true)
            %3$s
            wait $u || echo $?
            cat /out /err
            """;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void letsTheProgramCleanUpBeforeItEnds(String signal, int code) throws Exception {
        Machine machine =
                program(
                        """
                        trap 'echo cleaned up; exit 7' TERM
                        touch /begun
                        while true; do sleep 0.05; done
                        """,
                        "");
        String out = inPid1(machine, "echo ran", "kill -" + signal + " $ctk");
        assertEquals(
                code
                        + "\ncleaned up\nctk run: warning: stopped by signal "
                        + (code - 128)
                        + " in step 'exec'\n",
                out);
    }

    @Test
    void killsAProgramThatDoesNotEnd() throws Exception {
        Machine machine =
                program("trap '' TERM\ntouch /begun\nwhile true; do sleep 0.05; done\n", "");
        String out = inPid1(machine, "echo ran", "kill -TERM $ctk");
        assertTrue(out.startsWith("143\nctk run: warning: stopped by signal 15"), out);
        assertEquals("", machine.sh("pgrep -x program || true"));
    }

    @Test
    void endsAProgramWhoseTimeIsOver() throws Exception {
        Machine machine =
                program(
                        "trap 'echo told; exit 0' TERM\ntouch /begun\n"
                                + "while true; do sleep 0.05; done\n",
                        "timeout = 1\n");
        String out = inPid1(machine, "echo ran", "");
        assertEquals(
                "125\ntold\nctk run: step 'exec' (/etc/ctk/ctk.toml:2:1): run '/program': timed"
                        + " out after 1 s\nhint: nothing was changed before it\n",
                out);
    }

    /** The command is PID 1 and can wait for it; what had ended before is no zombie of its. */
    @Test
    void namesWhatStillRunsAndReapsWhatDoesNot() throws Exception {
        Machine machine =
                program(
                        """
                        (setsid sleep 1000 &)
                        for i in 1 2 3 4 5; do (setsid sh -c 'sleep 0.05' &); done
                        sleep 0.5; touch /begun
                        """,
                        "");
        String show = "sh -c 'sed -s -n \"s/^\\(Name\\|State\\):.//p\" /proc/[0-9]*/status'";
        String out = inPid1(machine, show, "");
        List<String> lines = out.lines().toList();
        assertTrue(lines.contains("sleep"), "the daemon is gone: " + out);
        assertTrue(out.endsWith("'sleep' running\n"), out);
        assertTrue(lines.get(lines.size() - 1).startsWith("ctk run: warning: a step left pid "));
        assertEquals(0, lines.stream().filter(line -> line.startsWith("Z")).count(), out);
        assertEquals(1, lines.stream().filter("sleep"::equals).count(), out);
    }

    /** Whoever executed ctk will wait for its own children, dead ones too. */
    @Test
    void leavesTheChildrenOfItsCaller() throws Exception {
        Machine machine = program("true\n", "");
        machine.write(
                "/caller.py",
                """
                import os, sys, time
                if os.fork() == 0: os._exit(42)
                time.sleep(0.2)
                wait = 'import os; print(os.waitstatus_to_exitcode(os.wait()[1]))'
                os.execv(sys.argv[1], [sys.argv[1], 'run', '--', '/usr/bin/python3', '-c', wait])
                """);
        Run run = machine.run("/usr/bin/python3", "/caller.py", Machine.CTK);
        assertEquals("42\n", run.expect(0).out());
    }

    /** A daemon that keeps descriptor 3 open keeps nobody waiting. */
    @Test
    void doesNotWaitForADaemonThatKeepsDescriptor3() throws Exception {
        Machine machine =
                program(
                        "echo \"A = 'x'\" >&3\nsleep 1000 &\ntouch /begun\n",
                        "environment = true\n");
        String out = inPid1(machine, "sh -c 'echo $A'", "");
        assertTrue(out.startsWith("x\nctk run: warning: a step left pid "), out);
        assertTrue(out.endsWith("'sleep' running\n"), out);
    }

    /** The terminal's interrupt reaches the program too, and the start ends as it should. */
    @Test
    void runsOnInTheGroupOfItsCaller() throws Exception {
        Machine machine = program("ps -o pgid= -p $$ >/pgid\n", "");
        String out =
                machine.sh(
                        "setsid -w "
                                + Machine.CTK
                                + " run -- sh -c 'ps -o pgid= -p $$' >/command; cmp /pgid /command"
                                + " && echo same");
        assertEquals("same\n", out);
    }

    private static Machine program(String script, String keys) throws Exception {
        Machine machine = ExecStepIT.exec("command = ['/program']\n" + keys);
        machine.write("/program", "#!/bin/sh\n" + script);
        machine.sh("chmod 755 /program");
        return machine;
    }

    private static String inPid1(Machine machine, String command, String script) throws Exception {
        return machine.sh(PID_1.formatted(Machine.CTK, command, script));
    }
}
