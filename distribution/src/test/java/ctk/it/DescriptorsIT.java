package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The command has the descriptors of ctk's caller, all of them and no other: neither those of the
 * VM, nor any in place of a closed standard stream. Needs root.
 */
class DescriptorsIT {

    private static final String[] SETPRIV = {
        "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"
    };
    private static final String[] CTK = {Image.CTK, "run", "65534:65534", "--"};

    @Test
    void addsNone() throws Exception {
        List<String> open =
                report(List.of("sh", "-c", "exec \"$@\" </dev/null >&0 2>&0", "sh"), CTK);
        assertEquals(List.of("0 /dev/null", "1 /dev/null", "2 /dev/null"), names(open));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--close=0",
                "--close=1",
                "--close=2",
                "--close=0 --close=1",
                "--close=0 --close=2",
                "--close=1 --close=2",
                "--close=0 --close=1 --close=2",
                "--close=0 --close=1 --close=2 --open=3:/etc/hostname",
                "--close=1 --open=130:/etc/hostname --open=4:/etc",
                "--open=3:/etc --open=5:/etc --open=7:/etc --open=300:/etc",
                "--close=2 --rlimit=nofile=12:12",
            })
    void keepsThoseThatAreOpenAndThoseThatAreClosed(String options) throws Exception {
        assertSame(StartState.of(options.split(" ", -1)).command(List.of()));
    }

    @Test
    void keepsOneThatOnlyNamesAFile() throws Exception {
        String helper = Image.program("descriptors");
        assertSame(List.of(helper, "path", "9", "/etc/shadow"));
        assertSame(List.of(helper, "path", "3", "/root"));
    }

    @Test
    void keepsMoreThanTheVmEverHolds() throws Exception {
        String helper = Image.program("descriptors");
        assertSame(List.of(helper, "fill", "3", "200"));
        assertSame(
                StartState.of("--rlimit=nofile=1024:1024")
                        .command(List.of(helper, "fill", "3", "900")));
    }

    /** What the VM opens may land in the hole, and must not stay there. */
    @Test
    void keepsAHoleAHole() throws Exception {
        String helper = Image.program("descriptors");
        assertSame(List.of(helper, "fill", "4", "150", helper, "fill", "152", "160"));
    }

    @Test
    void sharesThePositionOfAnOpenFile() throws Exception {
        Path file = Image.directory("position").resolve("lines");
        Files.writeString(file, "one\ntwo\nthree\n");
        String script =
                "read a; " + Image.CTK + " run nobody -- sh -c 'read b; echo $b'; read c; echo $c";
        Run run = Run.of(List.of("sh", "-c", "exec <" + file + "; " + script));
        assertEquals("two\nthree\n", run.expect(0).out());
    }

    /** Once, an error line landed in a file that had become descriptor 2. */
    @Test
    void writesItsErrorsToNoFileThatTookTheNumberOfAClosedStream() throws Exception {
        for (String closed : List.of("--close=2", "--close=1 --close=2", "--close=0 --close=2")) {
            Run run = StartState.of(closed.split(" ", -1)).ctk("run", "no-such-user", "--", "true");
            assertEquals(List.of(125, "", ""), List.of(run.code(), run.out(), run.err()), closed);
        }
    }

    /** Looks at ctk while it waits for its file of users, which is a pipe here. */
    @Test
    @LeftOutWhenSealed("ctk seal is who reads the users then")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fillsClosedStreamsAsLongAsItWorks() throws Exception {
        Path pipe = Image.directory("users").resolve("passwd");
        Run.of(List.of("mkfifo", "-m", "644", pipe.toString())).expect(0);
        List<String> ctk = List.of(Image.CTK, "run", "app", "--", "true");
        List<String> closed = StartState.of("--close=0", "--close=1", "--close=2").command(ctk);
        EtcFiles files = new EtcFiles(pipe, Path.of("/etc/group"));
        Process process = new ProcessBuilder(files.command(closed)).start();
        try {
            try (OutputStream users = Files.newOutputStream(pipe)) { // waits for a reader
                for (int fd = 0; fd < 3; fd++) {
                    Path proc = Path.of("/proc/" + process.pid());
                    assertEquals(Path.of("/"), Files.readSymbolicLink(proc.resolve("fd/" + fd)));
                    String info = Files.readString(proc.resolve("fdinfo/" + fd));
                    assertTrue(info.contains("\nflags:\t01"), info); // O_PATH
                }
                users.write("app:x:5:5::/:\n".getBytes(UTF_8));
            }
            assertEquals(0, Live.end(process));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertSame(List<String> prefix) throws Exception {
        List<String> wanted = report(prefix, SETPRIV);
        assertEquals(String.join("\n", wanted), String.join("\n", report(prefix, CTK)));
    }

    private static List<String> names(List<String> report) {
        return report.stream().map(line -> line.substring(0, line.indexOf(" flags"))).toList();
    }

    /** Return a line for each descriptor that a command finds open. */
    private static List<String> report(List<String> prefix, String... by) throws Exception {
        Path file = Image.directory("report").resolve("open");
        Files.createFile(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        String helper = Image.program("descriptors");
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(by));
        command.addAll(List.of(helper, "report", file.toString()));
        Run run = Run.of(command).expect(0);
        assertEquals("", run.out());
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.stream().allMatch(line -> line.contains(" flags ")), lines.toString());
        return lines.stream().map(line -> line.replaceFirst("/ctk\\d+\\.", "/caught.")).toList();
    }
}
