package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * ctk needs nothing of the root directory it runs in but the users' names, says nothing about what
 * is missing, and leaves no file behind. Needs root.
 */
class BareRootIT {

    private static final String READ_ONLY = "mount --bind $R $R; mount -o remount,ro,bind $R;";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mount -t proc p $R/proc;",
                "mount -t tmpfs t $R/tmp;",
                "mount -t tmpfs -o ro t $R/tmp;",
                "mount -t proc -o hidepid=2 p $R/proc; mount -t tmpfs -o mode=0 t $R/tmp;",
                READ_ONLY,
                READ_ONLY + " mount -t proc p $R/proc;",
            })
    void needsNoFileSystemBesideTheRoot(String mounts) throws Exception {
        Root root = Root.create().makeDirectory("proc").makeDirectory("tmp");
        String probe = root.add(Image.program("probe"));
        Run run = root.run(mounts, Root.CTK, "run", "nobody:nogroup", "--", probe).expect(0);
        List<String> seen = run.out().lines().toList();
        assertTrue(seen.contains("uid 65534 65534 65534"), run.out());
        assertTrue(seen.contains("gid 65534 65534 65534"), run.out());
        assertEquals(
                List.of("env PATH=/bin", "env HOME=/nonexistent"),
                seen.stream().filter(line -> line.startsWith("env ")).toList());
    }

    @Test
    void needsNoFileOfUsersForNumbers() throws Exception {
        Root root = Root.create();
        String probe = root.add(Image.program("probe"));
        Files.delete(root.directory.resolve("etc/passwd"));
        Files.delete(root.directory.resolve("etc/group"));
        Run run = root.run("", Root.CTK, "run", "1000:1000", "--", probe).expect(0);
        assertTrue(run.out().contains("uid 1000 1000 1000\ngid 1000 1000 1000\n"), run.out());
        assertTrue(run.out().contains("env HOME=/\n"), run.out());
    }

    @Test
    void reportsErrorsWithoutProcOrTmp() throws Exception {
        Root.create()
                .run(READ_ONLY, Root.CTK, "run", "absent", "--", "/x")
                .expectError(
                        125,
                        """
                        ctk run: cannot resolve user 'absent': no such user 'absent'
                        hint: add the user to the image, or give UID:GID as numbers, which need no entry\
                        """);
    }

    /** All that is written shows in the upper layer, wherever it is written. */
    @ParameterizedTest
    @LeftOutWhenSealed("what is sealed is such a file")
    @ValueSource(strings = {"nobody", "absent", "0"})
    void leavesNoFileBehind(String user) throws Exception {
        Root root = Root.create().makeDirectory("tmp").makeDirectory("proc");
        root.makeDirectory("root").makeDirectory("nonexistent").makeDirectory("var/tmp");
        for (String open : List.of("tmp", "var/tmp", "nonexistent", "root")) {
            Run.of(List.of("chmod", "1777", root.directory.resolve(open).toString())).expect(0);
        }
        String probe = root.add(Image.program("probe"));
        Path layers = Image.directory("layers");
        Files.createDirectories(layers.resolve("upper"));
        Files.createDirectories(layers.resolve("work"));
        Files.createDirectories(layers.resolve("merged"));
        Run run =
                root.run(
                        "L="
                                + layers
                                + "; mount -t overlay -o"
                                + " lowerdir=$R,upperdir=$L/upper,workdir=$L/work o $L/merged;"
                                + " R=$L/merged; mount -t proc p $R/proc;",
                        Root.CTK,
                        "run",
                        user,
                        "--",
                        probe);
        assertEquals(user.equals("absent") ? 125 : 0, run.code(), run.err());
        try (Stream<Path> files = Files.walk(layers.resolve("upper"))) {
            assertEquals(List.of(layers.resolve("upper")), files.toList());
        }
    }
}
