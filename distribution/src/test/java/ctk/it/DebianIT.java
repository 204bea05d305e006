package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The Debian package, by the tools of that system. Needs root. */
class DebianIT {

    private static Path file;

    @BeforeAll
    static void find() throws Exception {
        Installed.assume("dpkg-deb");
        try (Stream<Path> files = Files.list(Image.TOP.resolve("distribution/target"))) {
            file =
                    files.filter(f -> f.getFileName().toString().matches("ctk_.*[.]deb"))
                            .findFirst()
                            .orElseThrow();
        }
    }

    /** Run dpkg on the machine that is below a directory. */
    private static Run dpkg(Root root, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("dpkg", "--root=" + root.directory));
        command.addAll(Arrays.asList(arguments));
        Run run = Run.of(command);
        assertEquals(0, run.code(), run.err());
        return run;
    }

    private static Run in(Root root, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("chroot", root.directory.toString()));
        all.addAll(Arrays.asList(command));
        return Run.of(all);
    }

    private static Set<String> all(Root root) throws Exception {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root.directory)) {
            files.map(each -> root.directory.relativize(each).toString())
                    .filter(name -> !name.startsWith("var/"))
                    .forEach(names::add);
        }
        return names;
    }

    @Test
    void isInstalledRunsAndIsRemoved() throws Exception {
        Root root = Root.create();
        for (String directory : List.of("usr/bin", "var/lib/dpkg/info", "var/lib/dpkg/updates")) {
            root.makeDirectory(directory);
        }
        root.write("var/lib/dpkg/status", "");
        String id = root.addStatic(Installed.assume("busybox"));
        Files.createSymbolicLink(root.directory.resolve("usr/bin/id"), Path.of("../.." + id));
        Set<String> before = all(root);

        dpkg(root, "--install", file.toString());
        Run test = in(root, "/usr/bin/ctk", "--self-test").expect(0);
        assertTrue(test.out().contains("ok      archives: used\n"), test.out());
        Run run = in(root, "/usr/bin/ctk", "run", "nobody", "--", "/usr/bin/id", "-u");
        assertEquals("65534\n", run.expect(0).out());
        assertEquals("", dpkg(root, "--verify", "ctk").out());
        for (String name :
                List.of(
                        "man/man1/ctk-run.1.gz",
                        "bash-completion/completions/ctk",
                        "zsh/vendor-completions/_ctk",
                        "fish/vendor_completions.d/ctk.fish",
                        "doc/ctk/copyright")) {
            Path there = root.directory.resolve("usr/share").resolve(name);
            assertTrue(Files.isRegularFile(there), name);
        }

        dpkg(root, "--purge", "ctk");
        assertEquals(before, all(root));
    }

    /** It can be there beside the package gosu, and takes no name from anybody. */
    @Test
    void takesOneNameInThePath() throws Exception {
        String list = Run.of(List.of("dpkg-deb", "--contents", file.toString())).expect(0).out();
        List<String> programs =
                list.lines().filter(line -> line.matches(".* [.]/usr/s?bin/.+")).toList();
        assertEquals(1, programs.size(), programs.toString());
        assertTrue(programs.getFirst().endsWith(" ./usr/bin/ctk -> ../lib/ctk/bin/ctk"));
        assertTrue(list.lines().allMatch(line -> line.contains(" root/root ")), list);
        String control = "Depends|Conflicts|Replaces|Pre-Depends|Breaks";
        String fields = Run.of(List.of("dpkg-deb", "--field", file.toString())).expect(0).out();
        assertTrue(fields.lines().noneMatch(line -> line.matches("(" + control + "):.*")), fields);
    }

    /** What it would say otherwise has its reason in distribution/debian/lintian-overrides. */
    @Test
    void isCleanByLintian() throws Exception {
        String lintian = Installed.assume("lintian");
        Run run = Run.of(200, List.of(lintian, "--fail-on=error,warning,info", file.toString()));
        assertEquals("", run.out());
        assertEquals(0, run.code(), run.err());
    }
}
