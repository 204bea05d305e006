package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/**
 * What is mounted below a volume is left alone and counted, unless --cross-mounts is given: other
 * file systems, and bind mounts of the same, which device numbers do not tell. Needs root.
 */
class VolumeMountsIT {

    /** Another file system, a directory and a file of the same, and a part of the volume itself. */
    private static final String FOUR_MOUNTS =
            """
            mount -t tmpfs t volume/tmpfs; mkdir volume/tmpfs/s; : > volume/tmpfs/s/f
            mount --bind outside volume/bind
            mount --bind outside/f volume/d/file
            mount --bind volume/d volume/again
            """;

    private Tree tree = new Tree(Image.TOP);

    @BeforeEach
    void makeTree() throws Exception {
        tree = Tree.create().files("volume/d/f", "volume/d/file", "outside/f", "outside/s/f");
        tree.directories("volume/tmpfs", "volume/bind", "volume/again", "volume/m");
    }

    /** A walker that compares device numbers, as find -xdev, enters the three bind mounts. */
    @ParameterizedTest
    @ValueSource(strings = {"--policy=changed", "--mode=u+w", "--from=0", "--hardlinks=skip"})
    void leavesOtherMountsAlone(String option) throws Exception {
        Run run = tree.script(FOUR_MOUNTS + "chown --json $1 volume; owners *", option).expect(0);
        assertEquals(4, Tree.count(run, "other_mounts"));
        assertEquals(4, Tree.count(run, "entries"));
        assertEquals(4, Tree.count(run, "changed"));
        assertEquals(
                """
                4711:4712 volume
                4711:4712 volume/again
                4711:4712 volume/again/f
                0:0 volume/again/file
                0:0 volume/bind
                0:0 volume/bind/f
                0:0 volume/bind/s
                0:0 volume/bind/s/f
                4711:4712 volume/d
                4711:4712 volume/d/f
                0:0 volume/d/file
                4711:4712 volume/m
                0:0 volume/tmpfs
                0:0 volume/tmpfs/s
                0:0 volume/tmpfs/s/f
                """,
                volumeOf(run));
        tree.expectOwner("0:0", "outside");
    }

    @Test
    void entersOtherMountsWithCrossMounts() throws Exception {
        String script = FOUR_MOUNTS + "chown --cross-mounts --json volume; owners volume";
        Run run = tree.script(script).expect(0);
        assertEquals(0, Tree.count(run, "other_mounts"));
        for (String line : volumeOf(run).lines().toList()) {
            assertEquals(Tree.OWNER, line.split(" ", 2)[0], line);
        }
        tree.expectOwner(Tree.OWNER, "outside");
    }

    /** PATH itself may be a mount point, or lie on any mount. */
    @Test
    void takesAMountAsRoot() throws Exception {
        String script =
                "mount --bind outside volume/bind; mount --bind outside/f volume/d/file\n"
                        + "chown --json volume/bind; chown --json volume/d/file; owners volume";
        Run run = tree.script(script).expect(0);
        assertEquals(0, Tree.count(run, "other_mounts"));
        assertEquals("0:0", tree.owner("volume/d/f"));
        tree.expectOwner(Tree.OWNER, "outside");
    }

    /**
     * To open a directory of a server that is gone waits for it, and of a file system in user space
     * that is another user's is denied (fuse(8)): neither may be asked.
     */
    @Test
    void opensNoMountThatItLeavesAlone() throws Exception {
        Installed.assume("strace");
        String script =
                FOUR_MOUNTS
                        + "strace -f -qq -o log -e trace=/^open \"$CTK\" chown-volumes --json"
                        + " --owner=4711:4712 $1 volume; cat log";
        for (String option : List.of("--jobs=1", "--shard=0/1", "--mode=u+w")) {
            Run run = tree.script(script, option).expect(0);
            assertEquals(4, Tree.count(run, "other_mounts"));
            assertTrue(run.out().contains("\"m\", O_RDONLY"), run.out());
            for (String name : List.of("tmpfs", "bind", "again", "file")) {
                assertFalse(run.out().contains("\"" + name + "\","), run.out());
            }
        }
    }

    /** The same with a file system in user space, whose server answers nobody. */
    @Test
    void asksNoFileSystemInUserSpace() throws Exception {
        String script =
                "[ -c /dev/fuse ] || { echo no /dev/fuse >&2; exit 77; }\n"
                        + "$1 volume/m 1000; chown --json volume";
        Run run = tree.script(script, Image.program("silent")).expect(0);
        assertEquals(1, Tree.count(run, "other_mounts"));
        assertEquals(0, Tree.count(run, "failed"));
    }

    /**
     * A mount that appears at any moment of the walk. By path, or by a descriptor whose mount is
     * not looked at again, what is mounted would be changed.
     */
    @ParameterizedTest
    @CsvSource({
        "before, openat, m, outside, volume/m, --policy=changed, 1",
        "after, openat, m, outside, volume/m, --policy=changed, 0",
        "before, getdents64, m, outside, volume/m, --policy=changed, 0",
        "before, fchownat, m, outside, volume/m, --policy=changed, 0",
        "before, openat, d, outside, volume/d, --policy=changed, 1",
        "after, openat, d, outside, volume/d, --policy=changed, 0",
        "after, getdents64, d, outside, volume/d, --policy=changed, 0",
        "before, getdents64, d, outside/f, volume/d/file, --policy=changed, 1",
        "before, statx, file, outside/f, volume/d/file, --policy=changed, 1",
        "after, statx, file, outside/f, volume/d/file, --from=0, 0",
        "before, openat, file, outside/f, volume/d/file, --from=0, 0",
        "after, openat, file, outside/f, volume/d/file, --mode=F4600, 0",
    })
    void leavesAMountAloneThatAppears(
            String when, String call, String name, String from, String to, String option, int seen)
            throws Exception {
        Step step = new Step(when, call, name, "mount --bind " + from + " " + to);
        String[] chown = Tree.chownCommand("--jobs=1", "--json", option, "volume");
        Run run = inNamespace(step.command(chown)).expect(0);
        assertEquals(seen, Tree.count(run, "other_mounts"));
        tree.expectOwner("0:0", "outside");
        assertEquals("100644", tree.mode("outside/f"));
    }

    /** The same under a walker by path, to show that the mounts could be entered. */
    @ParameterizedTest
    @CsvSource({"before, openat, d, outside, volume/d", "after, statx, f, outside, volume/d"})
    void aWalkerByPathEntersAMountThatAppears(
            String when, String call, String name, String from, String to) throws Exception {
        Step step = new Step(when, call, name, "mount --bind " + from + " " + to);
        String[] naive = {Image.program("naive"), "path", "4711", "4712", "volume"};
        inNamespace(step.command(naive)).expect(0);
        assertEquals(Tree.OWNER, tree.owner("outside/f"));
    }

    private static String volumeOf(Run run) {
        List<String> lines = run.out().lines().filter(line -> line.contains(" volume")).toList();
        return String.join("\n", lines) + "\n";
    }

    private Run inNamespace(String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of("unshare", "-m", "--propagation", "private"));
        all.addAll(List.of(command));
        return tree.run(all.toArray(String[]::new));
    }
}
