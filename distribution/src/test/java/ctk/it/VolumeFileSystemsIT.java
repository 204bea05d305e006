package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** The same on all file systems that volumes are made of, in images of a few megabytes. */
class VolumeFileSystemsIT {

    /** How each is made and mounted. */
    enum FileSystem {
        EXT4("mkfs.ext4", image("8M", "mkfs.ext4 -q image")),
        /** getdents64(2) does not say which entries are directories. */
        EXT4_WITHOUT_TYPES("mkfs.ext4", image("8M", "mkfs.ext4 -q -O ^filetype image")),
        XFS("mkfs.xfs", image("300M", "mkfs.xfs -q image")),
        BTRFS("mkfs.btrfs", image("110M", "mkfs.btrfs -q image >made")),
        TMPFS("mount", "mount -t tmpfs t volume"),
        OVERLAY(
                "mount",
                "mkdir upper work lower; mount -t overlay"
                        + " -o lowerdir=lower,upperdir=upper,workdir=work o volume");

        private final String program;
        private final String script;

        FileSystem(String program, String script) {
            this.program = program;
            this.script = script;
        }

        private static String image(String size, String mkfs) {
            return "truncate -s "
                    + size
                    + " image; "
                    + mkfs
                    + "; mount -o loop image volume || exit 77";
        }

        String make() {
            Installed.assume(program);
            return "mkdir volume; " + script + "; rm -rf volume/lost+found\n";
        }
    }

    /** Eleven files by thirteen names, and a mount with more. */
    private static final String FILL =
            """
            mkdir -p volume/d/e/empty volume/mount outside; : >outside/f
            : >volume/d/f; : >volume/d/e/f; : >volume/g
            ln volume/d/f volume/d/e/two; ln volume/d/f volume/three
            ln -s ../outside volume/link; ln -s none volume/d/none
            mkfifo volume/d/fifo; mknod volume/d/null c 1 3
            mount --bind outside volume/mount
            """;

    /** A layer with files of the right owner, but for what {@code $LATER} does to it. */
    private static final String LAYERS =
            """
            mkdir -p lower/d/one lower/d/two upper work volume
            for i in 0 1 2 3 4 5 6 7 8 9; do : >lower/d/one/f$i; : >lower/d/two/f$i; done
            ln -s one lower/d/link; command chown -hR 4711:4712 lower upper; ${LATER:-}
            mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work o volume
            """;

    private static final int FILES = 11;

    @ParameterizedTest
    @EnumSource(FileSystem.class)
    void changesAllOnce(FileSystem fs) throws Exception {
        String runs =
                "chown --json volume >first; chown --json --policy=always --jobs=1 volume >always\n"
                    + "chown --json --mode=Fu+x volume >mode; chown --json volume; owners volume";
        Tree tree = Tree.create();
        Run run = tree.script(fs.make() + FILL + runs + "; cat first always mode").expect(0);
        List<String> lines = run.out().lines().filter(line -> line.startsWith("{")).toList();
        assertEquals(
                List.of(0, FILES, FILES, 5),
                lines.stream().map(VolumeFileSystemsIT::changed).toList());
        for (String line : lines) {
            assertTrue(line.contains("\"entries\":" + FILES + ","), line);
            assertTrue(line.contains("\"other_mounts\":1,"), line);
            assertTrue(line.contains("\"failed\":0,"), line);
        }
        for (String line : run.out().lines().filter(l -> !l.startsWith("{")).toList()) {
            String owner = line.contains("volume/mount") ? "0:0 " : "4711:4712 ";
            assertTrue(line.startsWith(owner), line);
        }
    }

    /** As the volume of an image that has the right owner: chown -R would copy all of it. */
    @Test
    void copiesNothingOfALayerThatIsRight() throws Exception {
        String script = LAYERS + "chown --json --mode=F644,D755 volume; cd upper; find";
        Run run = Tree.create().script(script).expect(0);
        assertEquals(0, Tree.count(run, "changed"));
        assertEquals(List.of("."), run.out().lines().skip(1).toList());
    }

    @Test
    void copiesTheOneFileOfALayerThatDiffers() throws Exception {
        String script =
                "LATER='command chown 0 lower/d/two/f7'\n"
                        + LAYERS
                        + "chown --json volume; cd upper; find | LC_ALL=C sort";
        Run run = Tree.create().script(script).expect(0);
        assertEquals(1, Tree.count(run, "changed"));
        List<String> upper = List.of(".", "./d", "./d/two", "./d/two/f7");
        assertEquals(upper, run.out().lines().filter(l -> l.startsWith(".")).toList());
    }

    /**
     * A directory that is copied because of what is in it is another inode, and the way back leads
     * over it: the layers on one file system, and on two.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "mount -t tmpfs t lower", "mount -t tmpfs t lower; mount -t tmpfs t up"})
    void returnsToDirectoriesThatWereCopied(String mounts) throws Exception {
        String script =
                "mkdir lower up volume\n"
                        + mounts
                        + """

                        deep=lower; for i in $(seq 30); do deep=$deep/l$i; mkdir $deep; : >$deep/f; done
                        mkdir up/upper up/work
                        mount -t overlay -o lowerdir=lower,upperdir=up/upper,workdir=up/work o volume
                        ulimit -n 40; chown --jobs=1 --json volume; owners volume
                        """;
        Run run = Tree.create().script(script).expect(0);
        assertEquals(61, Tree.count(run, "changed"));
        List<String> owners = run.out().lines().skip(1).toList();
        assertTrue(owners.stream().allMatch(l -> l.startsWith(Tree.OWNER + " ")), run.out());
    }

    /** Subvolumes are no mounts, though each has a device number of its own. */
    @Test
    void walksSubvolumes() throws Exception {
        String script =
                FileSystem.BTRFS.make()
                        + """
                        for v in volume/sub volume/sub/inner; do
                            btrfs -q subvolume create $v; : >$v/f
                        done
                        btrfs -q subvolume snapshot volume/sub volume/snapshot
                        chown --json volume; owners volume
                        """;
        Run run = Tree.create().script(script).expect(0);
        assertEquals(0, Tree.count(run, "other_mounts"));
        assertEquals(8, Tree.count(run, "changed"));
        List<String> owners = run.out().lines().skip(1).toList();
        assertEquals(8, owners.size(), run.out());
        assertTrue(owners.stream().allMatch(l -> l.startsWith(Tree.OWNER + " ")), run.out());
    }

    /** As the snapshots that a NAS keeps inside of its volumes. */
    @Test
    void warnsOfReadOnlySnapshotsWithBestEffort() throws Exception {
        String script =
                FileSystem.BTRFS.make()
                        + """
                        btrfs -q subvolume create volume/sub; : >volume/sub/f
                        btrfs -q subvolume snapshot -r volume/sub volume/old
                        chown --best-effort volume; owners volume
                        """;
        Run run = Tree.create().script(script);
        String warning =
                "ctk chown-volumes: warning: 2 failures, the first:"
                        + " cannot chown 'volume/old/f': read-only file system\n";
        assertEquals("0\n" + warning, run.code() + "\n" + run.err());
        String owners =
                """
                4711:4712 volume
                0:0 volume/old
                0:0 volume/old/f
                4711:4712 volume/sub
                4711:4712 volume/sub/f
                """;
        assertEquals(owners, run.out());
    }

    private static int changed(String json) {
        return Integer.parseInt(json.replaceFirst(".*\"changed\":(\\d+),.*", "$1"));
    }
}
