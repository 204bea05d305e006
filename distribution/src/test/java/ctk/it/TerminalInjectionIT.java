package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A program types into the terminal of who started it (TIOCSTI), unless that is blocked. Needs
 * root; Linux 6.2 and later may forbid it by themselves, which the tests turn off while they run.
 */
class TerminalInjectionIT {

    private static final Path SYSCTL = Path.of("/proc/sys/dev/tty/legacy_tiocsti");

    /** Runs a command on a terminal of its own, types what argument 1 says, prints all it shows. */
    private static final String ON_A_TERMINAL =
            """
            import os, pty, select, signal, sys, time
            pid, fd = pty.fork()
            if pid == 0:
                signal.signal(signal.SIGINT, signal.SIG_DFL) # ignored in what a shell starts by &
                os.execv(sys.argv[2], sys.argv[2:])
            shown, answered = b'', 0 # up to there
            def read(seconds, until=None):
                global shown, answered
                end = time.time() + seconds
                while time.time() < end and (until is None or until not in shown[answered:]):
                    if select.select([fd], [], [], 0.05)[0]:
                        try: data = os.read(fd, 4096)
                        except OSError: return
                        if not data: return
                        shown += data
            steps = [s for s in sys.argv[1].encode().decode('unicode_escape').split('|') if s]
            for step in steps:
                until, keys = step.split('~')
                read(20, until.encode())
                answered = shown.find(until.encode(), answered) + len(until)
                os.write(fd, keys.encode())
            read(20)
            sys.stdout.buffer.write(shown.replace(b'\\r\\n', b'\\n'))
            _, status = os.waitpid(pid, 0)
            sys.exit(os.waitstatus_to_exitcode(status) & 0xff)
            """;

    private static String before = "";

    @BeforeAll
    static void allow() throws Exception {
        if (Files.exists(SYSCTL)) {
            before = Files.readString(SYSCTL);
            Files.writeString(SYSCTL, "1");
        }
    }

    @AfterAll
    static void restore() throws Exception {
        if (!before.isEmpty()) {
            Files.writeString(SYSCTL, before);
        }
    }

    @Test
    void aProgramCanTypeIntoItsTerminalWithoutTheOption() throws Exception {
        Map<String, String> ways = inject();
        assertEquals("ok", ways.get("native"), ways.toString());
        assertEquals("ok", ways.get("upper bits"), ways.toString());
        assertEquals("ENOTTY", ways.get("console"), ways.toString());
    }

    @Test
    void noWayIntoIoctlCanWithIt() throws Exception {
        Map<String, String> ways = inject("--block-tty-injection");
        Set<String> all = new TreeSet<>(Set.of("native", "upper bits", "console"));
        if (System.getProperty("os.arch").equals("amd64")) {
            // a filter is asked before the kernel looks whether it has the ABI at all
            all.addAll(Set.of("x32", "x32 by the native number", "compat"));
        }
        assertEquals(all, ways.keySet());
        assertEquals(Set.of("EPERM"), Set.copyOf(ways.values()), ways.toString());
    }

    /** What root's shell reads next is what the command typed, and root does it. */
    @ParameterizedTest
    @CsvSource({"'', injection ok, true", "--block-tty-injection, injection EPERM, false"})
    void aCommandTypesIntoTheShellOfRoot(String option, String said, boolean isDone)
            throws Exception {
        String command = Image.CTK + " run " + option + " nobody -- " + Image.program("inject");
        String end = isDone ? "root\\r\\nis who it is" : "@@"; // or exit would stand in between
        Run run =
                onTerminal(
                        "@@~" + command + " \"$TYPED\"\\n|" + said + "~|" + end + "~exit 3\\n",
                        "/usr/bin/env",
                        "TERM=dumb",
                        "PS1=@@ ",
                        "TYPED=id -u -n; echo is who it is\n",
                        "sh",
                        "-i");
        assertEquals(3, run.code(), run.out() + run.err());
        assertTrue(run.out().contains(said), run.out());
        assertEquals(isDone, run.out().contains("root\nis who it is\n"), run.out());
    }

    @Test
    void impliesNoNewPrivs() throws Exception {
        Run run =
                Run.ctk("run", "--block-tty-injection", "nobody", "--", "cat", "/proc/self/status");
        assertTrue(run.expect(0).out().contains("NoNewPrivs:\t1\n"), run.out());
        assertTrue(run.out().contains("Seccomp:\t2\n"), run.out());
    }

    /** Window size, interrupt and job control. */
    @Test
    void leavesTheTerminalUsable() throws Exception {
        Run run =
                onTerminal(
                        ">>~stty cols 91 rows 17; stty size\\n"
                                + "|17 91~sh -c \"echo be''gun; exec sleep 100\"\\n"
                                + "|begun~\\x03|>>~echo a''live\\n|alive~"
                                + "sleep 100 & jobs; kill %1; fg\\n|Running~exit 3\\n",
                        Image.CTK,
                        "run",
                        "--block-tty-injection",
                        "nobody",
                        "--",
                        "env",
                        "TERM=dumb",
                        "PS1=>> ",
                        "bash",
                        "--norc",
                        "--noprofile",
                        "-i");
        assertEquals(3, run.code(), run.out() + run.err());
        assertTrue(run.out().contains("\n17 91\n"), run.out());
        assertTrue(run.out().contains("\nalive\n"), run.out());
    }

    private static Map<String, String> inject(String... options) throws Exception {
        String[] command = new String[options.length + 5];
        command[0] = Image.CTK;
        command[1] = "run";
        System.arraycopy(options, 0, command, 2, options.length);
        command[options.length + 2] = "nobody";
        command[options.length + 3] = "--";
        command[options.length + 4] = Image.program("inject");
        Run run = onTerminal("", command);
        Map<String, String> ways = new TreeMap<>();
        for (String line : run.out().lines().toList()) {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                String way = line.substring(0, space);
                // what was typed is echoed between
                ways.put(way.replaceFirst("^i+", ""), line.substring(space + 1));
            }
        }
        return ways;
    }

    private static Run onTerminal(String keys, String... command) throws Exception {
        assumeTrue(
                Files.exists(Path.of("/usr/bin/python3")),
                "skipped: there is no /usr/bin/python3 to make a terminal");
        java.util.ArrayList<String> all =
                new java.util.ArrayList<>(List.of("/usr/bin/python3", "-c", ON_A_TERMINAL, keys));
        all.addAll(List.of(command));
        return Run.of(all);
    }
}
