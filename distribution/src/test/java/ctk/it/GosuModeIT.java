package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Invoked by the name gosu or su-exec, ctk is a drop-in for gosu: the same grammar, the same user,
 * and exit code 1 for whatever fails. Needs root.
 */
class GosuModeIT {

    private static final String USAGE =
            """
            Usage: %1$s user-spec command [args]
               eg: %1$s nobody true
                   %1$s nobody:root bash -c 'whoami && id'
                   %1$s 1000:1 id

            This is ctk\
            """;

    private static String gosu = "";
    private static String suExec = "";

    @BeforeAll
    static void link() throws Exception {
        Path links = Image.directory("links");
        gosu = Files.createSymbolicLink(links.resolve("gosu"), Path.of(Image.CTK)).toString();
        suExec = Files.createSymbolicLink(links.resolve("su-exec"), Path.of(Image.CTK)).toString();
    }

    /** Return programs that are in gosu mode: links, a renamed program, a link to that. */
    static List<String> programs() throws Exception {
        Path home = Image.directory("renamed");
        Files.createDirectory(home.resolve("bin"));
        Files.createSymbolicLink(home.resolve("lib"), Image.HOME.resolve("lib"));
        Path renamed = home.resolve("bin/gosu");
        Files.copy(Path.of(Image.CTK), renamed, StandardCopyOption.COPY_ATTRIBUTES);
        Path link = Files.createSymbolicLink(home.resolve("su-exec"), renamed);
        Path relative = Files.createSymbolicLink(home.resolve("gosu"), Path.of("su-exec"));
        return List.of(gosu, suExec, renamed.toString(), link.toString(), relative.toString());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void becomesTheUserAndTheCommand(String program) throws Exception {
        Run run = Run.of(List.of(program, "nobody", "id"));
        assertEquals(
                "uid=65534(nobody) gid=65534(nogroup) groups=65534(nogroup)\n",
                run.expect(0).out());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void failsWithItsUsageIfArgumentsAreMissing(String program) throws Exception {
        String usage = USAGE.formatted(Path.of(program).getFileName());
        for (List<String> arguments : List.of(List.<String>of(), List.of("nobody"), List.of(""))) {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(arguments);
            Run run = Run.of(command);
            assertEquals(1, run.code());
            assertEquals("", run.out());
            assertEquals(usage, withoutVersion(run.err()));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void printsHelpAndVersion(String program) throws Exception {
        String usage = USAGE.formatted(Path.of(program).getFileName());
        for (String option : List.of("-h", "--help", "-?")) {
            assertEquals(usage, withoutVersion(Run.of(List.of(program, option)).expect(0).out()));
        }
        for (String option : List.of("-v", "--version")) {
            assertEquals("ctk", withoutVersion(Run.of(List.of(program, option)).expect(0).out()));
        }
    }

    @Test
    void goesByTheNameItIsInvokedBy() throws Exception {
        StartState state = StartState.PLAIN.and("--argv0=/some/where/gosu");
        assertEquals("65534\n", state.ctk("nobody", "id", "-u").expect(0).out());
        List<String> command = List.of(gosu, "run", "nobody", "id", "-u");
        assertEquals("65534\n", StartState.PLAIN.and("--argv0=ctk").run(command).expect(0).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody -- id      | cannot find '--': not in PATH",
                "nobody no-such    | cannot find 'no-such': not in PATH",
                "nobody /no/such   | cannot find '/no/such': no such file or directory",
                "nobody /tmp       | cannot execute '/tmp': permission denied",
                "nobody --help     | cannot find '--help': not in PATH",
                "-1 id             | cannot resolve user '-1': user id '-1' is out of range (0 to"
                        + " 2147483647)",
                "-1:0 id           | cannot resolve user '-1:0': user id '-1' is out of range (0 to"
                        + " 2147483647)",
                "0:-1 id           | cannot resolve user '0:-1': group id '-1' is out of range (0"
                        + " to 2147483647)",
                "2147483648 id     | cannot resolve user '2147483648': user id '2147483648' is out"
                        + " of range (0 to 2147483647)",
                "4294967296:0 id   | cannot resolve user '4294967296:0': user id '4294967296' is"
                        + " out of range (0 to 2147483647)",
            })
    void failsWithOneLineAndExitCode1(String line, String message) throws Exception {
        for (String program : List.of(gosu, suExec)) {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(List.of(line.split(" ", -1)));
            StartState.PLAIN.run(command).expectError(1, "error: " + message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--, no such user '--', user",
        "--dry-run, no such user '--dry-run', user",
        "-x, no such user '-x', user",
        "absent, no such user 'absent', user",
        "nobody:absent, no such group 'absent', group",
        ":absent, no such group 'absent', group",
    })
    void failsForAnUnknownNameWhateverItLooksLike(String spec, String cause, String kind)
            throws Exception {
        Marker marker = Marker.create();
        List<String> command = new ArrayList<>(List.of(gosu));
        command.addAll(List.of(marker.after(spec)));
        marker.expectRefusal(
                Run.of(command),
                1,
                """
                error: cannot resolve user '%s': %s
                hint: add the %s to the image, or give UID:GID as numbers, which need no entry\
                """
                        .formatted(spec, cause, kind));
    }

    @Test
    void failsWithoutCapability() throws Exception {
        StartState.PLAIN
                .and("--uid=65534", "--gid=65534", "--groups=")
                .run(List.of(gosu, "root", "id"))
                .expectError(
                        1,
                        "error: cannot become user 'root': changing the group needs CAP_SETGID"
                                + "\nhint: ctk only gives rights up; sudo gains them");
    }

    @Test
    @LeftOutWhenSealed("a sealed start needs no runtime")
    void failsWith1IfNoRuntimeCanStart() throws Exception {
        Run run = StartState.PLAIN.and("--as=" + (64 << 20)).run(List.of(gosu, "nobody", "true"));
        assertEquals(1, run.code());
        assertTrue(run.err().matches("error: cannot start the Java runtime: [^\n]+\n"), run.err());
    }

    @Test
    void passesExitCodesOn() throws Exception {
        for (int code : new int[] {0, 1, 2, 77, 125, 126, 127, 255}) {
            Run.of(List.of(gosu, "nobody", "sh", "-c", "exit " + code)).expect(code);
        }
        Run.of(List.of(suExec, "nobody", "sh", "-c", "kill -TERM $$")).expect(143);
    }

    /** Nothing that is on the path of other commands: no warning of gid 0. */
    @Test
    void saysNothingOfANumberWithoutEntry() throws Exception {
        Run run = Run.of(List.of(gosu, "12345", "id"));
        assertEquals("uid=12345 gid=0(root) groups=0(root)\n", run.expect(0).out());
    }

    /** What the command sees of its user after gosu of Debian, it sees after ctk. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "root",
                "0",
                "00",
                "65534",
                "+5",
                "1000:1000",
                "games:adm",
                "root:0",
                "0:nogroup",
                "12345",
                "12345:54321",
                "12345:adm",
                "nobody:nogroup",
                "daemon",
                "daemon:",
                "2147483647:2147483647",
                "",
                ":",
                ":0",
                ":adm",
                ":1000",
                "no-such-user",
                "nobody:no-such-group",
                " nobody",
                "NOBODY",
                "0x0",
                "-1",
                "-0",
                "-0:-0",
                "-1:-1",
                "2147483648",
                "4294967295",
                "4294967296",
                "0:4294967296",
                "--",
                "-x",
            })
    void doesAsGosuDoesWithTheUsersOfTheMachine(String spec) throws Exception {
        assertDoesAsGosu(EtcFiles.ofUsers(Files.readString(Path.of("/etc/passwd"))), spec);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "1001", "twin", "1002", "second", "last", "absent", "root", "0"})
    void doesAsGosuDoesWithOtherUsers(String spec) throws Exception {
        String passwd =
                """
                root:x:0:0::/root:/bin/sh
                app:x:1001:2001:,,,:/home/app:/bin/sh
                  twin:x:1002:2002::/home/twin:
                second:x:1002:2003::/home/second:

                last:x:4294967294:4294967294::relative\
                """;
        String group =
                """
                root:x:0:
                # comment:x:1:app
                g1:x:3001:app,root
                g2:x:3002:app2,xapp,ap
                g3:x:3000:second,app
                g4:x:3004:twin
                g1:x:3005:app,app
                g5:x:3006:app
                """;
        assertDoesAsGosu(EtcFiles.of(passwd, group), spec);
    }

    /** Here gosu leaves HOME empty, runc does as ctk. */
    @Test
    void takesTheRootDirectoryForAHomeThatIsMissing() throws Exception {
        EtcFiles files = EtcFiles.of("bare:x:1004:2004\nempty:x:1005:2005:::\n", "");
        for (String user : List.of("bare", "empty")) {
            Run run = files.run(List.of(gosu, user, "sh", "-c", "echo $HOME"));
            assertEquals("/\n", run.expect(0).out());
        }
    }

    private static void assertDoesAsGosu(EtcFiles files, String spec) throws Exception {
        StartState state =
                StartState.PLAIN.and("--env=HOME=/before", "--env=LAST=1", "--groups=7,8");
        List<String> wanted = seen(files, state, Installed.assume("gosu"), spec);
        assertEquals(wanted, seen(files, state, gosu, spec));
    }

    /** Return the exit code and what the command saw of its user and environment. */
    private static List<String> seen(EtcFiles files, StartState state, String by, String spec)
            throws Exception {
        Run run = files.run(state.command(List.of(by, spec, Image.program("probe"))));
        List<String> seen = new ArrayList<>(List.of("exit " + run.code()));
        run.out()
                .lines()
                .filter(line -> line.matches("(uid|gid|group|env|Cap...:)\\s.*"))
                .sorted() // gosu moves HOME to the end, ctk leaves it where it stood
                .forEach(seen::add);
        assertEquals(run.code() != 0, run.err().startsWith("error: "), run.err());
        assertEquals(run.code() == 0, run.err().isEmpty(), run.err());
        return seen;
    }

    private static String withoutVersion(String text) {
        assertTrue(text.matches("(?s).*ctk [0-9][^ \n]*\n"), text);
        return text.substring(0, text.lastIndexOf(' '));
    }
}
