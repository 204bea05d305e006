package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Lines that are no use of ctk, outputs that cannot be written, and installations that are not as
 * they should be: one error line, exit code 125, nothing run. Needs root.
 */
class BadInputIT {

    private static final String USAGE =
            "\nhint: usage: ctk run [OPTIONS] USER[:GROUP] [--] COMMAND [ARG...]";

    @ParameterizedTest
    @ValueSource(strings = {"run nobody", "run nobody --", "run --dry-run nobody", "run --"})
    void refusesALineWithoutCommand(String line) throws Exception {
        Run.ctk(line.split(" ", -1)).expectError(125, "ctk run: no command given" + USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "run --dry-run", "run --debug"})
    void refusesALineWithoutUser(String line) throws Exception {
        Run run = Run.ctk(line.split(" ", -1));
        String wanted = "ctk run: no user given" + USAGE + "\n";
        assertEquals(125, run.code());
        assertEquals(wanted, run.err().substring(0, Math.min(run.err().length(), wanted.length())));
        assertEquals("", run.out());
    }

    @Test
    void saysWhereTheUserStands() throws Exception {
        Run.ctk("run", "--", "nobody", "id")
                .expectError(
                        125,
                        "ctk run: no user given\n"
                                + "hint: USER stands before --, or is user of the configuration");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--zzzz nobody id       | unknown option '--zzzz'\\n"
                        + "hint: ctk run --help lists the options",
                "-x nobody id            | unknown option '-x'\\n"
                        + "hint: ctk run --help lists the options",
                "--zzzz=x nobody id     | unknown option '--zzzz'\\n"
                        + "hint: ctk run --help lists the options",
                "--help=x                | option --help takes no argument",
                "--dry-run=xml nobody id | cannot print as 'xml': it is text or json",
            })
    void refusesAnOptionThatItDoesNotKnow(String options, String message) throws Exception {
        Run.ctk(("run " + options).split(" ", -1))
                .expectError(125, "ctk run: " + message.replace("\\n", "\n"));
    }

    @Test
    void suggestsTheOptionThatWasMeant() throws Exception {
        Run.ctk("run", "--dryrun", "nobody", "id")
                .expectError(
                        125, "ctk run: unknown option '--dryrun'\nhint: did you mean --dry-run?");
    }

    @Test
    void refusesACommandThatItDoesNotHave() throws Exception {
        Run.ctk().expectError(125, "ctk: no command given\nhint: ctk --help lists them");
        Run.ctk("exec", "nobody")
                .expectError(125, "ctk: no such command 'exec'\nhint: ctk --help lists them");
        Run.ctk("").expectError(125, "ctk: no such command ''\nhint: ctk --help lists them");
        Run.ctk("--zzzz")
                .expectError(
                        125, "ctk: unknown option '--zzzz'\nhint: ctk --help lists the options");
        StartState.PLAIN
                .ctk("r\\xffn\\n")
                .expectError(
                        125, "ctk: no such command 'r\\xffn\\x0a'\nhint: ctk --help lists them");
    }

    @Test
    void takesNothingBehindTheUserForAnOption() throws Exception {
        Run help = Run.ctk("run", "nobody", "printf", "%s\n", "--help", "--", "--dry-run");
        assertEquals("--help\n--\n--dry-run\n", help.expect(0).out());
        Run again = Run.ctk("run", "nobody", "--", "printf", "%s\n", "--", "x");
        assertEquals("--\nx\n", again.expect(0).out());
    }

    @Test
    void showsAStackTraceOnlyIfAsked() throws Exception {
        String line = "ctk run: cannot resolve user 'absent': no such user 'absent'\n";
        String hint =
                "hint: add the user to the image, or give UID:GID as numbers, which need no"
                        + " entry\n";
        assertEquals(line + hint, Run.ctk("run", "absent", "id").err());
        String err = Run.ctk("run", "--debug", "absent", "id").err();
        assertEquals(line + hint, err.substring(0, line.length() + hint.length()));
        assertTrue(err.contains("\n\tat ctk.cmd.run"), err);
    }

    @ParameterizedTest
    @CsvSource({
        "--help, ctk",
        "--version, ctk",
        "run --help, ctk run",
        "run --version, ctk run",
        "run --dry-run nobody id, ctk run",
        "run --dry-run=json nobody id, ctk run",
    })
    void failsIfItsAnswerCannotBeWritten(String line, String label) throws Exception {
        String full = label + ": cannot write 'standard output': no space left on device";
        shell(line + " >/dev/full").expectError(125, full);
        String closed = label + ": cannot write 'standard output': bad file descriptor";
        shell(line + " >&-").expectError(125, closed);
    }

    @Test
    void keepsItsExitCodeIfNobodyCanBeTold() throws Exception {
        for (String nobody : List.of("2>&-", "2>/dev/full", "2>&- >&- <&-")) {
            shell("run absent -- true " + nobody).expect(125);
            shell("run nobody -- /etc " + nobody).expect(126);
            shell("run nobody -- absent " + nobody).expect(127);
            shell("nonsense " + nobody).expect(125);
        }
    }

    @ParameterizedTest
    @LeftOutWhenSealed("a copy of what stands in the place of bin/ctk is no bin/ctk")
    @ValueSource(strings = {"4755", "2755", "6755"})
    void refusesSetIdBits(String mode) throws Exception {
        Path program = copy();
        Run.of(List.of("chmod", mode, program.toString())).expect(0);
        Marker marker = Marker.create();
        String line = "ctk: refused to run: the program has a set-user-ID or set-group-ID bit";
        marker.expectRefusal(run(StartState.PLAIN, program, marker), 125, line);
    }

    /** Somebody else then finds real and effective ids that differ. */
    @ParameterizedTest
    @LeftOutWhenSealed("a copy of what stands in the place of bin/ctk is no bin/ctk")
    @ValueSource(strings = {"4755", "2755"})
    void refusesToServeOthersBySetIdBits(String mode) throws Exception {
        Path program = copy();
        Run.of(List.of("chmod", mode, program.toString())).expect(0);
        refusedToNobody(program, "ctk: refused to run: real and effective ids differ");
    }

    @Test
    @LeftOutWhenSealed("a copy of what stands in the place of bin/ctk is no bin/ctk")
    void refusesFileCapabilities() throws Exception {
        Installed.assume("setcap");
        Path program = copy();
        Run.of(List.of("setcap", "cap_setuid,cap_setgid+ep", program.toString())).expect(0);
        refusedToNobody(program, "ctk: refused to run: the program has file capabilities");
    }

    @Test
    @LeftOutWhenSealed("a copy of what stands in the place of bin/ctk is no bin/ctk")
    void saysThatAnInstallationIsIncomplete() throws Exception {
        Path program = copy();
        Files.delete(program.resolve("../../lib").normalize());
        Marker marker = Marker.create();
        marker.expectRefusal(
                run(StartState.PLAIN, program, marker),
                125,
                "ctk: cannot start lib/ctk-vm beside bin/ctk (link to bin/ctk, do not copy it): no"
                        + " such file or directory");
    }

    @Test
    void refusesToRunItsVmProgramByHand() throws Exception {
        Run.of(List.of(Image.HOME.resolve("lib/ctk-vm").toString(), "run", "root", "id"))
                .expectError(
                        125,
                        "ctk: cannot start the Java runtime: it is started by bin/ctk, not by"
                                + " hand");
    }

    /** In MiB. Where the VM has too little (setrlimit(2), RLIMIT_AS) it must not fall over. */
    @ParameterizedTest
    @LeftOutWhenSealed("a sealed start needs none of it")
    @ValueSource(ints = {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128})
    void saysThatTheAddressSpaceIsTooSmall(int size) throws Exception {
        Run run = StartState.PLAIN.and("--as=" + (size << 20)).ctk("run", "nobody", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().matches("ctk: cannot start the Java runtime: [^\n]+\n"), run.err());
        assertEquals("", run.out());
    }

    /** Copy bin/ctk; the rest of the installation is the image's. */
    private static Path copy() throws Exception {
        Path home = Image.directory("copy");
        Files.createDirectory(home.resolve("bin"));
        Files.createSymbolicLink(home.resolve("lib"), Image.HOME.resolve("lib"));
        Path program = home.resolve("bin/ctk");
        Files.copy(Path.of(Image.CTK), program, StandardCopyOption.COPY_ATTRIBUTES);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    private static void refusedToNobody(Path program, String line) throws Exception {
        StartState nobody = StartState.PLAIN.and("--uid=65534", "--gid=65534", "--groups=");
        Marker marker = Marker.create();
        marker.expectRefusal(run(nobody, program, marker), 125, line);
    }

    private static Run run(StartState state, Path program, Marker marker) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(marker.after("run", "nobody", "--")));
        return state.run(command);
    }

    private static Run shell(String line) throws Exception {
        return Run.of(List.of("sh", "-c", "exec \"$0\" " + line, Image.CTK));
    }
}
