package ctk.core.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ctk.core.exec.Request.Style;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.userdb.Identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class DeciderTests {

    private static final long ALL = (1L << 41) - 1;
    private static final long SETGID = 1L << 6;
    private static final long SETUID = 1L << 7;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "root-to-user",
                "root-stays-root",
                "already-the-target",
                "saved-id-differs",
                "gosu",
                "no-home",
                "edits",
                "edit-of-home",
                "removal-of-home",
                "settings",
                "bytes"
            })
    void decidesAsTheListingSays(String name) throws Exception {
        String listing = Listing.of(Decider.decide(request(name)).encode());
        Path golden = Path.of("src/test/resources/ctk/core/exec", name + ".listing");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, listing);
        }
        assertEquals(Files.readString(golden), listing);
    }

    private static Request request(String name) {
        return switch (name) {
            case "root-to-user" ->
                    request(user(1000, 1000, 44, 27, 44), process(0, 0, ALL, 0), "id");
            case "root-stays-root" -> request(user(0, 0), process(0, 0, ALL), "id");
            case "already-the-target" ->
                    request(user(1000, 1000, 27), process(1000, 1000, 0, 27), "id");
            case "saved-id-differs" ->
                    request(
                            user(1000, 1000),
                            new Credentials(
                                    new long[] {1000, 1000, 0},
                                    new long[] {1000, 1000, 0},
                                    new long[0],
                                    0,
                                    0,
                                    0),
                            "id");
            case "gosu" ->
                    new Request(
                            user(65534, 65534),
                            process(0, 0, ALL),
                            2,
                            ByteString.of("id"),
                            Style.GOSU);
            case "no-home" ->
                    request(
                            identity(1010, 1010, ByteString.of(""), 4294967294L),
                            process(0, 0, ALL),
                            "/bin/x y");
            case "edits" -> step("PATH=/usr/bin", "A", "B=", "HOMER=x");
            case "edit-of-home" -> step("A=1", "HOME=/elsewhere");
            case "settings" -> withSettings();
            case "removal-of-home" -> step("A=1", "HOME", "B");
            default ->
                    request(
                            identity(7, 7, ByteString.of(new byte[] {'/', (byte) 0xe9})),
                            process(0, 0, ALL),
                            "it's\n");
        };
    }

    @Test
    void theSameRequestGivesTheSameBytes() throws Exception {
        assertArrayEquals(
                Decider.decide(request("root-to-user")).encode(),
                Decider.decide(request("root-to-user")).encode());
    }

    @Test
    void refusesToChangeGroupsWithoutSetgid() {
        refused(
                request(user(0, 0, 5), process(0, 0, ALL & ~SETGID), "id"),
                "changing the supplementary groups needs CAP_SETGID",
                "start as root, with CAP_SETUID and CAP_SETGID (docker run --cap-add SETUID"
                        + " --cap-add SETGID)");
    }

    @Test
    void refusesToChangeTheGroupWithoutSetgid() {
        refused(
                request(user(0, 5), process(0, 0, ALL & ~SETGID), "id"),
                "changing the group needs CAP_SETGID",
                "start as root, with CAP_SETUID and CAP_SETGID (docker run --cap-add SETUID"
                        + " --cap-add SETGID)");
    }

    @Test
    void refusesToChangeTheUserWithoutSetuid() {
        refused(
                request(user(5, 0), process(0, 0, ALL & ~SETUID), "id"),
                "changing the user needs CAP_SETUID",
                "start as root, with CAP_SETUID and CAP_SETGID (docker run --cap-add SETUID"
                        + " --cap-add SETGID)");
    }

    @Test
    void namesSudoToWhoReachesForRoot() {
        refused(
                request(user(0, 1000), process(1000, 1000, 0), "id"),
                "changing the user needs CAP_SETUID",
                "ctk only gives rights up; sudo gains them");
    }

    @Test
    void testsTheCapabilityAndNotUidZero() throws Exception {
        Decision decision =
                Decider.decide(request(user(5, 5), process(1000, 1000, SETGID | SETUID), "id"));
        assertEquals(5, decision.uid());
    }

    @Test
    void keepsThePrimaryGroupAmongTheSupplementaryOnesWhereItMayNotRemoveIt() throws Exception {
        Decision decision =
                Decider.decide(
                        request(
                                user(1000, 1000, 27),
                                process(1000, 1000, 0, 27, 1000, 1000),
                                "id"));
        assertEquals(false, decision.setGroups());
        assertArrayEquals(new long[] {27, 1000, 1000}, decision.groups());
    }

    @Test
    void theOrderOfTheGroupsIsNoDifference() throws Exception {
        Decision decision =
                Decider.decide(
                        request(user(1000, 1000, 20, 44), process(1000, 1000, 0, 44, 20), "id"));
        assertEquals(false, decision.setGroups());
        assertArrayEquals(new long[] {20, 44}, decision.groups());
    }

    @Test
    void removesThePrimaryGroupFromTheSupplementaryOnesWhereItMay() throws Exception {
        Decision decision =
                Decider.decide(request(user(1000, 1000, 27), process(0, 0, ALL, 27, 1000), "id"));
        assertEquals(true, decision.setGroups());
        assertArrayEquals(new long[] {27}, decision.groups());
    }

    @Test
    void sortsManyGroupsAsItSortsFew() {
        long[] many = new long[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = (many.length - (long) i) / 2;
        }
        long[] sorted = Groups.ascending(many);
        assertEquals(501, sorted.length);
        assertEquals(0, sorted[0]);
        assertEquals(500, sorted[500]);
        assertArrayEquals(new long[] {1, 2, 3}, Groups.ascending(new long[] {3, 1, 2, 3, 1}));
    }

    private static void refused(Request request, String message, String hint) {
        RefusedException e = assertThrows(RefusedException.class, () -> Decider.decide(request));
        assertEquals(message, e.getMessage());
        assertEquals(hint, e.hint());
    }

    private static Request request(Identity target, Credentials now, String command) {
        return new Request(target, now, 4, ByteString.of(command), Style.CTK);
    }

    /** In another order than the record has them. */
    private static Request withSettings() {
        List<Setting> settings =
                List.of(
                        Setting.flag(Setting.Kind.NO_NEW_PRIVS, "set"),
                        Setting.number(Setting.Kind.UMASK, "027", 027),
                        Setting.set(Setting.Kind.KEPT_CAPABILITIES, "chown", 1L << 40 | 1),
                        Setting.pair(
                                Setting.Kind.DIRECTORY,
                                "/srv",
                                ByteString.of("/srv"),
                                ByteString.of("'/srv'")),
                        Setting.limits("core=0", List.of(new Setting.Limit(4, 0, -1))),
                        Setting.landlock(
                                "all", 0x1fff, List.of(new Setting.Rule(1, ByteString.of("/usr")))),
                        Setting.OWN_STDIO,
                        Setting.number(Setting.Kind.NICENESS, "-1", -1));
        ByteString name = ByteString.of("id");
        Credentials root = process(0, 0, ALL);
        Identity target = user(1000, 1000);
        return new Request(target, root, 1, name, List.of(), settings, Style.CTK, "ctk run");
    }

    @Test
    void refusesTwoSettingsOfAKind() throws Exception {
        Setting twice = Setting.number(Setting.Kind.UMASK, "027", 027);
        Credentials root = process(0, 0, ALL);
        Request request =
                new Request(
                        user(1, 1),
                        root,
                        1,
                        ByteString.of("id"),
                        List.of(),
                        List.of(twice, twice),
                        Style.CTK,
                        "ctk run");
        Decision decision = Decider.decide(request);
        assertThrows(IllegalStateException.class, decision::encode);
    }

    private static Request step(String... edits) {
        List<ByteString> all = Stream.of(edits).map(ByteString::of).toList();
        Identity target = user(1000, 1000);
        String label = "ctk run: step 'exec'";
        ByteString name = ByteString.of("id");
        return new Request(target, process(0, 0, ALL), 1, name, all, List.of(), Style.CTK, label);
    }

    private static Identity user(long uid, long gid, long... groups) {
        return identity(uid, gid, ByteString.of("/home/app"), groups);
    }

    private static Identity identity(long uid, long gid, ByteString home, long... groups) {
        return new Identity(uid, gid, groups, home, null, null, List.of());
    }

    private static Credentials process(long uid, long gid, long effective, long... groups) {
        long[] uids = {uid, uid, uid};
        long[] gids = {gid, gid, gid};
        return new Credentials(uids, gids, groups, effective, effective, 0);
    }
}
