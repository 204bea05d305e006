package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/** Who the command runs as by options of ctk run. Needs root. */
class RunIdentityIT {

    @Test
    void matchesTheOwnerOfAPath() throws Exception {
        Path path = Image.directory("owned");
        Run.of(List.of("chown", "4711:4712", path.toString())).expect(0);
        String match = "--match-owner=" + path;
        assertEquals(
                "4711 4712 4712\n",
                Run.ctk("run", match, "--", "sh", "-c", "echo $(id -u) $(id -g) $(id -G)")
                        .expect(0)
                        .out());
        Run.ctk("run", match, "nobody", "true")
                .expectError(
                        125,
                        "ctk run: --match-owner conflicts with user 'nobody'\n"
                                + "hint: without USER: ctk run --match-owner=PATH -- COMMAND");
        Run.of(List.of("chown", "0:4712", path.toString())).expect(0);
        Run.ctk("run", match, "--", "true")
                .expectError(
                        125,
                        "ctk run: cannot take --match-owner '"
                                + path
                                + "': it is root's\nhint: --allow-root runs COMMAND as root");
        assertEquals(
                "0\n", Run.ctk("run", match, "--allow-root", "--", "id", "-u").expect(0).out());
    }

    /**
     * As a runtime starts root: with root's own groups of /etc/group, and those that were added.
     */
    @Test
    void keepsTheGroupsThatTheContainerWasGiven() throws Exception {
        StartState state = StartState.PLAIN.and("--groups=0,4711,4712");
        String groups = "id -G";
        assertEquals(
                "65534\n", state.ctk("run", "nobody", "--", "sh", "-c", groups).expect(0).out());
        assertEquals(
                "65534 4711 4712\n",
                state.ctk("run", "--keep-groups", "nobody", "--", "sh", "-c", groups)
                        .expect(0)
                        .out());
    }

    @Test
    void runsAsWhoItIsIfThatIsAskedFor() throws Exception {
        StartState state = StartState.PLAIN.and("--groups=", "--gid=4712", "--uid=4711");
        assertEquals(125, state.ctk("run", "nobody", "--", "true").code());
        Run run =
                state.ctk(
                        "run",
                        "--if-not-root=exec",
                        "--umask=077",
                        "nobody",
                        "--",
                        "sh",
                        "-c",
                        "id -u; umask");
        assertEquals("0\n4711\n0077\n", run.code() + "\n" + run.out());
        assertEquals(
                "ctk run: warning: stays who it is: changing the group needs CAP_SETGID\n",
                run.err());
        for (String option : List.of("--bounding-set=none", "--securebits=noroot", "--groups=1")) {
            Run refused = state.ctk("run", "--if-not-root=exec", option, "nobody", "--", "true");
            assertEquals(125, refused.code(), refused.err());
            assertTrue(refused.err().contains(" cannot be left out: "), refused.err());
        }
    }
}
