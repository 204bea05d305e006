package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of every kind get their owner, and none but directories is opened: links as themselves,
 * files of several names once, programs with or without what is special about them. Needs root.
 */
class VolumeFilesIT {

    private static final String LOST =
            """
            ctk chown-volumes: warning: %d files %s set-user-ID or set-group-ID bits or file capabilities
            hint: --keep-special puts them back
            """;

    /** To another user, with what is special about them. */
    private static final String GIVE_AWAY =
            "cd volume; chown 5:5 *; chmod u+s setuid; chmod g+s setgid; chmod ug+s both;"
                    + " setcap cap_net_raw+ep capable; touch own; chown 0:5 own; chmod 4755 own";

    private Tree tree = new Tree(Image.TOP);

    @BeforeEach
    void makeTree() throws Exception {
        tree = Tree.create().directories("volume");
    }

    /**
     * To open a FIFO waits for a writer, to open a device may act on it. A walker that opens what
     * it changes, as fchown(2) and open(2) with O_RDONLY, does both.
     */
    @ParameterizedTest
    @ValueSource(strings = {"--policy=always", "--mode=F0604", "--from=0:0", "--hardlinks=skip"})
    void changesSpecialFilesWithoutOpeningThem(String option) throws Exception {
        Installed.assume("strace");
        makeSpecialFiles();
        Path log = tree.path("log");
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", log.toString()));
        command.add("-etrace=/^open");
        command.addAll(List.of(Tree.chownCommand(option, "volume")));
        tree.run(command.toArray(String[]::new)).expect(0);
        tree.expectOwner(Tree.OWNER, "volume");
        List<String> opened = Files.readAllLines(log);
        assertTrue(opened.stream().anyMatch(line -> line.contains("\"volume\"")), "no log");
        for (String line : opened) {
            boolean isSpecial = line.matches(".*\"(fifo|null|block|socket)\".*");
            assertFalse(isSpecial && !line.contains("O_PATH"), line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo", "null", "block", "socket"})
    void takesASpecialFileAsRoot(String name) throws Exception {
        makeSpecialFiles();
        tree.chown("volume/" + name).expect(0);
        assertEquals(Tree.OWNER, tree.owner("volume/" + name));
        assertEquals("0:0", tree.owner("volume"));
    }

    private void makeSpecialFiles() throws Exception {
        String volume = tree.path("volume").toString();
        for (String line : List.of("mkfifo fifo", "mknod null c 1 3", "mknod block b 7 99")) {
            Run.of(List.of("sh", "-ec", "cd \"$1\"; " + line, "sh", volume)).expect(0);
        }
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(tree.path("volume/socket"))).close();
    }

    /** A walker that follows changes what they lead to, or walks in a circle. */
    @ParameterizedTest
    @ValueSource(strings = {"--policy=always", "--mode=F0604", "--from=0:0", "--hardlinks=skip"})
    void changesLinksThemselves(String option) throws Exception {
        tree.files("outside/f", "outside/s/f", "volume/d/f");
        tree.link("volume/directory", "../outside").link("volume/file", "../outside/f");
        tree.link("volume/absolute", tree.path("outside/f").toString());
        tree.link("volume/one", "other").link("volume/other", "one").link("volume/self", "self");
        tree.link("volume/d/up", "..").link("volume/d/here", ".").link("volume/nowhere", "none");
        String outside = tree.state("outside");
        Run run = tree.chown("--json", option, "volume").expect(0);
        assertEquals(12, Tree.count(run, "entries"));
        assertEquals(12, Tree.count(run, "changed"));
        tree.expectOwner(Tree.OWNER, "volume");
        assertEquals(outside, tree.state("outside"));
    }

    /** Three names in two directories, one file; by path it would be counted three times. */
    @ParameterizedTest
    @ValueSource(strings = {"--policy=changed", "--policy=always", "--from=0", "--mode=F0604"})
    void countsAFileOfSeveralNamesOnce(String option) throws Exception {
        makeLinkedFile();
        Run run = tree.chown("--json", option, "volume").expect(0);
        assertEquals(4, Tree.count(run, "entries"));
        assertEquals(4, Tree.count(run, "changed"));
        assertEquals(0, Tree.count(run, "hard_links_skipped"));
        assertEquals(Tree.OWNER, tree.owner("outside"));
    }

    @Test
    void leavesFilesOfSeveralNamesAloneWithHardLinksSkip() throws Exception {
        makeLinkedFile();
        Run run = tree.chown("--json", "--hardlinks=skip", "volume").expect(0);
        assertEquals(4, Tree.count(run, "entries"));
        assertEquals(3, Tree.count(run, "changed"));
        assertEquals(1, Tree.count(run, "hard_links_skipped"));
        assertEquals("0:0", tree.owner("outside"));
        assertEquals(Tree.OWNER, tree.owner("volume/own"));
    }

    /** PATH itself has another name, which lies outside for certain. */
    @Test
    void leavesARootOfSeveralNamesAloneWithHardLinksSkip() throws Exception {
        makeLinkedFile();
        Run run = tree.chown("--json", "--hardlinks=skip", "volume/one").expect(0);
        assertEquals(1, Tree.count(run, "hard_links_skipped"));
        assertEquals("0:0", tree.owner("outside"));
    }

    /** Whichever name is seen first: it may be gone when the file is to be changed by it. */
    @ParameterizedTest
    @ValueSource(strings = {"one", "two"})
    void changesAFileByItsOtherNameIfOneVanishes(String name) throws Exception {
        tree.files("volume/one", "volume/f");
        Files.createLink(tree.path("volume/two"), tree.path("volume/one"));
        Files.createLink(tree.path("outside"), tree.path("volume/one"));
        Step step = new Step("before", "fchownat", name, "rm volume/" + name);
        tree.run(step.command(Tree.chownCommand("--jobs=1", "volume"))).expect(0);
        tree.expectOwner(Tree.OWNER, "volume", "outside");
    }

    private void makeLinkedFile() throws Exception {
        tree.files("volume/own", "outside").directories("volume/d");
        for (String name : List.of("volume/one", "volume/d/two", "volume/d/three")) {
            Files.createLink(tree.path(name), tree.path("outside"));
        }
    }

    /** The kernel takes bits and capabilities from a file that gets another owner (chown(2)). */
    @Test
    void saysHowManyFilesLostWhatIsSpecial() throws Exception {
        makePrograms();
        Run run = tree.chown("--json", "volume");
        assertEquals("0\n" + LOST.formatted(4, "lost"), run.code() + "\n" + run.err());
        assertEquals(4, Tree.count(run, "special_lost"));
        for (String name : List.of("setuid", "setgid", "both", "capable", "plain")) {
            assertEquals("100755", tree.mode("volume/" + name), name);
        }
        assertEquals("", tree.run("getcap", "volume/capable").expect(0).out());
        assertEquals("42755", tree.mode("volume/directory"));
        tree.expectOwner(Tree.OWNER, "volume");
    }

    @Test
    void putsBackWhatIsSpecialWithKeepSpecial() throws Exception {
        makePrograms();
        Run run = tree.chown("--keep-special", "--json", "volume").expect(0);
        assertEquals(0, Tree.count(run, "special_lost"));
        expectStillSpecial();
        tree.expectOwner(Tree.OWNER, "volume");
    }

    /** A program of somebody who is not root must not become one of root by it. */
    @Test
    void givesNoBitsToRootWithKeepSpecial() throws Exception {
        makePrograms();
        tree.run("sh", "-ec", GIVE_AWAY).expect(0);
        String warning = LOST.formatted(3, "%s").replaceFirst("(?s)hint: .*", "");
        String hint = "hint: --keep-special gives no such bits to root\n";
        String[] line = {Image.CTK, "chown-volumes", "--owner=0:0", "--keep-special", "--json"};
        Run dry = tree.run(with(line, "--dry-run", "volume"));
        assertEquals("0\n" + warning.formatted("would lose") + hint, dry.code() + "\n" + dry.err());
        Run run = tree.run(with(line, "volume"));
        assertEquals("0\n" + warning.formatted("lost") + hint, run.code() + "\n" + run.err());
        assertEquals(3, Tree.count(run, "special_lost"));
        tree.expectOwner("0:0", "volume");
        assertEquals("100755", tree.mode("volume/setuid"));
        assertEquals("100755", tree.mode("volume/setgid"));
        assertEquals("100755", tree.mode("volume/both"));
        assertEquals("104755", tree.mode("volume/own")); // root's before, of another group
        assertEquals("42755", tree.mode("volume/directory"));
        String capabilities = tree.run("getcap", "volume/capable").expect(0).out();
        assertEquals("volume/capable cap_net_raw=ep\n", capabilities);
    }

    private static String[] with(String[] line, String... more) {
        return Stream.of(line, more).flatMap(Stream::of).toArray(String[]::new);
    }

    /** Nothing is lost where nothing is changed. */
    @Test
    void saysNothingOfProgramsThatItLeavesAlone() throws Exception {
        makePrograms();
        Run run = tree.chown("--from=4000", "--json", "volume").expect(0);
        assertEquals(0, Tree.count(run, "special_lost"));
        expectStillSpecial();
    }

    @Test
    void foretellsInADryRunWhatWouldBeLost() throws Exception {
        makePrograms();
        Run run = tree.chown("--dry-run", "--json", "volume");
        assertEquals("0\n" + LOST.formatted(4, "would lose"), run.code() + "\n" + run.err());
        assertEquals(4, Tree.count(run, "special_lost"));
        expectStillSpecial();
    }

    private void makePrograms() throws Exception {
        Installed.assume("setcap");
        tree.directories("volume/directory");
        String make =
                "cd volume; touch setuid setgid both capable plain; chmod 755 *; chmod u+s setuid;"
                        + " chmod g+s setgid directory; chmod ug+s both;"
                        + " setcap cap_net_raw+ep capable";
        tree.run("sh", "-ec", make).expect(0);
        expectStillSpecial();
    }

    private void expectStillSpecial() throws Exception {
        assertEquals("104755", tree.mode("volume/setuid"));
        assertEquals("102755", tree.mode("volume/setgid"));
        assertEquals("106755", tree.mode("volume/both"));
        assertEquals("100755", tree.mode("volume/plain"));
        assertEquals("42755", tree.mode("volume/directory"));
        String expected = "volume/capable cap_net_raw=ep\n";
        assertEquals(expected, tree.run("getcap", "volume/capable").expect(0).out());
    }
}
