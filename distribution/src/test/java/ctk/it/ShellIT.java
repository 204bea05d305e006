package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code ctk shell} without a terminal: a line, a file, standard input. */
class ShellIT {

    private static final String DIFFERS = " is not known to ctk shell, which differs from sh there";

    static Stream<Arguments> likeSh() {
        return Stream.of(
                        "echo one  'two  three' \"four $? five\" six\\ seven",
                        "true && echo yes || echo no; false && echo yes || echo no",
                        "! true || echo negated",
                        "printf '%s\\n' c a b | sort | tr a-c A-C",
                        "printf '[%s]' $NONE \"$NONE\" ''",
                        "X='a  b'; printf '[%s]' $X \"$X\" ${X}c '$X'",
                        "X=1 env | grep ^X=; echo \"[$X]\"",
                        "X=shell; sh -c 'echo [$X]'; export X; sh -c 'echo [$X]'",
                        "cd /; pwd; echo ~ \"~\" ~/x ~root",
                        "echo /etc/pass[w]d /etc/host? '/etc/host?' /no/such/*",
                        "sh -c 'exit 9'; echo $?; sh -c 'kill -PIPE $$'; echo $?",
                        "sh -c 'echo out; echo err >&2' 2>&1 | sort",
                        "sh -c 'echo out; echo err >&2' 2>/dev/null",
                        "echo a\\\nb; echo c # comment",
                        "echo 'a\nb' |\n cat &&\necho c",
                        "yes | head -n 2",
                        "exit 7; echo not reached",
                        "false; exit",
                        "sleep 0 & echo started",
                        "printf %s \"a\\\"b\\$c\\\\d\\e\"")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("likeSh")
    void doesWhatShDoes(String line) throws Exception {
        Run sh = Run.of(List.of("sh", "-c", line));
        Run ctk = Run.ctk("shell", "-c", line);
        assertEquals(sh.out() + sh.code(), ctk.out() + ctk.code(), ctk.err());
        assertEquals(sh.err(), ctk.err());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "if true; then echo x; fi",
                        "'if'" + DIFFERS + ": it has && and ||, and no compound commands"),
                Arguments.of(
                        "true\nwhile true; do :; done",
                        "'while'" + DIFFERS + ": it has && and ||, and no compound commands"),
                Arguments.of("echo $(id)", "'$('" + DIFFERS),
                Arguments.of("echo \"$(id)\"", "'$('" + DIFFERS),
                Arguments.of("echo `id`", "'`'" + DIFFERS),
                Arguments.of("cat <<END", "'<<'" + DIFFERS),
                Arguments.of("(echo x)", "'('" + DIFFERS),
                Arguments.of("echo ${X:-y}", "more than a name between '${' and '}'" + DIFFERS),
                Arguments.of("echo $1", "'$1'" + DIFFERS),
                Arguments.of("echo x &> y", "'&>'" + DIFFERS),
                Arguments.of("echo x 3> y", "a descriptor above 2" + DIFFERS),
                Arguments.of("echo 'x", "a ' is not closed"),
                Arguments.of("echo x |", "unexpected the end of the line"),
                Arguments.of("; echo x", "unexpected ';'"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhereItDiffersAndRunsNothing(String line, String message) throws Exception {
        int number = line.startsWith("true\n") ? 2 : 1;
        Run.ctk("shell", "-c", line).expectError(2, "ctk shell: line " + number + ": " + message);
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                Arguments.of("no-such", 127, "cannot find 'no-such': not in PATH"),
                Arguments.of("/etc/passwd", 126, "cannot execute '/etc/passwd': permission denied"),
                Arguments.of("cd /no", 1, "cd: cannot change to '/no': no such file or directory"),
                Arguments.of("echo x > /no/x", 1, "cannot open '/no/x': no such file or directory"),
                Arguments.of("cat < /no", 1, "cannot open '/no': no such file or directory"),
                Arguments.of("eval x", 127, "'eval'" + DIFFERS),
                Arguments.of(
                        "true && true &",
                        2,
                        "only one pipeline can run in the background in"
                                + " ctk shell, which differs from sh there"));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void failsAsShDoesWithALineThatSaysWhy(String line, int code, String message) throws Exception {
        Run.ctk("shell", "-c", line).expectError(code, "ctk shell: line 1: " + message);
    }

    @Test
    void runsAFileUpToALineThatItDoesNotUnderstand() throws Exception {
        Path file = Image.directory("shell").resolve("script");
        Files.writeString(file, "echo one\n\necho 'two\nthree'\nno-such\nfi\necho four\n");
        Run run = Run.ctk("shell", file.toString());
        assertEquals("one\ntwo\nthree\n", run.out());
        assertEquals(
                "ctk shell: line 5: cannot find 'no-such': not in PATH\nctk shell: line 6: 'fi'"
                        + DIFFERS
                        + ": it has && and ||, and no compound commands\n",
                run.err());
        assertEquals(2, run.code());
    }

    @Test
    void listsVariablesInAPipe() throws Exception {
        Run run = Run.ctk("shell", "-c", "MINE=1; set | grep ^MINE=; export | grep -c ^MINE=");
        assertEquals("MINE=1\n0\n", run.out());
        assertEquals(1, run.code());
    }

    /** Programs and built-ins, running and stopped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 1003 & kill %1",
                "cat /dev/zero | grep x & kill -INT %1",
                "sleep 1003 & kill -STOP %1; sleep 0.3; kill %1",
                "sleep 1003 & kill -9 %1",
            })
    void killEndsAJob(String line) throws Exception {
        Run run = Run.ctk("shell", "-c", line + "; sleep 0.5; jobs").expect(0);
        assertTrue(run.out().startsWith("[1] exit 1"), run.out());
        Run.ctk("shell", "-c", "kill %1")
                .expectError(1, "ctk shell: line 1: kill: no such job '%1'");
    }

    @Test
    void leavesTheRestOfStandardInputToPrograms() throws Exception {
        String command = "printf 'echo one\\ncat\\nthe rest\\n' | \"$0\" shell";
        Run run = Run.of(List.of("sh", "-c", command, Image.CTK)).expect(0);
        assertEquals("one\nthe rest\n", run.out());
    }

    @Test
    void passesBytesOnThatAreNotUtf8() throws Exception {
        Path directory = Image.directory("names");
        String make =
                "cd \"$1\" && touch \"$(printf 'caf\\351')\" && X=$(printf '\\377') exec \"$0\""
                        + " shell -c \"printf '%s %s %s' c* \\\"\\$X\\\" $'\\xfe' | od -An -tx1\"";
        Run run = Run.of(List.of("bash", "-c", make, Image.CTK, directory.toString())).expect(0);
        assertEquals(" 63 61 66 e9 20 ff 20 fe\n", run.out());
    }

    @Test
    void programsInheritNothingOfTheVm() throws Exception {
        Run run =
                Run.ctk(
                        "shell",
                        "-c",
                        "/bin/ls /proc/self/fd | cat; /bin/grep Sig[BI] /proc/self/status");
        Run sh =
                Run.of(
                        List.of(
                                "sh",
                                "-c",
                                "/bin/ls /proc/self/fd | cat; /bin/grep Sig[BI]"
                                        + " /proc/self/status"));
        assertEquals(sh.out(), run.expect(0).out());
    }

    @Test
    void runsCommandsOfCtk() throws Exception {
        assertEquals(
                Run.ctk("plugins").expect(0).out(),
                Run.ctk("shell", "-c", "plugins").expect(0).out());
        assertEquals("nobody\n", Run.ctk("shell", "-c", "run nobody -- id -un").expect(0).out());
        assertEquals(
                Run.ctk("--version").expect(0).out(),
                Run.ctk("shell", "-c", "ctk --version | cat").expect(0).out());
        Run plan = Run.ctk("run", "--dry-run", "--", "id");
        Run.ctk("shell", "-c", "plan id").expectError(plan.code(), plan.err().strip());
    }

    @Test
    void diesOfASignalAsShDoes() throws Exception {
        String line = "\"$0\" shell -c 'sleep 1000' & sleep 1; kill -TERM $!; wait $!; echo $?";
        assertEquals("143\n", Run.of(List.of("sh", "-c", line, Image.CTK)).out());
        Run.of(List.of("pkill", "-P", "1", "-f", "^sleep 1000$"));
    }

    @Test
    void reapsAndEndsAsPid1() throws Exception {
        String line = "sh -c '(sleep 0.2; exit 3) & exit 0'; sleep 1; echo $$; ps -o stat= -A";
        Set<Path> shared = Set.of(Image.HOME);
        Bundle bundle = Bundle.of(shared, "", List.of(Image.CTK, "shell", "-c", line + "; exit 5"));
        Run run = Run.of(bundle.command());
        assertEquals(5, run.code(), run.err());
        assertTrue(run.out().startsWith("1\n"), run.out());
        assertTrue(run.out().lines().noneMatch(each -> each.startsWith("Z")), run.out());
    }
}
