package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/**
 * Somebody puts a link in place of what is being walked, between two system calls: nothing outside
 * of the tree gets another owner. Each swap is also made under a walker by path, to show that it
 * would lead one outside. Needs root.
 */
class VolumeSafetyIT {

    private static final String HINT = "hint: give the path it leads to, or --force\n";
    private static final String[] ONE_THREAD = Tree.chownCommand("--jobs=1", "volume");

    private Tree tree = new Tree(Image.TOP);
    private String outside = "";

    /** A moment, and what happens then; {@code d} is a directory of the tree, {@code f} in it. */
    enum Swap {
        DIRECTORY_BEFORE_IT_IS_OPENED("before", "openat", "d", Swap.DIRECTORY),
        DIRECTORY_AFTER_IT_WAS_OPENED("after", "openat", "d", Swap.DIRECTORY),
        DIRECTORY_BEFORE_IT_IS_READ("before", "getdents64", "d", Swap.DIRECTORY),
        DIRECTORY_AFTER_IT_WAS_READ("after", "getdents64", "d", Swap.DIRECTORY),
        DIRECTORY_BEFORE_ITS_FILE_IS_LOOKED_AT("before", "statx", "f", Swap.DIRECTORY),
        DIRECTORY_AFTER_ITS_FILE_WAS_LOOKED_AT("after", "statx", "f", Swap.DIRECTORY),
        DIRECTORY_BEFORE_ITS_FILE_IS_CHANGED("before", "fchownat", "f", Swap.DIRECTORY),
        DIRECTORY_BEFORE_IT_IS_CHANGED("before", "fchownat", "d", Swap.DIRECTORY),
        FILE_AFTER_IT_WAS_LOOKED_AT("after", "statx", "f", Swap.FILE),
        FILE_BEFORE_IT_IS_CHANGED("before", "fchownat", "f", Swap.FILE);

        private static final String DIRECTORY = "mv volume/d aside && ln -s ../outside volume/d";
        private static final String FILE = "mv volume/d/f aside && ln -s ../../outside/f volume/d";

        @SuppressWarnings("ImmutableEnumChecker") // a record of strings
        private final Step step;

        Swap(String when, String call, String name, String action) {
            step = new Step(when, call, name, action);
        }
    }

    @BeforeEach
    void makeTree() throws Exception {
        tree = Tree.create().files("volume/d/f", "volume/d/sub/g", "volume/rest/h");
        tree.files("outside/f", "outside/sub/g");
        outside = tree.state("outside");
    }

    /** A walker by path opens, reads or changes what the link leads to, whatever it saw before. */
    @ParameterizedTest
    @EnumSource(Swap.class)
    void changesNothingOutside(Swap swap) throws Exception {
        assertEquals("", tree.run(swap.step.command(ONE_THREAD)).expect(0).out());
        assertEquals(outside, tree.state("outside"));
        tree.expectOwner(Tree.OWNER, "volume/rest");
        assertEquals(Tree.OWNER, tree.owner("volume"));
    }

    /** That it can be seen: if this fails, the swaps prove nothing. */
    @ParameterizedTest
    @EnumSource(Swap.class)
    void aWalkerByPathIsLedOutside(Swap swap) throws Exception {
        String[] naive = {Image.program("naive"), "path", "4711", "4712", "volume"};
        tree.run(swap.step.command(naive)).expect(0);
        assertNotEquals(outside, tree.state("outside"));
    }

    /**
     * Options for which a file is opened first. A walker by path would change the owner or mode of
     * what the link leads to, or set bits on it.
     */
    @ParameterizedTest
    @CsvSource({
        "after, statx, --from=0:0",
        "before, openat, --from=0:0",
        "after, openat, --from=0:0",
        "before, fchownat, --from=0:0",
        "after, fchownat, --mode=F4600",
        "after, statx, --mode=F4600",
        "before, openat, --mode=F4600",
        "after, openat, --mode=F4600",
        "before, fchownat, --mode=F4600",
        "after, statx, --keep-special",
        "before, openat, --keep-special",
        "after, openat, --keep-special",
        "before, fchownat, --keep-special",
        "after, fchownat, --keep-special",
        "before, openat, --policy=root-mismatch",
        "before, fchownat, --policy=always",
    })
    void changesNothingOutsideWithOptions(String when, String call, String option)
            throws Exception {
        Run.of(List.of("chmod", "4755", tree.path("volume/d/f").toString())).expect(0);
        Step step = new Step(when, call, "f", Swap.FILE);
        Run run = tree.run(step.command(Tree.chownCommand("--jobs=1", option, "volume")));
        assertEquals(0, run.code(), run.err());
        assertEquals(outside, tree.state("outside"));
        tree.expectOwner(Tree.OWNER, "volume/rest");
    }

    /**
     * A file that has got another name meanwhile lies outside, too. One system call that takes a
     * name, also fchownat(2), would change it: the file has to be open when it is looked at.
     */
    @ParameterizedTest
    @CsvSource({"after, statx", "before, openat", "after, openat"})
    void changesNoFileOfSeveralLinksWithHardLinksSkip(String when, String call) throws Exception {
        String swap = "rm volume/d/f && ln outside/f volume/d/f";
        String[] chown = Tree.chownCommand("--jobs=1", "--hardlinks=skip", "volume");
        tree.run(new Step(when, call, "f", swap).command(chown)).expect(0);
        assertEquals(outside, tree.state("outside"));
        assertEquals("0:0", tree.owner("volume/d/f"));
    }

    /** A file in place of a directory, and a directory in place of a file: both are left alone. */
    @Test
    void bearsThatFilesBecomeDirectories() throws Exception {
        String directory = "rm volume/d/f && mkdir volume/d/f && touch volume/d/f/inside";
        tree.run(new Step("after", "statx", "f", directory).command(ONE_THREAD)).expect(0);
        String file = "rm -r volume/rest && touch volume/rest";
        tree.run(new Step("before", "openat", "rest", file).command(ONE_THREAD)).expect(0);
        assertEquals(outside, tree.state("outside"));
    }

    /** PATH itself: what is open stays, and a link is refused as if it had always been there. */
    @ParameterizedTest
    @CsvSource({"before, getdents64", "after, getdents64", "before, fchownat"})
    void staysWithTheRootThatItOpened(String when, String call) throws Exception {
        String swap = "mv volume aside && ln -s outside volume";
        tree.run(new Step(when, call, "volume", swap).command(ONE_THREAD)).expect(0);
        tree.expectOwner(Tree.OWNER, "aside");
        assertEquals(outside, tree.state("outside"));
    }

    @ParameterizedTest
    @CsvSource({
        "before, openat, 'refused to change ''volume'': it is a symbolic link'",
        "after, openat, 'cannot open ''volume'': not a directory'",
        "before, statx, 'cannot open ''volume'': not a directory'",
        "after, statx, 'cannot open ''volume'': not a directory'",
    })
    void refusesARootThatBecomesALink(String when, String call, String cause) throws Exception {
        String swap = "mv volume aside && ln -s outside volume";
        Run run = tree.run(new Step(when, call, "volume", swap).command(ONE_THREAD));
        String line = "ctk chown-volumes: " + cause + "\n";
        String hint = call.equals("openat") && when.equals("before") ? HINT : "";
        assertEquals("125\n" + line + hint, run.code() + "\n" + run.err());
        tree.expectOwner("0:0", "aside", "outside");
    }
}
