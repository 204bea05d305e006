package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who may become whom: what already is so needs no right, everything else the capability for it,
 * which the error line names. Needs root, to become somebody else first.
 */
class RightsIT {

    private static final String START =
            "\nhint: start as root, with CAP_SETUID and CAP_SETGID"
                    + " (docker run --cap-add SETUID --cap-add SETGID)";
    private static final String SUDO = "\nhint: ctk only gives rights up; sudo gains them";
    private static final StartState NOBODY =
            StartState.PLAIN.and("--uid=65534", "--gid=65534", "--groups=");

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "65534", "nobody:nogroup", "65534:65534", "nobody:65534"})
    void needsNoRightToBeWhoItIs(String spec) throws Exception {
        Run run = NOBODY.and(withoutCapabilities()).ctk("run", spec, "--", "id");
        assertEquals(
                "uid=65534(nobody) gid=65534(nogroup) groups=65534(nogroup)\n",
                run.expect(0).out());
    }

    /** As runc starts a container's user: the primary group may be a supplementary one too. */
    @Test
    void needsNoRightIfThePrimaryGroupIsNamedTwice() throws Exception {
        StartState.PLAIN
                .and("--uid=65534", "--gid=65534", "--groups=65534")
                .ctk("run", "nobody", "--", "true")
                .expect(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | nobody       | the group needs CAP_SETGID",
                "6 | 65534:65534  | the group needs CAP_SETGID",
                "6 | root:nogroup | the group needs CAP_SETGID",
                "7 | nobody       | the user needs CAP_SETUID",
                "7 | 65534:0      | the user needs CAP_SETUID",
            })
    void namesTheCapabilityThatIsMissing(int dropped, String spec, String what) throws Exception {
        refused(StartState.PLAIN.and("--drop-cap=" + dropped), spec, what + START);
    }

    @Test
    void needsCapSetgidToLoseAGroup() throws Exception {
        Marker marker = Marker.create();
        marker.expectRefusal(
                StartState.PLAIN
                        .and("--groups=5", "--drop-cap=6")
                        .ctk(marker.after("run", "root:root", "--")),
                125,
                "ctk run: cannot become user 'root:root': changing the supplementary groups needs"
                        + " CAP_SETGID"
                        + START);
    }

    @ParameterizedTest
    @CsvSource({
        "daemon, the group needs CAP_SETGID",
        "nobody:daemon, the group needs CAP_SETGID",
        "games:nogroup, the user needs CAP_SETUID",
        "12345:65534, the user needs CAP_SETUID",
    })
    void refusesAnotherUserToWhoIsNotRoot(String spec, String what) throws Exception {
        refused(NOBODY, spec, what + START);
    }

    @ParameterizedTest
    @CsvSource({
        "root, the group needs CAP_SETGID",
        "0, the group needs CAP_SETGID",
        "0:0, the group needs CAP_SETGID",
        "0:65534, the user needs CAP_SETUID",
        "root:nogroup, the user needs CAP_SETUID",
    })
    void namesSudoToWhoReachesForRoot(String spec, String what) throws Exception {
        refused(NOBODY, spec, what + SUDO);
    }

    /** Capabilities count, not uid 0: this is a user that was given the two. */
    @Test
    void switchesByCapabilityWithoutBeingRoot() throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=1234",
                                "--regid=1234",
                                "--clear-groups",
                                "--inh-caps=-all,+setuid,+setgid",
                                "--ambient-caps=+setuid,+setgid",
                                "--"));
        command.addAll(List.of(Image.CTK, "run", "nobody", "--", Image.program("probe")));
        List<String> seen = Run.of(command).expect(0).out().lines().toList();
        List<String> wanted =
                List.of(
                        "uid 65534 65534 65534",
                        "gid 65534 65534 65534",
                        "CapInh:\t0000000000000000",
                        "CapPrm:\t0000000000000000",
                        "CapEff:\t0000000000000000",
                        "CapAmb:\t0000000000000000");
        assertEquals(wanted, seen.stream().filter(wanted::contains).toList());
    }

    /** Groups cannot be cleared there (user_namespaces(7)). */
    @Test
    void refusesWhereSetgroupsIsDenied() throws Exception {
        Marker marker = Marker.create();
        List<String> command = new ArrayList<>(List.of("unshare", "-Ur", Image.CTK));
        command.addAll(List.of(marker.after("run", "0:0", "--")));
        marker.expectRefusal(
                StartState.PLAIN.and("--groups=5").run(command),
                125,
                "ctk run: cannot become user '0:0': setgroups(2) is denied in this user"
                        + " namespace\n"
                        + "hint: --keep-groups, or a user namespace with mapped ids"
                        + " (newgidmap(1))");
    }

    /** An id that the namespace does not map cannot be had. */
    @Test
    void refusesAnIdThatTheUserNamespaceDoesNotHold() throws Exception {
        Marker marker = Marker.create();
        List<String> command = new ArrayList<>(List.of("unshare", "-Ur", Image.CTK));
        command.addAll(List.of(marker.after("run", "65534:65534", "--")));
        marker.expectRefusal(
                StartState.PLAIN.and("--groups=").run(command),
                125,
                "ctk run: cannot set group id: invalid argument");
    }

    @Test
    void staysRootOfAUserNamespace() throws Exception {
        Run run =
                StartState.PLAIN
                        .and("--groups=")
                        .run(List.of("unshare", "-Ur", Image.CTK, "run", "0:0", "id", "-u"));
        assertEquals("0\n", run.expect(0).out());
    }

    private static String[] withoutCapabilities() {
        return IntStream.rangeClosed(0, 40).mapToObj(n -> "--drop-cap=" + n).toArray(String[]::new);
    }

    private static void refused(StartState state, String spec, String why) throws Exception {
        Marker marker = Marker.create();
        marker.expectRefusal(
                state.ctk(marker.after("run", spec, "--")),
                125,
                "ctk run: cannot become user '" + spec + "': changing " + why);
    }
}
