package ctk.plugins.ensureuser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.core.setup.Change;
import ctk.core.setup.Guard;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class EnsureUserStepTests {

    static final String PASSWD =
            "root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/bash\n";
    static final String GROUP = "root:x:0:\ntty:x:5:\nnode:x:1000:\naudio:x:29:a,b\n";

    private final MemorySystem system = MemorySystem.of(PASSWD, GROUP);

    @Test
    void createsGroupUserAndHome() throws Exception {
        assertEquals(
                List.of(
                        "create group 'app' with gid 1500",
                        "create user 'app' with uid 1500, group 1500, home '/home/app'",
                        "create directory '/home/app' of 1500:1500, mode 0700"),
                apply("name=app", "uid=1500", "gid=1500"));
        assertEquals(PASSWD + "app:!:1500:1500::/home/app:/bin/sh\n", system.text("/etc/passwd"));
        assertEquals(GROUP + "app:!:1500:\n", system.text("/etc/group"));
        assertEquals(
                List.of("edit /etc/group", "edit /etc/passwd", "mkdir /home/app 1500:1500 700"),
                system.done);
    }

    @Test
    void writesAllKeysOfANewUser() throws Exception {
        apply(
                "name=app",
                "group=web",
                "uid=7",
                "gid=8",
                "home=/srv/app",
                "shell=/bin/false",
                "create-home=false");
        assertEquals(PASSWD + "app:!:7:8::/srv/app:/bin/false\n", system.text("/etc/passwd"));
        assertEquals(GROUP + "web:!:8:\n", system.text("/etc/group"));
    }

    @Test
    void locksTheAccountInShadowFilesFirst() throws Exception {
        system.with("/etc/shadow", "root:*:1::::::").with("/etc/gshadow", "root:*::\n");
        apply("name=app", "uid=1500");
        assertEquals("root:*:1::::::\napp:!:::::::\n", system.text("/etc/shadow"));
        assertEquals("root:*::\napp:!::\n", system.text("/etc/gshadow"));
        assertTrue(system.text("/etc/passwd").endsWith("\napp:x:1500:1500::/home/app:/bin/sh\n"));
        assertTrue(system.text("/etc/group").endsWith("\napp:x:1500:\n"));
        assertEquals(
                List.of("edit /etc/gshadow", "edit /etc/group", "edit /etc/shadow"),
                system.done.subList(0, 3));
    }

    @Test
    void keepsALineOfAShadowFile() throws Exception {
        system.with("/etc/shadow", "app:$6$x:1::::::\n").with("/etc/gshadow", "app:$6$y::\n");
        apply("name=app", "uid=1500");
        assertEquals("app:$6$x:1::::::\n", system.text("/etc/shadow"));
        assertEquals("app:$6$y::\n", system.text("/etc/gshadow"));
    }

    @Test
    void leavesShadowFilesAloneInPlace() throws Exception {
        system.with("/etc/shadow", "").with("/etc/gshadow", "");
        apply("name=app", "uid=1500", "in-place=true", "create-home=false");
        assertEquals("", system.text("/etc/shadow"));
        assertTrue(system.text("/etc/passwd").endsWith("\napp:!:1500:1500::/home/app:/bin/sh\n"));
        assertEquals(List.of("edit in place /etc/group", "edit in place /etc/passwd"), system.done);
    }

    @Test
    void picksTheFirstFreeIds() throws Exception {
        apply("name=app");
        assertEquals(PASSWD + "app:!:1001:1001::/home/app:/bin/sh\n", system.text("/etc/passwd"));
        system.with("/etc/group", "a:x:1002:\nb:x:1000:\nc:x:1001:\n");
        apply("name=other");
        assertTrue(system.text("/etc/passwd").contains("\nother:!:1002:1003:"));
    }

    @Test
    void refusesWhenNoIdIsFree() {
        StringBuilder all = new StringBuilder();
        for (int id = 1000; id <= 60_000; id++) {
            all.append('u').append(id).append(":x:").append(id).append(":1::/:\n");
        }
        system.with("/etc/passwd", all.toString());
        assertRefuses("no uid from 1000 to 60000 is free in /etc/passwd", "name=app");
        all.setLength(all.lastIndexOf("u"));
        system.with("/etc/passwd", all.toString());
        assertFalse(plan("name=app").isEmpty());
    }

    @Test
    void renumbersUserGroupAndFilesOfTheHome() throws Exception {
        system.directory("/home/node", new Owner(1000, 1000));
        assertEquals(
                List.of(
                        "renumber group 'node' from gid 1000 to 1600",
                        "give files of uid 1000 in '/home/node' to 1500:1600",
                        "renumber user 'node' from uid 1000 to 1500, group 1600"),
                apply("name=node", "uid=1500", "gid=1600"));
        assertEquals(PASSWD.replace("1000:1000", "1500:1600"), system.text("/etc/passwd"));
        assertEquals(GROUP.replace("1000", "1600"), system.text("/etc/group"));
        assertEquals(
                List.of(
                        "edit /etc/group",
                        "chown /home/node 1000 to 1500:1600",
                        "edit /etc/passwd"),
                system.done);
    }

    @Test
    void changesWhatDiffersOnly() throws Exception {
        system.directory("/home/node", new Owner(1000, 1000)).directory("/n", Owner.ROOT);
        assertEquals(
                List.of("change user 'node': home '/n', shell '/bin/sh'"),
                apply("name=node", "home=/n", "shell=/bin/sh"));
        assertEquals(
                PASSWD.replace("/home/node:/bin/bash", "/n:/bin/sh"), system.text("/etc/passwd"));
        system.with("/etc/passwd", PASSWD);
        assertEquals(
                List.of(
                        "give files of uid 1000 in '/home/node' to 1000:5",
                        "change user 'node': group 5"),
                apply("name=node", "group=tty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/var", "//usr/.//bin/", "relative", "", "/a/../b", "/h\u00ff"})
    void neitherOwnsNorMakesOddHomes(String home) throws Exception {
        system.with("/etc/passwd", "app:x:7:7::" + home + ":\n").with("/etc/group", "app:x:7:\n");
        if (home.startsWith("/") && !home.contains("..") && !home.contains("\u00ff")) {
            system.directory(home, new Owner(7, 7));
        }
        assertEquals(List.of("renumber user 'app' from uid 7 to 8"), apply("name=app", "uid=8"));
    }

    @Test
    void leavesRootsFilesToRoot() throws Exception {
        system.with("/etc/passwd", "app:x:0:0::/data:\n").directory("/data", Owner.ROOT);
        apply("name=app", "uid=8", "gid=8");
        assertEquals(List.of("edit /etc/group", "edit /etc/passwd"), system.done);
    }

    @Test
    void makesNoHomeThatStandsForNone() throws Exception {
        system.with("/etc/passwd", "app:x:1000:1000::/nonexistent:\n");
        assertEquals(List.of("user 'app' is 1000:1000"), apply("name=app", "group=node"));
    }

    @Test
    void doesNothingWhereAllIsSoAndGuardsIt() throws Exception {
        system.directory("/home/node", new Owner(1000, 1000));
        List<Change> changes = plan("name=node", "uid=1000", "gid=1000", "groups=node");
        assertEquals(2, changes.size());
        changes = plan("name=node", "uid=1000", "gid=1000");
        assertEquals("user 'node' is 1000:1000", changes.getFirst().description());
        assertEquals(1, changes.size());
        assertFalse(changes.getFirst().isNeeded());
        List<Guard> guards = changes.getFirst().guards();
        assertEquals(3, guards.size());
        assertEquals("/etc/passwd", ((Guard.Content) guards.get(0)).path());
        assertEquals("/etc/group", ((Guard.Content) guards.get(1)).path());
        assertEquals("/home/node", ((Guard.Status) guards.get(2)).path());
    }

    @Test
    void guardsNothingWhereSomethingIsToBeDone() throws Exception {
        List<Change> changes = plan("name=node");
        assertEquals("user 'node' is 1000:1000", changes.getFirst().description());
        assertEquals(2, changes.size());
        for (Change change : changes) {
            assertEquals(List.of(), change.guards());
        }
    }

    @Test
    void addsMembers() throws Exception {
        apply("name=node", "groups=tty,audio,audio");
        assertEquals(
                GROUP.replace("5:", "5:node").replace("a,b", "a,b,node"),
                system.text("/etc/group"));
        assertRefuses("no such group 'video'", "name=node", "groups=tty,video");
    }

    @Test
    void makesMissingFiles() throws Exception {
        system.statuses.clear();
        system.contents.clear();
        assertEquals(3, apply("name=app", "uid=7").size());
        assertEquals("app:!:7:7::/home/app:/bin/sh\n", system.text("/etc/passwd"));
        assertEquals("app:!:7:\n", system.text("/etc/group"));
        assertEquals(
                List.of(
                        "mkdir /etc null " + Integer.toOctalString(-1),
                        "write /etc/group",
                        "write /etc/passwd",
                        "mkdir /home/app 7:7 700"),
                system.done);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "uid=1000 |cannot give user 'app' the uid 1000: 'node' has it (line 2 of"
                        + " /etc/passwd)",
                "gid=29 |cannot give group 'app' the gid 29: 'audio' has it (line 4 of /etc/group)",
                "uid=0 |uid: it is that of root",
                "uid=4294967295 |uid: it is out of range (0 to 4294967294)",
                "gid=-1 |gid: it is out of range (0 to 4294967294)",
                "name=root uid=1 |uid: that of root is 0",
                "group=root gid=1 |gid: that of root is 0",
                "name=node uid=7 renumber=false"
                        + " |user 'node' has uid 1000, not 7 (line 2 of /etc/passwd)",
                "name=node gid=7 renumber=false"
                        + " |group 'node' has gid 1000, not 7 (line 3 of /etc/group)",
                "name=node group=tty renumber=false"
                        + " |user 'node' has gid 1000, not 5 (line 2 of /etc/passwd)",
                "on-conflict=maybe |on-conflict: it is neither 'refuse' nor 'share'",
                "home=/a:b |home: it has a colon or a control character",
                "shell=sh |shell: it is no absolute path",
                "groups= |groups: it is empty",
                "name=7 |name: it is a number",
                "group=-x |group: a name has letters, digits, '_', and behind the first also '-'"
                        + " and '.'",
            })
    void refuses(String pairs, String message) {
        assertRefuses(message, ("name=app " + pairs).split(" "));
    }

    @Test
    void sharesAnIdOnRequestOnly() throws Exception {
        var refused = assertRefuses(null, "name=app", "uid=1000", "gid=7");
        assertEquals("on-conflict = \"share\" lets both have it", refused.hint());
        apply("name=app", "uid=1000", "gid=1000", "on-conflict=share");
        assertEquals(PASSWD + "app:!:1000:1000::/home/app:/bin/sh\n", system.text("/etc/passwd"));
        assertEquals(GROUP + "app:!:1000:\n", system.text("/etc/group"));
    }

    @Test
    void refusesAUserThatIsRootByItsLine() {
        system.with("/etc/passwd", "\n#\napp:x:-0:7::/:\n");
        assertRefuses(
                "user 'app' has uid 0 (line 3 of /etc/passwd), which only root has", "name=app");
    }

    @Test
    void keepsRootAtZero() throws Exception {
        system.directory("/root", Owner.ROOT);
        assertEquals(List.of("user 'root' is 0:0"), apply("name=root"));
        system.with("/etc/passwd", "").with("/etc/group", "");
        apply("name=root", "home=/root");
        assertEquals("root:!:0:0::/root:/bin/sh\n", system.text("/etc/passwd"));
        assertEquals("root:!:0:\n", system.text("/etc/group"));
    }

    @Test
    void keepsItsHandsOffAMemberOfAHundredThousandLines() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            many.append("user").append(i).append(":x:").append(100_000 + i);
            many.append(":100::/home/user:/bin/sh\n");
        }
        system.with("/etc/passwd", many.toString());
        apply("name=app");
        assertEquals(many + "app:!:1000:1001::/home/app:/bin/sh\n", system.text("/etc/passwd"));
        apply("name=user99999", "group=tty", "uid=7");
        assertTrue(system.text("/etc/passwd").contains("\nuser99999:x:7:5::/home/user:/bin/sh\n"));
    }

    private List<Change> plan(String... pairs) {
        return plan(system, pairs);
    }

    /** Return what the step wants; nothing is changed by that. */
    static List<Change> plan(MemorySystem system, String... pairs) {
        try {
            return new EnsureUserStep().plan(new MapSettings(pairs), system.copy());
        } catch (SetupException e) {
            throw new AssertionError(e);
        }
    }

    private SetupException assertRefuses(@Nullable String message, String... pairs) {
        MapSettings settings = new MapSettings(pairs);
        List<String> done = List.copyOf(system.done);
        var e =
                assertThrows(
                        SetupException.class, () -> new EnsureUserStep().plan(settings, system));
        if (message != null) {
            assertEquals(message, e.getMessage());
        }
        assertEquals(done, system.done);
        return e;
    }

    /** Plan and apply; what was foreseen must have come, and a second plan must find it so. */
    private List<String> apply(String... pairs) throws Exception {
        List<Change> changes = plan(pairs);
        MemorySystem foreseen = system.copy();
        for (Change change : changes) {
            change.foresee(foreseen);
        }
        apply(system, changes);
        assertEquals(foreseen.text("/etc/passwd"), system.text("/etc/passwd"));
        assertEquals(foreseen.text("/etc/group"), system.text("/etc/group"));
        for (String path : foreseen.statuses.keySet()) {
            var status = system.status(path);
            assertEquals(foreseen.statuses.get(path), status, path);
        }
        List<String> lines = new ArrayList<>();
        for (Change change : changes) {
            lines.add(change.description());
        }
        List<Change> again = plan(pairs);
        assertEquals(1, again.size(), () -> "again: " + again.getFirst().description());
        assertFalse(again.getFirst().isNeeded());
        return lines;
    }

    static void apply(MemorySystem system, List<Change> changes) throws Exception {
        for (Change change : changes) {
            if (change.isNeeded()) {
                change.apply(system);
            }
        }
        assertNull(system.failure);
    }
}
