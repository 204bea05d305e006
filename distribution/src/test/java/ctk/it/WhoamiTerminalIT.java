package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.util.List;

/** {@code ctk whoami} on terminals of script(1). Needs root. */
class WhoamiTerminalIT {

    private static final String YELLOW = "\u001b[33m";

    /** Prints what the kernel answers to TIOCSTI on the controlling terminal. */
    private static final String INJECT =
            """
            import fcntl, os, signal, sys, termios
            if os.fork() == 0:
                terminal = os.open("/dev/tty", os.O_RDWR)
                try:
                    fcntl.ioctl(terminal, termios.TIOCSTI, b" ")
                    os._exit(0)
                except OSError:
                    os._exit(1)
            print(os.wait()[1] == 0)
            """;

    @Test
    void paintsMarksOnATerminal() throws Exception {
        String page = onTerminal("TERM=xterm \"$CTK\" whoami").out();
        List<String> marked = page.lines().filter(line -> line.contains("! user")).toList();
        assertEquals(1, marked.size(), page);
        assertTrue(marked.getFirst().startsWith(YELLOW + "! user  "), page);
        assertTrue(marked.getFirst().endsWith("\u001b[0m"), page);
        assertTrue(page.contains("\n  group             0 root"), page);
        assertTrue(page.matches("(?s).*\\R  terminal          /dev/pts/\\d+\\R.*"), page);
        assertTrue(page.contains("stdout            terminal /dev/pts/"), page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NO_COLOR=1 TERM=xterm \"$CTK\" whoami",
                "TERM=dumb \"$CTK\" whoami",
                "TERM= \"$CTK\" whoami",
                "unset TERM; \"$CTK\" whoami",
                "TERM=xterm \"$CTK\" whoami | cat",
                "TERM=xterm \"$CTK\" whoami --json",
                "TERM=xterm NO_COLOR=1 \"$CTK\" whoami root",
            })
    void paintsNothingElsewhere(String line) throws Exception {
        String page = onTerminal(line).out();
        assertFalse(page.contains("\u001b"), page);
        assertTrue(page.contains("! user  ") || page.contains("\"root\""), page);
    }

    @Test
    void noColorThatIsEmptyMeansNothing() throws Exception {
        String page = onTerminal("NO_COLOR= TERM=xterm \"$CTK\" whoami").out();
        assertTrue(page.contains(YELLOW), page);
    }

    /** As the kernel really does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "setpriv --inh-caps=-all --bounding-set=-sys_admin",
                "setpriv --reuid=65534 --clear-groups --inh-caps=-all",
                "FORBID fail",
                "FORBID kill",
            })
    void tellsWhetherInputCanBeInjected(String with) throws Exception {
        String python = Installed.assume("python3");
        Tree tree = Tree.create();
        Files.writeString(tree.path("inject.py"), INJECT);
        String inside =
                with.replace("FORBID", Image.program("forbid"))
                        + " sh -c '\"$CTK\" whoami --json > told; "
                        + python
                        + " inject.py > done 2>&1'; cat done told";
        String script = "export CTK; chmod 1777 .; SHELL=/bin/sh script -qec \"$1\" /dev/null";
        Run run = tree.script(script, inside);
        String[] lines = run.expect(0).out().replace("\r", "").split("\n", 2);
        String told = lines[1].substring(lines[1].indexOf('{'));
        String expected = lines[0].strip();
        assertTrue(expected.equals("True") || expected.equals("False"), run.out());
        String terminal = "it['terminal']['injection'], it['terminal']['controlling']";
        String answer = Schema.check("whoami.json", told, terminal);
        assertEquals("(" + expected + ", True)", answer, run.out());
        String marks = "'injection' in [m['what'] for m in it['unusual']]";
        assertEquals(expected, Schema.check("whoami.json", told, marks));
    }

    @Test
    void aTerminalThatIsNotTheControllingOneIsTold() throws Exception {
        String line = "setsid setpriv --bounding-set=-sys_admin --inh-caps=-all \"$CTK\" whoami";
        String page = onTerminal(line).out();
        assertTrue(page.contains("  terminal          none"), page);
        assertTrue(page.contains("impossible: the terminal is not the controlling one"), page);
    }

    private static Run onTerminal(String line) throws Exception {
        String script = "export CTK=\"$0\" SHELL=/bin/sh; exec script -qec \"$1\" /dev/null";
        return Run.of(List.of("sh", "-c", script, Image.CTK, line)).expect(0);
    }
}
