package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Somebody moves directories while the walk is deep below them: it does not come back by {@code ..}
 * to where they are now. The trees are deeper than descriptors allow to keep open. Needs root.
 */
class VolumeMovedIT {

    private static final int DEPTH = 30;
    private static final String DEEPEST = "l" + DEPTH;

    /** Of which about ten are for directories. */
    private static final int FEW = 40;

    private static final String OUT = "mv volume/a/b/c/d outside/d";

    private static final String[] ONE_THREAD = Tree.chownCommand("--jobs=1", "volume");

    private Tree tree = new Tree(Image.TOP);
    private String outside = "";

    /**
     * Below, and on the way down, are z1 to z5; outside too, for the walker that comes by there.
     */
    @BeforeEach
    void makeTree() throws Exception {
        String way = "volume/a/b/c/d";
        String more =
                IntStream.rangeClosed(1, DEPTH)
                        .mapToObj(i -> "/l" + i)
                        .collect(Collectors.joining());
        tree = Tree.createDeep().directories(way + more);
        for (String place : List.of("volume/a", "volume/a/b", "volume/a/b/c", way, "outside")) {
            for (int i = 1; i <= 5; i++) {
                tree.files(place + "/z" + i + "/f");
            }
        }
        tree.files("outside/a/b/c/z1/f");
        outside = tree.state("outside");
    }

    /** A walker by {@code ..} comes to outside, and changes z1 to z5 there. */
    @ParameterizedTest
    @ValueSource(ints = {FEW, 1024})
    void findsTheWayBackFromADirectoryThatWasMovedOut(int descriptors) throws Exception {
        meanwhile(OUT, limited(descriptors, ONE_THREAD)).expect(0);
        tree.expectOwner(Tree.OWNER, "volume", "outside/d");
        expectOutsideAsBefore();
    }

    @Test
    void aWalkerByDotDotIsLedOutside() throws Exception {
        meanwhile(OUT, Image.program("naive"), "chdir", "4711", "4712", "volume").expect(0);
        assertNotEquals("0:0", tree.owner("outside/z1/f"));
    }

    /** Neither {@code ..} nor the names lead back; what has taken the names' place is not taken. */
    @ParameterizedTest
    @CsvSource({
        "mv volume/a volume/a2, --policy=changed",
        "mv volume/a aside && cp -a outside/a volume, --policy=changed",
        "mv volume/a aside && ln -s ../outside/a volume/a, --policy=changed",
        "mv volume/a aside && ln -s ../outside/a volume/a, --policy=root-mismatch",
    })
    void saysWhereItCannotReturnTo(String more, String policy) throws Exception {
        String[] chown = Tree.chownCommand("--jobs=1", policy, "volume");
        meanwhile(OUT + " && " + more, limited(FEW, chown))
                .expectError(
                        1,
                        """
                        ctk chown-volumes: cannot return to directory 'volume/a/b/c': it was moved meanwhile
                        ctk chown-volumes: cannot return to directory 'volume/a/b': it was moved meanwhile
                        ctk chown-volumes: cannot return to directory 'volume/a': it was moved meanwhile\
                        """);
        expectOutsideAsBefore();
        tree.expectOwner(Tree.OWNER, "outside/d");
        boolean isLater = policy.endsWith("root-mismatch"); // the root is changed last, if at all
        assertEquals(isLater ? "0:0" : Tree.OWNER, tree.owner("volume"));
    }

    /** Where the kernel does not let it through it was not moved, and the cause is told. */
    @Test
    void saysWhyItCannotReturn() throws Exception {
        Installed.assume("setpriv");
        String user =
                "setpriv --reuid=4000 --regid=4000 --clear-groups --inh-caps=-all,+chown"
                        + " --ambient-caps=-all,+chown";
        String ctk = "\"$CTK\" chown-volumes --owner=4711:4712 --jobs=1 volume";
        String limited = "sh -c 'ulimit -n " + FEW + "; exec \"$@\"' sh " + user + " " + ctk;
        String step = "'" + Image.program("step") + "' after statx " + DEEPEST;
        Run run = tree.script(step + " '" + OUT + " && chmod 700 volume/a' -- " + limited);
        run.expectError(
                1,
                """
                ctk chown-volumes: cannot return to directory 'volume/a/b/c': permission denied
                ctk chown-volumes: cannot return to directory 'volume/a/b': permission denied
                ctk chown-volumes: cannot return to directory 'volume/a': permission denied
                hint: CAP_DAC_READ_SEARCH is missing\
                """);
        expectOutsideAsBefore();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void severalThreadsStayInTheTree(int jobs) throws Exception {
        String away = OUT + " && mv volume/a aside && ln -s ../outside/a volume/a";
        String[] chown = Tree.chownCommand("--jobs=" + jobs, "volume");
        Run run = meanwhile(away, limited(3 * FEW, chown));
        for (String line : run.err().lines().toList()) {
            String failure = "cannot return to directory 'volume/a.*': it was moved meanwhile";
            String all = "ctk chown-volumes: (" + failure + "|and \\d+ more failures?)";
            assertEquals(true, line.matches(all), run.err());
        }
        assertEquals(run.err().isEmpty() ? 0 : 1, run.code());
        expectOutsideAsBefore();
    }

    /** A directory that is open needs no way back. */
    @Test
    void finishesMovedDirectoriesThatAreOpen() throws Exception {
        meanwhile(OUT + " && mv volume/a volume/a2", ONE_THREAD).expect(0);
        tree.expectOwner(Tree.OWNER, "volume", "outside/d");
        expectOutsideAsBefore();
    }

    /** A mount over the way back: by path it would be entered. */
    @Test
    void doesNotReturnThroughAMount() throws Exception {
        String mount = OUT + " && mount --bind outside/a volume/a";
        String[] step = step(mount).command(limited(FEW, ONE_THREAD));
        List<String> all = new ArrayList<>(List.of("unshare", "-m", "--propagation", "private"));
        all.addAll(List.of(step));
        Run run = tree.run(all.toArray(String[]::new));
        assertEquals(1, run.code(), run.err());
        assertEquals(3, run.err().lines().count(), run.err());
        expectOutsideAsBefore();
    }

    private void expectOutsideAsBefore() throws Exception {
        tree.run("sh", "-c", "test ! -e outside/d || mv outside/d .").expect(0);
        assertEquals(outside, tree.state("outside"));
        tree.run("sh", "-c", "test ! -e d || mv d outside").expect(0);
    }

    private static String[] limited(int descriptors, String... command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c"));
        all.addAll(List.of("ulimit -n " + descriptors + "; exec \"$@\"", "sh"));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    /** Run a command, and do something once it is at the deepest directory. */
    private Run meanwhile(String action, String... command) throws Exception {
        return tree.run(step(action).command(command));
    }

    /** Do something once the walk is at the deepest directory. */
    private static Step step(String action) {
        return new Step("after", "statx", DEEPEST, action);
    }
}
