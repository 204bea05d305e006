package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/**
 * The user of a volume changes it as fast as it can while root gives it away, again and again:
 * whatever the moment, nothing outside changes. The same race leads a walker by path outside. Needs
 * root.
 */
class VolumeRaceIT {

    private static final int RUNS = 10;

    private static final String DEEP = "volume/deep" + "/l".repeat(12);

    /** Who attacks, and owns the volume before and after each run; only its group changes. */
    private static final String ATTACKER = "4711";

    private final List<Process> attackers = new ArrayList<>();
    private Tree tree = new Tree(Image.TOP);
    private String outside = "";

    @BeforeEach
    void makeTree() throws Exception {
        Installed.assume("setpriv");
        tree = Tree.createDeep();
        for (int i = 0; i < 40; i++) {
            tree.files("volume/d/f" + i, "volume/rest/f" + i, "outside/f" + i);
            tree.files(DEEP + "/moved/below/f" + i, DEEP + "/below" + i + "/f");
            tree.files("outside/below" + i + "/f");
        }
        tree.files("volume/file", "outside/file").directories("outside/spare");
        tree.link("volume/to-directory", "../outside").link("volume/to-file", "../outside/file");
        tree.run("chown", "-hR", ATTACKER, "volume", "outside/spare").expect(0);
        tree.run("chmod", "1777", "outside").expect(0); // as /tmp
        outside = outside();
    }

    @AfterEach
    void stopAttackers() throws Exception {
        for (Process attacker : attackers) {
            attacker.destroyForcibly();
            Live.end(attacker);
        }
    }

    /** A walker by path looks at the directory or file, and changes what the link leads to. */
    @ParameterizedTest
    @CsvSource({
        "1024, --policy=changed",
        "40, --mode=g+w",
        "40, --policy=always",
        "40, --shard=1/3"
    })
    void changesNothingOutsideDuringARace(int descriptors, String option) throws Exception {
        attack("volume/d", "volume/to-directory");
        attack("volume/file", "volume/to-file");
        attack(DEEP + "/moved", "outside/spare");
        attack("volume/deep/l/l", "volume/rest");
        for (int i = 0; i < RUNS; i++) {
            String owner = "--owner=" + ATTACKER + ":" + (5000 + i);
            String limit = "ulimit -n " + descriptors + "; exec \"$@\"";
            Run run =
                    tree.run(
                            "sh",
                            "-c",
                            limit,
                            "sh",
                            Image.CTK,
                            "chown-volumes",
                            owner,
                            option,
                            "volume");
            expectDone(run);
        }
        expectStillAttacking();
        stopAttackers();
        assertEquals(outside, outside());
    }

    /** If this fails, the race is none on this machine. */
    @Test
    void theRaceLeadsAWalkerByPathOutside() throws Exception {
        attack("volume/d", "volume/to-directory");
        String naive = Image.program("naive");
        int[] run = {0};
        Live.await(
                "a walker by path changes something outside",
                () -> {
                    tree.run(naive, "path", ATTACKER, Integer.toString(5000 + run[0]++), "volume");
                    return !outside.equals(outside());
                });
        expectStillAttacking();
    }

    /** What vanishes, or becomes another kind of file, is no failure. */
    @Test
    void bearsThatFilesComeAndGo() throws Exception {
        for (String directory : List.of("volume/rest", "volume/d", "volume")) {
            start("churn", tree.path(directory).toString());
        }
        for (int i = 0; i < RUNS; i++) {
            tree.run(Image.CTK, "chown-volumes", "--owner=" + ATTACKER + ":" + i, "volume")
                    .expect(0);
        }
        expectStillAttacking();
        stopAttackers();
        assertEquals(outside, outside());
    }

    /** The only failure is a directory that was exchanged while the walk was deep below it. */
    private static void expectDone(Run run) {
        for (String line : run.err().lines().toList()) {
            assertTrue(line.matches(".*: it was moved meanwhile|.* and \\d+ more failures?"), line);
        }
        assertEquals(run.err().isEmpty() ? 0 : 1, run.code(), run.err());
    }

    /** Return the state of what the attacker does not own. */
    private String outside() throws Exception {
        String find = "find outside -path outside/spare -prune -o -printf '%U:%G %m %p\\n' | sort";
        return tree.run("sh", "-c", find).expect(0).out();
    }

    private void attack(String one, String other) throws Exception {
        start("exchange", tree.path(one).toString(), tree.path(other).toString());
    }

    private void start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + ATTACKER));
        command.addAll(List.of("--regid=" + ATTACKER, "--clear-groups", "--"));
        command.add(Image.program("restless"));
        command.addAll(List.of(arguments));
        attackers.add(new ProcessBuilder(command).inheritIO().start());
    }

    private void expectStillAttacking() {
        for (Process attacker : attackers) {
            assertTrue(attacker.isAlive(), "an attacker gave up: " + attacker.info());
        }
    }
}
