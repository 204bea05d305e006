package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What PATH may be. The directories of a system are refused by any spelling: tried only in a root
 * directory made for it, where nothing is lost should they be changed. Needs root.
 */
class VolumeRootsIT {

    private static final List<String> PROTECTED =
            List.of(
                    "bin",
                    "boot",
                    "dev",
                    "etc",
                    "lib",
                    "lib32",
                    "lib64",
                    "libx32",
                    "proc",
                    "sbin",
                    "sys",
                    "usr",
                    "usr/bin",
                    "usr/lib",
                    "usr/sbin");

    private static final String SYSTEM = "the system's directory ";

    private static final String IN_THE_WAY = "hint: give the path it leads to, or --force";

    /** A tool that compares strings refuses the first of them at most. */
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "//, /",
        "/., /",
        "/data/.., /",
        "/../.., /",
        "/data/to-top/., /",
        "/etc, /etc",
        "//etc/., /etc",
        "/etc/, /etc",
        "/data/../etc, /etc",
        "/data/../../etc, /etc",
        "/etc/../data/.././etc//, /etc",
        "/data/to-etc/., /etc",
        "/data/to-etc/below/.., /etc",
        "/data/to-top/etc, /etc",
        "/data/bound, /etc",
        "/usr, /usr",
        "/usr/bin, /usr/bin",
        "/usr/bin/.., /usr",
        "/bin, /bin",
        "/sbin, /sbin",
        "/lib, /lib",
        "/lib64, /lib64",
        "/lib32, /lib32",
        "/libx32, /libx32",
        "/usr/lib, /usr/lib",
        "/usr/sbin, /usr/sbin",
        "/boot, /boot",
        "/dev, /dev",
        "/sys, /sys",
        "/proc, /proc",
        "/proc/self/root, /",
        "/proc/self/root/etc, /etc",
        "/proc/self/cwd, /",
        "/proc/thread-self/root/usr, /usr",
    })
    void refusesDirectoriesOfTheSystem(String path, String name) throws Exception {
        Root root = root();
        String before = state(root);
        boolean isLink = path.matches("/proc/self/(root|cwd)");
        String cause = isLink ? "a symbolic link" : SYSTEM + name;
        String hint = isLink ? IN_THE_WAY : "hint: --force does it all the same";
        String line = "ctk chown-volumes: refused to change '" + path + "': it is " + cause;
        chown(root, "", "/data/volume", path).expectError(125, line + "\n" + hint);
        assertEquals(before, state(root));
    }

    /** Also where /bin and its like are links, and where they are no directories at all. */
    @Test
    void refusesThemOfAMergedUsr() throws Exception {
        Root root = root();
        String merge = "cd $R; rm -r bin sbin; ln -s usr/bin bin; ln -s usr/sbin sbin; rm -r boot;";
        String line = "ctk chown-volumes: refused to change '/usr/bin': it is " + SYSTEM + "/bin";
        String hint = "\nhint: --force does it all the same";
        chown(root, merge, "/usr/bin").expectError(125, line + hint);
        line = "ctk chown-volumes: refused to change '/bin': it is a symbolic link\n";
        chown(root, "", "/bin").expectError(125, line + IN_THE_WAY);
        line = "ctk chown-volumes: refused to change '/bin/.': it is " + SYSTEM + "/bin";
        chown(root, "", "/bin/.").expectError(125, line + hint);
        assertEquals("0:0", owner(root, "usr/bin"));
    }

    @Test
    void takesWhatLiesInThem() throws Exception {
        Root root = root();
        chown(root, "", "/etc/below", "/usr/share", "/data/../etc/file").expect(0);
        assertEquals("4711:4712", owner(root, "etc/below"));
        assertEquals("4711:4712", owner(root, "etc/file"));
        assertEquals("0:0", owner(root, "etc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc", "/data/to-etc"})
    void takesThemWithForce(String path) throws Exception {
        Root root = root();
        chown(root, "", "--force", path).expect(0);
        assertEquals("4711:4712", owner(root, "etc/below"));
        assertEquals("4711:4712", owner(root, "etc"));
        assertEquals(path.equals("/") ? "4711:4712" : "0:0", owner(root, "data/volume"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "link/", "./link", "volume/../link//", "chain", "chain/"})
    void refusesALink(String path) throws Exception {
        Tree tree = tree().link("link", "volume").link("chain", "link");
        String line =
                "ctk chown-volumes: refused to change '" + path + "': it is a symbolic link\n";
        tree.chown(path).expectError(125, line + IN_THE_WAY);
        tree.expectOwner("0:0", "volume", "link");
        tree.chown("--force", path).expect(0);
        tree.expectOwner(Tree.OWNER, "volume");
        assertEquals("0:0", tree.owner("link"));
    }

    /** As /var/run: what root has made is followed, above PATH and with a dot behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"link/d", "link/.", "chain/d", "chain/../volume/d", "absolute/d/../."})
    void followsLinksOfRootAbove(String path) throws Exception {
        Tree tree = tree().link("link", "volume").link("chain", "./link/");
        tree.link("absolute", tree.path("volume").toString());
        tree.chown(path).expect(0);
        tree.expectOwner(Tree.OWNER, "volume/d");
        assertEquals("0:0", tree.owner("link"));
    }

    /** Who may put a link there may put one to anywhere: chown(1) would follow it. */
    @ParameterizedTest
    @ValueSource(strings = {"link/d", "link/.", "chain/d", "volume/../link/d/.."})
    void refusesLinksOfOthersAbove(String path) throws Exception {
        Tree tree = tree().link("link", "volume").link("chain", "link");
        tree.run("chown", "-h", "4000", "link").expect(0);
        String line =
                "ctk chown-volumes: refused to open '"
                        + path
                        + "': uid 4000 owns the symbolic link 'link' in it\n";
        tree.chown(path).expectError(125, line + IN_THE_WAY);
        assertEquals("0:0", tree.owner("volume/d"));
        tree.chown("--force", path).expect(0);
        assertEquals(Tree.OWNER, tree.owner("volume/d"));
    }

    /** Where {@code ..} of a link's directory is, not of its name. */
    @Test
    void takesDotDotAsTheKernelDoes() throws Exception {
        Tree tree = tree().link("link", "volume/d").files("f", "volume/f");
        tree.chown("link/../f").expect(0);
        assertEquals(Tree.OWNER, tree.owner("volume/f"));
        assertEquals("0:0", tree.owner("f"));
    }

    @Test
    void refusesWhatCannotBeOpened() throws Exception {
        Tree tree = tree().link("a", "b").link("b", "a").link("nowhere", "none");
        String line = "ctk chown-volumes: cannot open '%s': %s";
        String loop = "too many levels of symbolic links";
        tree.chown("volume", "a/x").expectError(125, line.formatted("a/x", loop));
        String none = "no such file or directory";
        tree.chown("volume", "nowhere/x").expectError(125, line.formatted("nowhere/x", none));
        tree.chown("volume", "absent").expectError(125, line.formatted("absent", none));
        tree.chown("volume", "volume/f/x")
                .expectError(125, line.formatted("volume/f/x", "not a directory"));
        String empty = line.formatted("", "the path is empty\nhint: is a variable unset?");
        tree.chown("volume", "").expectError(125, empty);
        tree.expectOwner("0:0", "volume");
    }

    /** A path through another process's root directory, as from a debugging container. */
    @Test
    void takesAPathOfAnotherMountNamespace() throws Exception {
        Tree tree = tree();
        String sleep = "mount -t tmpfs t volume; touch volume/inside; echo; exec sleep 60";
        Process other = inOtherNamespace(tree, "", sleep);
        try {
            String path = "/proc/" + other.pid() + "/root" + tree.path("volume");
            Run run = tree.chown("--json", path).expect(0);
            assertEquals(2, Tree.count(run, "changed"));
            assertEquals(Tree.OWNER, new Tree(Path.of(path)).owner("inside"));
            tree.expectOwner("0:0", "volume");
        } finally {
            other.destroyForcibly();
        }
    }

    /** It is the process's user who decides where such a link leads. */
    @Test
    void refusesAPathThroughAProcessOfAnotherUser() throws Exception {
        Installed.assume("setpriv");
        Tree tree = tree();
        String user = "setpriv --reuid=4000 --regid=4000 --clear-groups";
        Process other = inOtherNamespace(tree, user, "echo; exec sleep 60");
        try {
            String path = "/proc/" + other.pid() + "/root" + tree.path("volume");
            String line =
                    "ctk chown-volumes: refused to open '"
                            + path
                            + "': uid 4000 owns the symbolic link 'root' in it\n";
            tree.chown(path).expectError(125, line + IN_THE_WAY);
            tree.expectOwner("0:0", "volume");
        } finally {
            other.destroyForcibly();
        }
    }

    /** Start a script in a mount namespace of its own; return once it has printed a line. */
    private static Process inOtherNamespace(Tree tree, String user, String script)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "--propagation"));
        command.addAll(List.of("private", "env", "-C", tree.top().toString()));
        command.addAll(user.isEmpty() ? List.of() : List.of(user.split(" ", -1)));
        command.addAll(List.of("sh", "-ec", script));
        Process process = new ProcessBuilder(command).start();
        assertEquals('\n', process.getInputStream().read());
        return process;
    }

    private static Tree tree() throws Exception {
        return Tree.create().files("volume/f", "volume/d/f");
    }

    /** Return a root directory with all that is protected, and a tmpfs or proc where they are. */
    private static Root root() throws Exception {
        Root root = Root.create();
        for (String name : PROTECTED) {
            root.makeDirectory(name);
        }
        root.write("etc/file", "").write("etc/below/file", "").write("usr/share/file", "");
        root.write("data/volume/file", "").makeDirectory("data/bound");
        Files.createSymbolicLink(root.directory.resolve("data/to-etc"), Path.of("../etc"));
        Files.createSymbolicLink(root.directory.resolve("data/to-top"), Path.of("/"));
        return root;
    }

    private static Run chown(Root root, String before, String... arguments) throws Exception {
        boolean isThrough = arguments[arguments.length - 1].startsWith("/proc/");
        String mounts =
                before
                        + (isThrough ? " mount -t proc p $R/proc;" : " mount -t tmpfs t $R/proc;")
                        + " mount -t tmpfs t $R/dev; mount -t tmpfs t $R/sys;"
                        + " mount --bind $R/etc $R/data/bound;";
        List<String> all = new ArrayList<>(List.of(Root.CTK, "chown-volumes"));
        all.add("--owner=4711:4712");
        all.addAll(List.of(arguments));
        return root.run(mounts, all.toArray(String[]::new));
    }

    private static String owner(Root root, String name) throws Exception {
        return new Tree(root.directory).owner(name);
    }

    private static String state(Root root) throws Exception {
        return new Tree(root.directory).state(".");
    }
}
