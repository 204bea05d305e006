package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * In the place of an entrypoint that gives the user of the image the ids PUID and PGID with usermod
 * and groupmod: puid.toml. Needs root.
 */
class ScriptPuidIT {

    /** The user's home is a volume, with files of it and of others. */
    private static final String IMAGE =
            """
            groupadd --system --gid 911 abc
            useradd --system --uid 911 --gid abc --home-dir /config abc
            mkdir -p /config/sub
            touch /config/of-root /config/file /config/sub/file
            chown abc:abc /config /config/file
            chown -R 77:77 /config/sub
            """;

    /** It has no option for the umask: the command sets it. */
    private static final String UMASK = "umask \"${UMASK:-022}\" && exec \"$0\" \"$@\"";

    private final Script script = Script.of("puid", IMAGE);

    @Test
    void givesTheSameIds() throws Exception {
        Script given = script.with("PUID=4242", "PGID=4343");
        String out = given.expectSame("/config", "/etc/passwd", "/etc/group");
        assertTrue(out.startsWith("pid 1, 4242:4343 of 4343, umask 0022\nHOME=/config\n"), out);
        assertTrue(out.contains("\n4242:4343 644 f 0 /config/sub/file\n"), out);
        assertTrue(out.contains("\n4242:4343 644 f 0 /config/of-root\n"), out);
    }

    @Test
    void sharesAnIdThatAnotherUserHas() throws Exception {
        Script given = script.with("PUID=1", "PGID=100");
        String out = given.expectSame("/config", "/etc/passwd", "/etc/group");
        assertTrue(out.startsWith("pid 1, 1:100 of 100, umask 0022\nHOME=/config\n"), out);
    }

    @Test
    void keepsTheIdsOfTheImageWithoutVariables() throws Exception {
        String out = script.expectSame("/config", "/etc/passwd", "/etc/group");
        assertTrue(out.startsWith("pid 1, 911:911 of 911, umask 0022\nHOME=/config\n"), out);
    }

    @Test
    void setsTheUmaskByTheCommand() throws Exception {
        Script given = script.with("PUID=4242", "UMASK=007");
        Run shell = given.shell(Script.report("/config"));
        String[] report = Script.report("/config");
        String[] command = new String[report.length + 3];
        System.arraycopy(new String[] {"sh", "-c", UMASK}, 0, command, 0, 3);
        System.arraycopy(report, 0, command, 3, report.length);
        Run ctk = given.ctk(command).expect(7);
        assertEquals(shell.expect(7).out(), ctk.out());
        assertTrue(ctk.out().startsWith("pid 1, 4242:911 of 911, umask 0007\n"), ctk.out());
    }

    /** With the ids of the image there is nothing to change but the volume. */
    @Test
    void worksInATmpfsOnAReadOnlyRoot() throws Exception {
        Script readOnly = script.readOnlyBut("/config");
        assertEquals(10, readOnly.shell("true").code()); // of groupmod(8): it cannot lock the file
        String out = readOnly.ctk(Script.report("/config")).expect(7).out();
        assertTrue(out.startsWith("pid 1, 911:911 of 911, umask 0022\nHOME=/config\n"), out);
        assertTrue(out.endsWith("\n911:911 755 d /config\n"), out);
    }

    /** The volume stays too: its files would be of a user that the entry does not give them. */
    @Test
    void refusesOtherIdsOnAReadOnlyRoot() throws Exception {
        Tree volume = Tree.create().files("config/file", "config/sub/file");
        volume.run("chown", "-R", "911:911", "config").expect(0);
        script.with("PUID=4242")
                .readOnlyBut("/tmp")
                .mount(volume.path("config"), "/config")
                .ctk("true")
                .expectError(
                        125,
                        "ctk run: step 'ensure-user' (/etc/ctk/ctk.toml:8:1): cannot lock"
                                + " '/etc/.pwd.lock': read-only file system\n"
                                + "hint: make /etc writable, or mount passwd and group and set"
                                + " in-place = true, or run the command as numbers (UID:GID), which"
                                + " need no entry; nothing was changed before it");
        volume.expectOwner("911:911", "config");
    }
}
