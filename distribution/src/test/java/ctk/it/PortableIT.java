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
import java.util.List;

/**
 * The tarball runs where there is no C library, or another one. The programs of these roots are
 * busybox, which is static, and what a test adds. Needs root.
 */
class PortableIT {

    private static final String READ_ONLY = "mount --bind $R $R; mount -o remount,ro,bind $R;";
    private static final String PROC = "mount -t proc p $R/proc;";

    private static final String HINT =
            "\nhint: --user-db=files reads /etc/passwd and /etc/group, and needs none";
    private static final String LOADER = "lib64/ld-linux-x86-64.so.2";

    private static Path home;

    @BeforeAll
    static void unpack() throws Exception {
        home = Tarball.unpack().home();
    }

    private static Root root() throws Exception {
        Root root = Root.create().makeDirectory("proc").makeDirectory("usr/bin");
        root.addStatic(Installed.assume("busybox"));
        for (String name : List.of("sh", "id", "true", "cat")) {
            Files.createSymbolicLink(root.directory.resolve("bin/" + name), Path.of("busybox"));
        }
        for (String name : List.of("ctk", "gosu", "su-exec")) {
            Path link = root.directory.resolve("usr/bin/" + name);
            Files.createSymbolicLink(link, Path.of("../../opt/ctk/bin/" + name));
        }
        return root;
    }

    private static Run sh(String mounts, String script) throws Exception {
        return root().run(home, mounts, "/bin/sh", "-c", "PATH=/usr/bin:/bin; " + script);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PROC, READ_ONLY, READ_ONLY + PROC})
    void runsWithoutACLibrary(String mounts) throws Exception {
        Run run = sh(mounts, "ctk run nobody:nogroup -- id").expect(0);
        assertEquals("uid=65534(nobody) gid=65534(nogroup)\n", run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PROC})
    void isFoundByLinksFromEverywhere(String mounts) throws Exception {
        String script =
                "gosu nobody id -u; su-exec nobody id -u; cd /usr; bin/gosu nobody id -u; cd /opt;"
                    + " ctk/bin/../bin/ctk run nobody -- id -u; cd bin; ./ctk run nobody -- id -u";
        Run run = sh(mounts, script.replace("cd bin", "cd ctk/bin")).expect(0);
        assertEquals("65534\n".repeat(5), run.out());
    }

    /** A first argument chooses gosu's mode, and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"", PROC})
    void isFoundWhenItsFirstArgumentLies(String mounts) throws Exception {
        String script =
                "(exec -a /nowhere/ctk /usr/bin/ctk run nobody -- id -u); (exec -a gosu"
                    + " /usr/bin/ctk nobody id -u); (exec -a '' /usr/bin/ctk run nobody -- id -u)";
        assertEquals("65534\n".repeat(3), sh(mounts, script).expect(0).out());
    }

    @Test
    void theProgramKnowsNothingOfTheLoader() throws Exception {
        String show = "cat /proc/self/cmdline /proc/self/comm /proc/self/environ";
        String plain = sh(PROC, "HOME=/nonexistent exec " + show).expect(0).out();
        String behind =
                sh(PROC, "HOME=/nonexistent exec ctk run nobody -- " + show).expect(0).out();
        assertEquals(plain, behind);
    }

    @Test
    void runsStepsAndTheShell() throws Exception {
        Root root = root();
        root.write(
                "etc/ctk/ctk.toml",
                """
                user = "nobody"
                [[step]]
                use = "exec"
                command = ["/bin/sh", "-c", "echo stepped"]
                """);
        Run run = root.run(home, PROC, Root.CTK, "run", "--", "/bin/id", "-u").expect(0);
        assertEquals("stepped\n65534\n", run.out());
        Run shell = root.run(home, "", Root.CTK, "shell", "-c", "cd /etc && ls ctk | head -n 1");
        assertEquals("ctk.toml\n", shell.expect(0).out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PROC, READ_ONLY})
    void passesItsSelfTest(String mounts) throws Exception {
        String[] lines = sh(mounts, "ctk --self-test").expect(0).out().split("\n", -1);
        assertEquals(5, lines.length); // the last is empty
        assertTrue(lines[0].matches("ok +files: \\d+ unchanged"), lines[0]);
        assertEquals("ok      archives: used", lines[1]);
        assertEquals("ok      C library: of the installation", lines[3]);
    }

    @Test
    void becomesAProgramOfMusl() throws Exception {
        String compiler = Installed.assume("musl-gcc");
        Path directory = Image.directory("musl");
        String program = directory.resolve("say").toString();
        Path source = directory.resolve("say.c");
        Files.writeString(
                source, "#include <stdio.h>\nint main(void) { return puts(\"musl\") < 0; }\n");
        Run.of(List.of(compiler, "-o", program, source.toString())).expect(0);
        Root root = root();
        Path library = Path.of("/usr/lib/x86_64-linux-musl/libc.so");
        Files.createDirectories(root.directory.resolve("lib"));
        Files.copy(library, root.directory.resolve("lib/ld-musl-x86_64.so.1"));
        String inside = root.addStatic(program);
        assertEquals("musl\n", root.run(home, "", Root.CTK, "run", "nobody", inside).out());
    }

    @Test
    void saysThatTheNameServiceNeedsGlibc() throws Exception {
        sh("", "ctk run --user-db=nss nobody -- id")
                .expectError(
                        125,
                        "ctk run: the name service is not available: this machine has no glibc"
                                + HINT);
    }

    /** A loader that says what glibc's says when a library is too old, and as it does. */
    @Test
    void saysThatTheNameServiceNeedsANewerGlibc() throws Exception {
        Root root = root();
        Path directory = Image.directory("old");
        Path source = directory.resolve("old.c");
        Files.writeString(
                source,
                "#include <stdio.h>\n"
                        + "int main(void) { fputs(\"version `GLIBC_2.34' not found\\n\", stderr);"
                        + " return 1; }\n");
        Path loader = root.directory.resolve(LOADER);
        Files.createDirectories(loader.getParent());
        Run.of(List.of("cc", "-static-pie", "-o", loader.toString(), source.toString())).expect(0);
        root.run(home, "", Root.CTK, "run", "--user-db=nss", "nobody", "/bin/true")
                .expectError(
                        125,
                        "ctk run: the name service is not available: ctk cannot run on this"
                                + " machine's C library, which may be older than glibc 2.34"
                                + HINT);
        root.run(home, "", Root.CTK, "run", "nobody", "/bin/true").expect(0);
    }

    /** In a configuration it is not seen before Java reads it. */
    @ParameterizedTest
    @CsvSource({"files, 0", "nss, 125"})
    void readsTheSameOptionFromTheConfiguration(String value, int code) throws Exception {
        Root root = root();
        root.write("etc/ctk/ctk.toml", "user = \"nobody\"\n[run]\nuser-db = \"" + value + "\"\n");
        assertEquals(code, root.run(home, "", Root.CTK, "run", "--", "/bin/true").code());
    }

    @Test
    void isPackedTheSameWhoeverPacksIt() throws Exception {
        String list = "tar --utc --numeric-owner -tvzf \"$1\"";
        List<String> command = List.of("sh", "-c", list, "sh", Tarball.file().toString());
        List<String> lines = Run.of(command).expect(0).out().lines().toList();
        assertTrue(lines.size() > 50, lines.toString());
        for (String line : lines) {
            assertTrue(
                    line.matches("[dl-]rwx?r.[x-]r.[x-] 0/0 .*|lrwxrwxrwx 0/0 .*|[d-]rw.* 0/0 .*"),
                    line);
            assertTrue(line.contains(" 2026-01-01 00:00 ctk-"), line);
        }
        List<String> names =
                lines.stream()
                        .map(line -> line.split(" 00:00 ", -1)[1].split(" -> ", -1)[0])
                        .toList();
        assertEquals(names.stream().sorted().toList(), names);
    }

    /** The limits of the design, in MiB: what a registry stores, and what a machine does. */
    @Test
    void isSmall() throws Exception {
        long packed = Files.size(Tarball.file());
        assertTrue(packed <= 28L << 20, packed + " bytes");
        String size = Run.of(List.of("du", "-sb", home.toString())).expect(0).out();
        long unpacked = Long.parseLong(size.split("\t", -1)[0]);
        assertTrue(unpacked <= 92L << 20, unpacked + " bytes");
    }
}
