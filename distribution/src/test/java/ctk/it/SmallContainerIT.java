package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Little memory and few processes, as limits of a container: a start succeeds, or says in one line
 * that it cannot, and it never hangs. Needs root.
 */
@LeftOutWhenSealed("a sealed start has no VM, and needs neither")
class SmallContainerIT {

    private static final String LINE =
            "ctk: cannot start the Java runtime: too little memory (docker run --memory)";

    /** As Docker mounts it, so that the limit shows. */
    private static final String CONTROL_GROUPS =
            """
            {"destination": "/sys", "type": "sysfs", "source": "sysfs", "options": ["ro"]},
            {"destination": "/sys/fs/cgroup", "type": "cgroup", "source": "cgroup",
             "options": ["nosuid", "noexec", "nodev", "relatime", "ro"]}\
            """;

    private static final Path HOME = copy();

    @BeforeAll
    static void needsRunc() {
        Installed.assume("runc");
    }

    /** A copy of the image, no page of which another process has in memory. */
    private static Path copy() {
        try {
            Path home = Image.directory("small").resolve("ctk");
            Run.of(List.of("cp", "-a", Image.HOME.toString(), home.toString())).expect(0);
            Path config = home.resolveSibling("ctk.toml");
            Files.writeString(
                    config,
                    "user = \"nobody\"\n[[step]]\nuse = \"exec\"\ncommand = [\"/bin/true\"]\n");
            return home;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Let the kernel forget the files of the installation, so that the next start reads them. */
    private static void forget() throws Exception {
        String each = "find \"$0\" -type f -exec dd if={} iflag=nocache count=0 status=none \\;";
        String script = "sync -f \"$0\"; " + each;
        Run.of(List.of("sh", "-ec", script, HOME.toString())).expect(0);
    }

    private static Run run(String resources, String mount, String... arguments) throws Exception {
        List<String> mounts =
                new ArrayList<>(List.of(Bundle.bind(HOME.getParent(), Path.of("/opt"), "ro")));
        if (!mount.isEmpty()) {
            mounts.add(mount);
        }
        List<String> command = new ArrayList<>(List.of("/opt/ctk/bin/ctk"));
        command.addAll(List.of(arguments));
        Bundle bundle =
                Bundle.of(
                        new Bundle.Particulars(mounts, resources, "0:0", List.of(), false),
                        command);
        try {
            return Run.of(20, bundle.command());
        } finally {
            bundle.delete();
        }
    }

    private static String memory(int mib) {
        return "\"memory\": {\"limit\": " + ((long) mib << 20) + "}";
    }

    private static String pids(int limit) {
        return "\"pids\": {\"limit\": " + limit + "}";
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 20})
    void startsInLittleMemoryFromFilesThatAreNotInMemory(int mib) throws Exception {
        forget();
        Run run = run(memory(mib), "", "run", "nobody", "--", "id", "-u").expect(0);
        assertEquals("65534\n", run.out());
    }

    @Test
    void doesStepsInLittleMemory() throws Exception {
        forget();
        String all = memory(24) + ", " + pids(16);
        Run run = run(all, "", "run", "--config=/opt/ctk.toml", "--", "id", "-u");
        assertEquals("65534\n", run.expect(0).out());
    }

    /** The kernel then reads the same pages again and again: a prototype never ended. */
    @ParameterizedTest
    @CsvSource({"10, run", "9, run", "9, chown-volumes"})
    void saysThatMemoryIsTooLittle(int mib, String command) throws Exception {
        forget();
        String[] line =
                command.equals("run")
                        ? new String[] {"run", "nobody", "--", "id", "-u"}
                        : new String[] {command, "--owner=0:0", "/mnt"};
        run(memory(mib), "", line).expectError(125, LINE);
    }

    /** Where the kernel would kill it, but for a limit that shows. */
    @Test
    void saysSoAtOnceWhereTheLimitShows() throws Exception {
        run(memory(7), CONTROL_GROUPS, "run", "nobody", "--", "id").expectError(125, LINE);
        run(memory(24), CONTROL_GROUPS, "run", "nobody", "--", "true").expect(0);
    }

    @ParameterizedTest
    @CsvSource({
        "run nobody -- id -u,             8",
        "run --config=/opt/ctk.toml -- id -u, 11",
        "chown-volumes --owner=0:0 /mnt, 10"
    })
    void startsWithFewProcesses(String line, int least) throws Exception {
        String[] words = line.split(" ", -1);
        run(pids(least), "", words).expect(0);
        run(pids(16), "", words).expect(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void saysThatProcessesAreTooFew(int limit) throws Exception {
        Run run = run(pids(limit), "", "run", "nobody", "--", "id");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().matches("ctk: cannot start the Java runtime: [^\n]+\n"), run.err());
        assertEquals("", run.out());
    }
}
