package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a user namespace the kernel shows all owners that have no number there as 65534: a file that
 * seems to belong to 65534 is not for that as wanted. Needs root.
 */
class VolumeMappedIT {

    private static final String MAP =
            """
            chown() { "$MAPPED" "$CTK" chown-volumes --json "$@"; }
            """;

    private Tree tree = new Tree(Image.TOP);

    /** Of root and the ids that stand there for 0 and 65534: the first has no number there. */
    @BeforeEach
    void makeTree() throws Exception {
        tree = Tree.create().files("volume/foreign", "volume/own", "volume/done");
        String ids = "chown 100000:100000 volume volume/own; chown 165534:165534 volume/done";
        tree.run("sh", "-ec", ids).expect(0);
    }

    @Test
    void asksTheKernelForFilesThatOnlySeemToBeRight() throws Exception {
        Run run = inNamespace("chown --owner=65534:65534 volume");
        assertEquals(1, run.code(), run.err());
        String expected =
                "ctk chown-volumes: cannot chown 'volume/foreign': operation not permitted";
        assertEquals(expected + "\n", run.err());
        assertEquals(1, Tree.count(run, "failed"));
        assertEquals("0:0", tree.owner("volume/foreign"));
        for (String name : new String[] {"volume", "volume/own", "volume/done"}) {
            assertEquals("165534:165534", tree.owner(name), name);
        }
    }

    @Test
    void skipsNoTreeWhoseRootOnlySeemsToBeRight() throws Exception {
        tree.run("chown", "0:0", "volume").expect(0);
        Run run = inNamespace("chown --policy=root-mismatch --owner=65534:65534 volume");
        assertEquals(1, run.code(), run.err());
        assertEquals("165534:165534", tree.owner("volume/own"));
    }

    @Test
    void changesToOthersAsAnywhere() throws Exception {
        tree.run("chown", "100005:100005", "volume/foreign").expect(0);
        Run run = inNamespace("chown --owner=7:7 volume; chown --owner=7:7 volume").expect(0);
        tree.expectOwner("100007:100007", "volume");
        assertTrue(run.out().contains("\"changed\":4,"), run.out());
        assertTrue(run.out().contains("\"changed\":0,"), run.out());
    }

    @ParameterizedTest
    @CsvSource({"65534, user", ":65534, group"})
    void refusesToTellWhoseSuchFilesAre(String from, String kind) throws Exception {
        inNamespace("chown --owner=7:7 --from=" + from + " volume")
                .expectError(
                        125,
                        "ctk chown-volumes: cannot change only files of "
                                + kind
                                + " 65534: in this user namespace the kernel shows so all that"
                                + " have no number in it");
        assertEquals("0:0", tree.owner("volume/foreign"));
    }

    /** Where every id has a number, 65534 is one as any other. */
    @Test
    void takesTheNumberAsAnyOtherWithoutSuchANamespace() throws Exception {
        tree.chown("--owner=65534:65534", "volume").expect(0);
        Run run = tree.chown("--owner=65534:65534", "--json", "volume").expect(0);
        assertEquals(0, Tree.count(run, "changed"));
        Run from = tree.chown("--from=65534:65534", "--json", "volume").expect(0);
        assertEquals(4, Tree.count(from, "changed"));
    }

    private Run inNamespace(String script) throws Exception {
        String prelude = "MAPPED=" + Image.program("mapped") + "\n" + MAP;
        return tree.script(prelude + script);
    }
}
