package ctk.plugins.ensureuser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.lists;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ctk.core.linux.ByteString;
import ctk.core.setup.Change;
import ctk.core.setup.SetupException;
import ctk.core.userdb.ByteSource;
import ctk.core.userdb.FileUserDb;
import ctk.core.userdb.GroupEntry;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.UserSpecException;

import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** What holds for every file: what ctk run then finds, and that nothing else was touched. */
class HostileFilesTests {

    private static final int CASES = 25_000;
    private static final Gen<String> NAMES =
            pick("app", "app", "root", "node", "ap", "appx", "", "#app", "+app", "-app", "m\u00ff");
    private static final Gen<String> IDS =
            pick(
                    "7",
                    "1000",
                    "0",
                    "+7",
                    "007",
                    "-0",
                    "",
                    "x",
                    "-7",
                    " 7",
                    "7 ",
                    "1001",
                    "7\0",
                    "4294967294",
                    "4294967295",
                    "18446744073709551623");
    private static final Gen<String> REST =
            pick("", ":", ":n:/home/app:/bin/sh", "::/h:", "::/h:s:x", ":app", ":a,app", ":a,");
    private static final Gen<String> STARTS = pick("", "", "", " ", "\t", "\u00c2\u00a0", "\r");
    private static final Gen<String> ENDS =
            pick("\n", "\n", "\n", "\r\n", " \n", "\u00e3\u0080\u0080\n", "\n\n", "");
    private static final Gen<String> ODD = pick("+\n", "#\n", ":\n", "app\n", "app:x\n", "\0\n");
    private static final Gen<String> FILES = files();
    private static final Gen<String> ENTRIES =
            pick(
                    "uid=7 gid=7",
                    "uid=1000",
                    "shell=/bin/sh",
                    "gid=1001 groups=root,node",
                    "uid=7 on-conflict=share groups=app",
                    "uid=7 gid=1000 home=/h on-conflict=share",
                    "group=node renumber=false");

    private int made;

    @Test
    void makeTheUserThatIsFoundAndKeepAllElse() {
        qt().withExamples(CASES)
                .withShrinkCycles(1000)
                .forAll(FILES, FILES, ENTRIES)
                .checkAssert(this::check);
        assertTrue(made > CASES / 5, () -> "only " + made + " were made");
    }

    private void check(String passwd, String group, String entry) {
        MemorySystem system = MemorySystem.of(passwd, group);
        boolean wasReadable = canReadGroups(system);
        MapSettings settings = new MapSettings(("name=app " + entry).split(" "));
        try {
            List<Change> changes = new EnsureUserStep().plan(settings, system);
            for (Change change : changes) {
                if (change.isNeeded()) {
                    change.apply(system);
                }
            }
            made++;
            assertFound(system, settings, wasReadable);
            assertKept(passwd, system.text("/etc/passwd"), "app");
            for (Change change : new EnsureUserStep().plan(settings, system)) {
                assertFalse(change.isNeeded(), change::description);
            }
        } catch (SetupException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.chars().allMatch(c -> c >= ' '), message);
            assertEquals(List.of(), system.done);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Tell whether no line in which the user is a member is malformed. */
    private static boolean canReadGroups(MemorySystem system) {
        var db = new FileUserDb(source(system, "/etc/passwd"), source(system, "/etc/group"));
        try {
            db.groupsOf(ByteString.of("app"));
            return true;
        } catch (UserSpecException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertFound(
            MemorySystem system, MapSettings settings, boolean wasReadable) {
        var db = new FileUserDb(source(system, "/etc/passwd"), source(system, "/etc/group"));
        try {
            PasswdEntry user = db.userByName(ByteString.of("app"));
            String name = settings.has("group") ? settings.string("group") : "app";
            GroupEntry group = db.groupByName(ByteString.of(name));
            assertTrue(user != null && group != null);
            assertEquals(group.gid(), user.gid());
            assertTrue(user.uid() != 0);
            if (settings.has("uid")) {
                assertEquals(settings.number("uid"), user.uid());
            }
            if (settings.has("gid")) {
                assertEquals(settings.number("gid"), user.gid());
            }
            if (settings.has("home")) {
                assertEquals(ByteString.of("/h"), user.home());
            }
            if (settings.has("groups") && wasReadable) {
                long[] ids = db.groupsOf(ByteString.of("app"));
                for (String further : settings.strings("groups")) {
                    GroupEntry found = db.groupByName(ByteString.of(further));
                    assertTrue(found != null);
                    assertTrue(Arrays.stream(ids).anyMatch(id -> id == found.gid()));
                }
            }
        } catch (UserSpecException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Every line but one is the same; that one names the user, also if it is the last and new. */
    private static void assertKept(String before, String after, String name) {
        String[] old = before.split("\n", -1);
        String[] now = after.split("\n", -1);
        int changed = 0;
        for (int i = 0; i < now.length; i++) {
            boolean isSame = i < old.length && old[i].equals(now[i]);
            boolean isEnd = i == now.length - 1 && now[i].isEmpty();
            if (!isSame && !isEnd) {
                assertTrue(now[i].contains(name + ":"), now[i]);
                changed++;
            }
        }
        assertTrue(changed <= 1, after);
        assertTrue(now.length >= old.length && now.length <= old.length + 2);
    }

    private static ByteSource source(MemorySystem system, String path) {
        return new ByteSource() {
            @Override
            public String name() {
                return path;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(system.text(path).getBytes(ISO_8859_1));
            }
        };
    }

    private static Gen<String> files() {
        Gen<String> ids = IDS.zip(IDS, (uid, gid) -> uid + ":" + gid);
        Gen<String> line =
                STARTS.zip(NAMES, ids, (start, name, both) -> start + name + ":x:" + both)
                        .zip(REST, ENDS, (entry, rest, end) -> entry + rest + end);
        Gen<String> plain = pick("node:x:1000:\n", "root:x:0:0\n", "app:x:7:1000::/h:/s\n");
        return lists().of(line.mix(ODD, 20).mix(plain, 30))
                .ofSizeBetween(0, 5)
                .map(lines -> String.join("", lines));
    }

    private static Gen<String> pick(String... values) {
        return arbitrary().pick(List.of(values));
    }
}
