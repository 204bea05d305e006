package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Starts where something that is always there is not. Needs root. */
class OddSurroundingsIT {

    @Test
    void runsInADirectoryThatWasRemoved() throws Exception {
        shell("mkdir d; cd d; rmdir ../d; exec $CTK run nobody -- true").expect(0);
    }

    @Test
    void aSmallStackHoldsManyGroups() throws Exception {
        StringBuilder group = new StringBuilder("root:x:0:\n");
        for (int i = 1; i <= 60_000; i++) {
            group.append("g").append(i).append(":x:").append(i).append(":many\n");
        }
        EtcFiles files = EtcFiles.of("many:x:5:5::/:\n", group.toString());
        List<String> ctk = List.of(Image.CTK, "run", "many", "--", "true");
        files.run(StartState.PLAIN.and("--rlimit=stack=200000:200000").command(ctk)).expect(0);
    }

    /** A file of users that nobody writes, and a standard error that nobody reads. */
    @ParameterizedTest
    @LeftOutWhenSealed("a sealed start has no VM that could wait")
    @ValueSource(
            strings = {
                "mkfifo f; exec unshare -m sh -c 'mount --bind f /etc/passwd; exec \"$@\"' sh"
                        + " \"$@\"",
                "mkfifo p; exec 9<>p; head -c 65536 /dev/zero >&9; exec \"$@\" 2>&9"
            })
    void endsBySignalWhileItWaits(String script) throws Exception {
        List<String> ctk =
                List.of("sh", "-c", script, "sh", Image.CTK, "run", "absent", "--", "id");
        ProcessBuilder builder = new ProcessBuilder(StartState.PLAIN.command(ctk));
        Process process = builder.directory(Image.directory("waits").toFile()).start();
        Live.await(
                "the VM has its threads",
                () -> {
                    String[] threads = Path.of("/proc/" + process.pid() + "/task").toFile().list();
                    return threads != null && threads.length > 4;
                });
        Thread.sleep(500);
        assertTrue(process.isAlive());
        Live.signal("TERM", process.pid());
        assertEquals(143, Live.end(process));
    }

    @ParameterizedTest
    @LeftOutWhenSealed("a sealed start needs none of these files")
    @ValueSource(strings = {"modules", "libjimage.so", "libjava.so", "server/libjvm.so", "ctk-vm"})
    void saysInOneLineThatAFileOfTheInstallationIsMissing(String file) throws Exception {
        Path home = installation();
        Files.delete(home.resolve("lib").resolve(file));
        Run run = Run.of(List.of(home.resolve("bin/ctk").toString(), "run", "nobody", "--", "id"));
        assertEquals(125, run.code(), run.toString());
        assertEquals("", run.out());
        assertTrue(run.err().matches("ctk: cannot start [^\n]+\n"), run.err());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 1_000_000})
    void runsWithoutAnyArchiveThatIsWhole(int size) throws Exception {
        Path home = installation();
        Path archive = home.resolve("lib/server/classes.jsa");
        byte[] bytes = Files.readAllBytes(archive);
        Files.write(archive, java.util.Arrays.copyOf(bytes, size));
        Run.of(List.of(home.resolve("bin/ctk").toString(), "run", "nobody", "--", "true"))
                .expect(0);
    }

    @Test
    void refusesSetIdBitsOfItsVmProgram() throws Exception {
        Path home = installation();
        Run.of(List.of("chmod", "4755", home.resolve("lib/ctk-vm").toString())).expect(0);
        StartState.PLAIN
                .and("--uid=65534", "--gid=65534", "--groups=")
                .run(List.of(home.resolve("bin/ctk").toString(), "run", "root", "--", "id"))
                .expectError(
                        125,
                        "ctk: cannot start the Java runtime: refused to run: the program has a"
                                + " set-user-ID or set-group-ID bit");
    }

    /** The kernel then says that the script was executed (execve(2), AT_EXECFN). */
    @Test
    void aScriptsDirectoryIsNotTakenForTheInstallation() throws Exception {
        Path home = Image.directory("script");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        executable(home.resolve("lib/ctk-vm"), "#!/bin/sh\necho strange\n");
        Path script = home.resolve("bin/x");
        executable(script, "#!" + Image.CTK + " --version\n");
        assertTrue(Run.of(List.of(script.toString())).expect(0).out().startsWith("ctk "));
    }

    @Test
    void aHomeWithNulIsRefusedInGosuModeToo() throws Exception {
        EtcFiles files = EtcFiles.of("nul:x:1001:1001::/ho\0me:/bin/sh\n", "");
        files.ctk("run", "nul", "--", "true")
                .expectError(
                        125,
                        "ctk run: cannot resolve user 'nul': line 1 of /etc/passwd is malformed:"
                                + " home holds NUL");
    }

    @Test
    void tooFewDescriptorsForTheLoaderAreSaidInWords() throws Exception {
        StartState.PLAIN
                .and("--rlimit=nofile=4:4")
                .ctk("run", "nobody", "--", "true")
                .expectError(125, "ctk: cannot open files: too many open files");
    }

    private static void executable(Path file, String text) throws Exception {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Copy the installation. */
    private static Path installation() throws Exception {
        Path home = Image.directory("installation").resolve("ctk");
        Run.of(List.of("cp", "-a", Image.HOME.toString(), home.toString())).expect(0);
        return home;
    }

    private static Run shell(String script) throws Exception {
        String directory = Image.directory("odd").toString();
        String line = "cd " + directory + "; CTK=" + Image.CTK + "; export CTK; " + script;
        return Run.of(List.of("sh", "-c", line));
    }
}
