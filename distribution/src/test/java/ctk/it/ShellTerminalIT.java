package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** {@code ctk shell} at a terminal: keys of tmux in, its screen out. */
class ShellTerminalIT {

    private static final Path HOME = Path.of("/tmp/ctk-shell-it");

    private static Tmux shell(int columns, int rows, Path home, String... variables)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(variables));
        all.add("HOME=" + home);
        String change = "cd \"$HOME\" && exec \"$0\" shell";
        Tmux tmux = Tmux.start(columns, rows, all, "sh", "-c", change, Image.CTK);
        tmux.awaitLast(columns < home.toString().length() ? "" : home + " #");
        return tmux;
    }

    private static Path home() throws Exception {
        removeHome();
        return Files.createDirectory(HOME);
    }

    @AfterAll
    static void removeHome() throws Exception {
        Run.of(List.of("rm", "-rf", "--one-file-system", HOME.toString())).expect(0);
    }

    @Test
    void helpLooksSo() throws Exception {
        try (Tmux tmux = shell(80, 80, home(), "TERM=screen")) {
            tmux.line("help");
            tmux.await("leaves.");
            tmux.awaitLast("/tmp");
            Golden.check("shell-help.screen", tmux.screen());
        }
    }

    @Test
    void completionOffersWhatFitsAndNamesCannotMoveTheCursor() throws Exception {
        Path home = home();
        // names as bytes: the tests may run in a locale that has no UTF-8
        String make = "cd \"$0\" && mkdir plain 'two words' \"$(printf '\\033]0;title\\007x')\"";
        Run.of(List.of("sh", "-c", make, home.toString())).expect(0);
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            String title = tmux.title();
            tmux.type("cd ");
            tmux.press("Tab");
            tmux.await("plain/");
            Golden.check("shell-completion.screen", tmux.screen());
            assertEquals(title, tmux.title());
            tmux.type("tw");
            tmux.press("Tab");
            tmux.await("cd 'two words/");
            tmux.press("Enter");
            assertFalse(tmux.screen().isBlank());
            tmux.press("C-c");
            tmux.line("cd 'two words'");
            tmux.awaitLast(home + "/two words #");
        }
    }

    @Test
    void completesCommandsVariablesUsersAndOptions() throws Exception {
        try (Tmux tmux = shell(80, 24, home(), "TERM=screen", "LONG_NAME=value")) {
            tmux.type("unse");
            tmux.press("Tab");
            tmux.type("LONG_N");
            tmux.press("Tab");
            tmux.await("# unset LONG_NAME");
            tmux.press("C-u");
            tmux.type("chown-vol");
            tmux.press("Tab");
            tmux.type("--best");
            tmux.press("Tab");
            tmux.await("# chown-volumes --best-effort");
            tmux.press("C-u");
            tmux.type("run nobo");
            tmux.press("Tab");
            tmux.await("# run nobody");
            tmux.press("C-u");
            tmux.type("plugins ensure");
            tmux.press("Tab");
            tmux.await("# plugins ensure-user");
        }
    }

    @Test
    void ctrlCEndsAProgramThatWritesAlot() throws Exception {
        Path home = home();
        Files.writeString(home.resolve("big"), "a line of many\n".repeat(100_000));
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            tmux.line("cat big big big big");
            tmux.await("a line of many");
            tmux.press("C-c");
            tmux.awaitLast(home + " #");
            tmux.line("echo code $?");
            tmux.await("code 1");
            tmux.line("sleep 1000");
            Thread.sleep(300);
            tmux.press("C-c");
            tmux.awaitLast(home + " #");
        }
    }

    /** What is cut off within a line does not stand before the prompt, however it ran. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat half /dev/zero | grep -v nothing",
                "cat half - ",
                "sh -c 'printf half; kill -STOP $$; cat'"
            })
    void ctrlCLetsThePromptBeginALine(String line) throws Exception {
        Path home = home();
        Files.writeString(home.resolve("half"), "a half");
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            tmux.line(line);
            if (line.startsWith("sh ")) {
                tmux.await("stopped");
                tmux.line("fg");
                tmux.await("fg\n");
            } else if (!line.contains("|")) {
                tmux.await("a half");
            }
            Thread.sleep(300);
            tmux.press("C-c");
            tmux.awaitLast(home + " #");
            assertFalse(tmux.screen().contains("\n\n" + home), tmux.screen());
        }
    }

    @Test
    void ctrlCEndsTheLineAndCtrlDTheShell() throws Exception {
        try (Tmux tmux = shell(80, 24, home(), "TERM=screen")) {
            tmux.type("echo not this");
            tmux.press("C-c");
            tmux.line("echo 'one");
            tmux.line("two'");
            tmux.await("\none\ntwo\n");
            assertFalse(tmux.screen().contains("\nnot this\n"), tmux.screen());
            tmux.press("C-d");
            tmux.awaitEnd();
        }
    }

    @Test
    void stopsResumesAndEndsJobs() throws Exception {
        Path home = home();
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            tmux.line("sleep 1001");
            Thread.sleep(500);
            tmux.press("C-z");
            tmux.await("[1] stopped   sleep 1001");
            tmux.line("bg");
            tmux.line("jobs");
            tmux.await("[1] running   sleep 1001");
            tmux.line("fg %1");
            Thread.sleep(500);
            tmux.press("C-c");
            tmux.awaitLast(home + " #");
            tmux.line("jobs");
            tmux.line("sleep 1002 &");
            tmux.await("[1] ");
            tmux.line("exit");
            tmux.awaitEnd();
        }
        assertEquals(1, Run.of(List.of("pgrep", "-f", "^sleep 100[12]")).code());
    }

    @Test
    void aProgramGetsTheTerminalAndGivesItBack() throws Exception {
        Path home = home();
        Files.writeString(home.resolve("text"), "some text\n");
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            tmux.line("busybox vi text");
            tmux.await("- text 1/1");
            tmux.type("iNew ");
            tmux.press("Escape");
            Thread.sleep(300); // or it would be the beginning of a key's sequence
            tmux.line(":wq");
            tmux.awaitLast(home + " #");
            tmux.line("echo back");
            tmux.await("\nback\n");
        }
        assertEquals("New some text\n", Files.readString(home.resolve("text")));
    }

    @Test
    void aLineMayBeEditedWhileTheTerminalIsResized() throws Exception {
        Path home = home();
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            String words = "abcdefghi ".repeat(8);
            tmux.type("echo " + words + "end");
            tmux.await("end");
            for (int columns : List.of(40, 120, 60, 200)) {
                tmux.resize(columns, 24);
                String line = home + " # echo " + words + "end";
                tmux.awaitRows(line, columns);
            }
            tmux.press("C-a");
            tmux.press("M-d");
            tmux.type("printf '<%s>'");
            tmux.press("Enter");
            tmux.await("<abcdefghi><abcdefghi>");
        }
    }

    @Test
    void remembersLinesInAFileOfItsUserAlone() throws Exception {
        Path home = home();
        Path file = home.resolve(".ctk_history");
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            tmux.line("echo remembered");
            tmux.await("\nremembered\n");
            tmux.line(" echo secret");
            tmux.await("\nsecret\n");
            tmux.line("exit");
            tmux.awaitEnd();
        }
        assertEquals("echo remembered\nexit\n", Files.readString(file));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            tmux.press("Up", "Up");
            tmux.await("# echo remembered");
        }
    }

    /** HOME may be another's, who would have root write where a link leads. */
    @Test
    void writesNoHistoryThroughALink() throws Exception {
        Path home = home();
        Path target = Files.writeString(home.resolve("target"), "as it was\n");
        Files.createSymbolicLink(home.resolve(".ctk_history"), target);
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            tmux.line("echo remembered");
            tmux.await("\nremembered\n");
            tmux.line("exit");
            tmux.awaitEnd();
        }
        assertEquals("as it was\n", Files.readString(target));
    }

    @ParameterizedTest
    @CsvSource({
        "TERM=dumb, 80",
        "NO=TERM, 80",
        "TERM=xterm, 40",
        "TERM=xterm, 200",
        "TERM=no-such-terminal, 80"
    })
    void worksOnAnyTerminal(String term, int columns) throws Exception {
        Path home = home();
        try (Tmux tmux = shell(columns, 24, home, term)) {
            tmux.line("echo it works | tr a-z A-Z");
            tmux.await("\nIT WORKS\n");
            tmux.awaitLast(home + " #");
            tmux.press("C-d");
            tmux.awaitEnd();
        }
    }

    /** In what is listed, paged and shown of processes, as in the menu above. */
    @Test
    void hostileTextCannotMoveTheCursorOrSetTheTitle() throws Exception {
        Path home = home();
        String hostile = "$(printf '\\033]0;title\\007\\033[2J\\033[5Aup\\r')";
        String make = "cd \"$0\" && n=\"x" + hostile + "\"; { echo \"$n\"; seq 90; } > \"$n\"";
        Run.of(List.of("sh", "-c", make, home.toString())).expect(0);
        Process victim =
                new ProcessBuilder("bash", "-c", "exec -a \"v" + hostile + "\" sleep 1004").start();
        try (Tmux tmux = shell(120, 24, home, "TERM=screen")) {
            String title = tmux.title();
            String shown = "\\x1b]0;title\\x07\\x1b[2J\\x1b[5Aup";
            for (String line :
                    List.of(
                            "ls",
                            "ls -l",
                            "find .",
                            "stat x*",
                            "head -n 1 x*",
                            "grep title x*",
                            "sha256 x*",
                            "ps " + victim.pid(),
                            "cd x*",
                            "./x*")) {
                tmux.press("C-l");
                tmux.line(line);
                tmux.await(shown);
                tmux.awaitLast(home + " #");
                assertTrue(tmux.screen().startsWith(home + " # " + line), tmux.screen());
            }
            tmux.line("less x*");
            tmux.await("\n20\n");
            assertTrue(tmux.screen().startsWith("x" + shown), tmux.screen());
            tmux.press("q");
            tmux.awaitLast(home + " #");
            assertEquals(title, tmux.title());
        } finally {
            victim.destroy();
        }
    }

    /** Editing, history and completion as far as a cursor can go that cannot move up. */
    @ParameterizedTest
    @CsvSource({"TERM=dumb, 40", "TERM=dumb, 200", "TERM=, 80", "NO=TERM, 80"})
    void editsWithoutEscapeSequencesOnADumbTerminal(String term, int columns) throws Exception {
        Path home = home();
        Path written = Image.directory("written").resolve("bytes");
        try (Tmux tmux = shell(columns, 24, home, term)) {
            tmux.record(written);
            tmux.type("ech\tab");
            tmux.await("# echo ab");
            tmux.press("BSpace", "Left");
            tmux.type("X");
            tmux.press("Enter");
            tmux.await("\nXa\n");
            tmux.press("Up");
            tmux.awaitLast(home + " # echo Xa");
            tmux.press("C-u");
            tmux.type("echo not this");
            tmux.press("C-c");
            tmux.line("echo " + "0123456789".repeat(10) + "\b\b");
            tmux.awaitLast(home + " #");
            tmux.line("ls --no-such");
            tmux.await("hint: ls");
            tmux.press("C-d");
            tmux.awaitEnd();
        }
        String all = Files.readString(written, StandardCharsets.ISO_8859_1);
        assertFalse(all.contains("\033"), all.replace('\033', '^'));
        assertTrue(all.contains("01234567\r\n"), all);
        assertFalse(all.contains("\nnot this"), all);
    }

    @Test
    void leavesNothingUnderTmp() throws Exception {
        Path home = home();
        try (Tmux tmux = shell(80, 24, home, "TERM=screen")) {
            tmux.line("echo x");
            tmux.await("\nx\n");
            Run files = Run.of(List.of("find", "/tmp", "-maxdepth", "1", "-name", "*jline*"));
            assertEquals("", files.out());
        }
    }
}
