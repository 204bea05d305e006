package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whose the standard streams are after the switch, so that /dev/stdout can be opened. Needs root.
 */
class OwnStdioIT {

    private static final String WRITE = "echo x >/dev/stdout";
    private static final String OWNER = "o=$(stat -Lc %u /proc/$$/fd/1); echo $o >&2";
    private static final String DENIED = "Permission denied";

    /** For each: what ctk is started behind, its option, and whether the target can write. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unshare -pf --mount-proc |                    | true",
                "unshare -pf --mount-proc | --own-stdio=auto   | true",
                "unshare -pf --mount-proc | --own-stdio=never  | false",
                "env                      |                    | false",
                "env                      | --own-stdio=always | true",
                "env                      | --own-stdio=never  | false",
            })
    void aPipeIsGivenToTheTarget(String behind, String option, boolean isGiven) throws Exception {
        String line = line(behind, option, WRITE) + " 2>&1 | cat";
        assertOutcome(isGiven, sh(line));
        assertEquals(isGiven ? "65534\n" : "0\n", owner(behind, option, "|cat"));
    }

    @Test
    void aTerminalIsToo() throws Exception {
        String inside = line("unshare -pf --mount-proc", "", WRITE);
        assertOutcome(true, sh("script -qec '" + inside.replace("'", "'\\''") + "' /dev/null"));
        String not = line("unshare -pf --mount-proc", "--own-stdio=never", WRITE);
        assertOutcome(false, sh("script -qec '" + not.replace("'", "'\\''") + "' /dev/null"));
    }

    /** Runs a command with a standard output of this kind; prints its exit code and the owner. */
    private static final String BEHIND =
            """
            import os, pty, socket, sys, tempfile
            kind, command = sys.argv[1], sys.argv[2:]
            if kind == 'pipe': out = os.pipe()[1]
            elif kind == 'terminal': other, out = pty.openpty()
            elif kind == 'socket': pair = socket.socketpair(); out = pair[1].fileno()
            elif kind == 'device': out = os.open('/dev/null', os.O_RDWR)
            elif kind == 'file': file = tempfile.TemporaryFile(); out = file.fileno()
            else: out = -1
            child = os.fork()
            if child == 0:
                os.close(1) if out < 0 else os.dup2(out, 1)
                os.execvp(command[0], command)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            print(code, 'none' if out < 0 else os.fstat(out).st_uid)
            """;

    /** For each kind: as PID 1, as another process, and as another that is told so. */
    @ParameterizedTest
    @CsvSource({
        "pipe, 65534, 0, 65534",
        "terminal, 65534, 0, 65534",
        "socket, 0, 0, 0",
        "device, 0, 0, 0",
        "file, 0, 0, 0",
        "closed, none, none, none",
    })
    void isGivenByItsKind(String kind, String first, String other, String always) throws Exception {
        List<String> ctk = List.of(Image.CTK, "run", "--no-config");
        List<String> pid1 = List.of("unshare", "-pf", "--mount-proc");
        assertEquals("0 " + first, behind(kind, joined(pid1, ctk)));
        assertEquals("0 " + other, behind(kind, ctk));
        assertEquals("0 " + always, behind(kind, joined(ctk, List.of("--own-stdio=always"))));
        assertEquals(
                "0 " + (kind.equals("closed") ? "none" : "0"),
                behind(kind, joined(pid1, joined(ctk, List.of("--own-stdio=never")))));
    }

    private static String behind(String kind, List<String> ctk) throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(Installed.assume("python3"), "-c", BEHIND, kind));
        command.addAll(joined(ctk, List.of("nobody", "--", "/bin/true")));
        return Run.of(command).expect(0).out().strip();
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The owner of a stream that root does not own is not ctk's to change. */
    @Test
    void aPipeOfSomebodyElseStaysHis() throws Exception {
        String line =
                "/usr/bin/python3 -c 'import os; os.fchown(1, 4711, -1)' && "
                        + line("unshare -pf --mount-proc", "", OWNER);
        assertEquals("4711\n", sh("(" + line + ") | cat").err());
    }

    private static String owner(String behind, String option, String to) throws Exception {
        return sh(line(behind, option, OWNER) + to).err();
    }

    private static String line(String behind, String option, String script) {
        String given = option == null ? "" : option;
        return behind
                + " "
                + Image.CTK
                + " run --no-config "
                + given
                + " nobody -- sh -c '"
                + script
                + "'";
    }

    private static void assertOutcome(boolean isGiven, Run run) {
        if (isGiven) {
            assertEquals("x", run.out().strip(), run.err());
        } else {
            assertTrue((run.out() + run.err()).contains(DENIED), run.out() + run.err());
        }
    }

    private static Run sh(String script) throws Exception {
        return Run.of(List.of("sh", "-c", script));
    }
}
