package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

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

    @Test
    void aFileADeviceASocketAndAClosedStreamStayAsTheyAre() throws Exception {
        String pid1 = "unshare -pf --mount-proc";
        String stat = OWNER;
        Run file = sh("f=$(mktemp); " + line(pid1, "", stat) + " >$f; rm $f");
        assertEquals("0\n", file.err());
        Run device = sh(line(pid1, "", stat) + " >/dev/null");
        assertEquals("0\n", device.err());
        Run closed = sh(line(pid1, "", "echo y >&2; " + WRITE) + " >&-");
        assertTrue(closed.err().startsWith("y\n"), closed.err());
        Run socket =
                Run.of(
                        List.of(
                                "/usr/bin/python3",
                                "-c",
                                "import socket, subprocess, sys\n"
                                    + "a, b = socket.socketpair()\n"
                                    + "r = subprocess.run(['sh', '-c', sys.argv[1]], stdout=b)\n"
                                    + "sys.exit(r.returncode)",
                                line(pid1, "", stat)));
        assertEquals("0\n", socket.err());
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
