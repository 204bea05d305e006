package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.util.List;

/**
 * In the place of an entrypoint that makes a user of USER_ID and GROUP_ID with groupadd and
 * useradd, and then execs gosu: user-id.toml. Needs root.
 */
class ScriptUserIdIT {

    private static final String SKEL = "/etc/ctk/conf.d/skel.toml";

    private final Script script = Script.of("user-id", "");
    private final Script given = script.with("USER_ID=4242", "GROUP_ID=4343");

    /** Files that useradd copies from /etc/skel are those of skel.toml. */
    @Test
    void makesTheSameUser() throws Exception {
        String[] report = Script.report("/home/app");
        Bundle shell = given.shellBundle(report);
        Bundle ctk = given.ctkBundle(report);
        Script.configure(ctk, "skel", SKEL);
        Run run = Script.once(ctk).expect(7);
        assertEquals(Script.once(shell).expect(7).out(), run.out());
        assertTrue(run.out().startsWith("pid 1, 4242:4343 of 4343, umask 0022\n"), run.out());
        assertTrue(run.out().contains("\n4242:4343 700 d /home/app\n"), run.out());
        for (String file : List.of("passwd", "group", "gshadow")) {
            assertEquals(text(shell, "/etc/" + file), text(ctk, "/etc/" + file), file);
        }
        // useradd adds the day, and an age that the password may have
        String shadow = text(shell, "/etc/shadow").replaceAll("(?m)^app:!:.*$", "app:!:::::::");
        assertEquals(shadow, text(ctk, "/etc/shadow"));
    }

    @Test
    void takesTheGroupIdFromTheUserId() throws Exception {
        String out = script.with("USER_ID=4242").expectSame("/etc/passwd", "/etc/group");
        assertTrue(out.startsWith("pid 1, 4242:4242 of 4242, "), out);
    }

    @Test
    void justExecsWithoutUserId() throws Exception {
        String out = script.expectSame("/etc/passwd", "/etc/group");
        assertTrue(out.startsWith("pid 1, 0:0 of 0, umask 0022\nHOME=/root\nPATH="), out);
        assertEquals(
                out,
                script.with("USER_ID=")
                        .expectSame("/etc/passwd", "/etc/group")
                        .replace("USER_ID=\n", ""));
    }

    /** Without USER_ID it is to be root, and does not stay somebody else. */
    @Test
    void refusesToStayAnotherUser() throws Exception {
        Script other = script.as("77:77");
        assertEquals("77\n", other.shell("id", "-u").expect(0).out());
        Run run = other.ctk("id", "-u");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith("ctk run: cannot become user '0': "), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "4294967295", "1;id", "1\n2", "/", "../1"})
    void refusesWhatIsNoId(String id) throws Exception {
        Script bad = script.with("USER_ID=" + id);
        assertTrue(bad.shell("true").code() != 0, "the shell's entrypoint started");
        Run run = bad.ctk("true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith("ctk run: "), run.err());
    }

    @Test
    void refusesAnIdThatAnotherHas() throws Exception {
        Script taken = script.with("USER_ID=1");
        assertEquals(4, taken.shell("true").code()); // of useradd(8): UID already in use
        Run run = taken.ctk("true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("'daemon' has it (line 2 of /etc/"), run.err());
    }

    /** The shell's entrypoint fails if the container is started again; ctk finds it done. */
    @Test
    void startsAgain() throws Exception {
        Bundle shell = given.shellBundle("id");
        Bundle ctk = given.ctkBundle("id");
        assertEquals(Script.once(shell).out(), Script.once(ctk).expect(0).out());
        assertEquals(9, Script.once(shell).code()); // of groupadd(8): the name is taken
        assertEquals("uid=4242(app) gid=4343(app) groups=4343(app)\n", Script.once(ctk).out());
    }

    /** Nobody can add a user there. */
    @Test
    void refusesAReadOnlyRoot() throws Exception {
        Script readOnly = given.readOnlyBut("/home");
        Run shell = readOnly.shell("true");
        assertEquals(10, shell.code(), shell.err()); // of groupadd(8): the file cannot be changed
        readOnly.ctk("true")
                .expectError(
                        125,
                        "ctk run: step 'ensure-user' (/etc/ctk/ctk.toml:7:1): cannot lock"
                                + " '/etc/.pwd.lock': read-only file system\n"
                                + "hint: make /etc writable, or mount passwd and group and set"
                                + " in-place = true, or run the command as numbers (UID:GID), which"
                                + " need no entry; nothing was changed before it");
    }

    /** What the hint says. */
    @Test
    void takesNumbersOnAReadOnlyRoot() throws Exception {
        Bundle bundle = given.readOnlyBut("/home").ctkBundle("id");
        Files.writeString(bundle.upper("/etc/ctk/ctk.toml"), "user = \"${USER_ID}:${GROUP_ID}\"\n");
        assertEquals("uid=4242 gid=4343 groups=4343\n", Script.once(bundle).expect(0).out());
    }

    /** Without entries there is nothing to add, and no step. */
    @Test
    void justExecsOnAReadOnlyRoot() throws Exception {
        String out = script.readOnlyBut("/tmp").expectSame("/etc/passwd");
        assertTrue(out.startsWith("pid 1, 0:0 of 0, "), out);
    }

    private static String text(Bundle bundle, String path) throws Exception {
        return Files.readString(bundle.upper(path));
    }
}
