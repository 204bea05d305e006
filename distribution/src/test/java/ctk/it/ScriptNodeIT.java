package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * In the place of a node's entrypoint, which makes and owns the directories that variables name,
 * and drops root if it has it: node.toml. Needs root.
 */
class ScriptNodeIT {

    private static final String USER = "10001:10001";

    private final Script script =
            Script.of(
                            "node",
                            """
                            groupadd --gid 10001 node
                            useradd --uid 10001 --gid node --groups adm --home-dir /home/node node
                            mkdir -p /home/node /v/old/deep /var/cache/shared
                            chown node:node /home/node
                            touch /v/old/file /v/old/deep/file
                            ln -s /etc/passwd /v/old/link
                            chown -h 77:77 /v/old/deep/file /v/old/link
                            """)
                    .with("HOME=/home/node");

    @Test
    void makesTheSameDirectories() throws Exception {
        Script all =
                script.with(
                        "CACHE_DIR=/srv/node/cache/v1",
                        "COOKIE_DIR=/home/node/cookies",
                        "LOG_DIR=/logs");
        String out = all.expectSame("/srv/node/cache", "/home/node", "/logs", "/etc/passwd");
        assertTrue(out.startsWith("pid 1, 10001:10001 of 10001, umask 0022\n"), out);
        assertTrue(out.contains("\nHOME=/home/node\n"), out);
        assertTrue(out.contains("\n10001:10001 755 d /srv/node/cache/v1\n"), out);
        assertTrue(out.contains("\n10001:10001 755 d /logs\n"), out);
    }

    @Test
    void ownsWhatTheVolumeCameWith() throws Exception {
        String out = script.with("CACHE_DIR=/v/old").expectSame("/v/old", "/etc/passwd");
        assertTrue(out.contains("\n10001:10001 755 d /v/old/deep\n"), out);
        assertTrue(out.contains("\n10001:10001 644 f 0 /v/old/deep/file\n"), out);
        assertTrue(out.contains("\n10001:10001 777 l 11 /v/old/link\n"), out);
    }

    @Test
    void makesNothingThatNoVariableNames() throws Exception {
        String out = script.with("CACHE_DIR=", "LOG_DIR=").expectSame("/v", "/home/node");
        assertTrue(out.contains("\n0:0 755 d /v/old\n"), out);
    }

    @Test
    void takesIdsWithoutAnEntry() throws Exception {
        Script other = script.with("NODE_UID=4242", "NODE_GID=4343", "CACHE_DIR=/srv/node/cache");
        String out = other.expectSame("/srv/node");
        assertTrue(out.startsWith("pid 1, 4242:4343 of 4343, "), out);
        assertTrue(out.contains("\nHOME=/\n"), out);
    }

    /** It is made by other packages, and used by other users. */
    @Test
    void leavesAParentThatIsThereAsItIs() throws Exception {
        Script shared = script.with("CACHE_DIR=/var/cache/shared/node");
        String[] command = {"stat", "-c", "%u %n", "/var/cache/shared", "/var/cache/shared/node"};
        assertEquals(
                "10001 /var/cache/shared\n10001 /var/cache/shared/node\n",
                shared.shell(command).expect(0).out());
        assertEquals(
                "0 /var/cache/shared\n10001 /var/cache/shared/node\n",
                shared.ctk(command).expect(0).out());
    }

    @Test
    void worksInATmpfsOnAReadOnlyRoot() throws Exception {
        Script all = script.readOnlyBut("/srv").with("CACHE_DIR=/srv/a/cache", "LOG_DIR=/srv/b/c");
        String out = all.expectSame("/srv/a", "/srv/b");
        assertTrue(out.contains("\n10001:10001 755 d /srv/a\n"), out);
        assertTrue(out.contains("\n10001:10001 755 d /srv/b/c\n"), out);
        Script outside = script.readOnlyBut("/srv").with("CACHE_DIR=/var/cache/node");
        assertEquals(1, outside.shell("true").code());
        outside.ctk("true")
                .expectError(
                        125,
                        "ctk run: step 'directory' (/etc/ctk/ctk.toml:9:1): cannot create directory"
                                + " '/var/cache/node': read-only file system\n"
                                + "hint: mount a volume or a tmpfs there; nothing was changed"
                                + " before it");
    }

    /** As {@code docker run --user} does it. */
    @Test
    void justExecsAsTheNode() throws Exception {
        String out = script.as(USER).with("CACHE_DIR=/home/node/c/d").expectSame("/home/node");
        assertTrue(out.startsWith("pid 1, 10001:10001 of 10001, "), out);
        assertTrue(out.contains("\n10001:10001 755 d /home/node/c/d\n"), out);
    }

    /** The shell's entrypoint fails at what it cannot give away, or execs; ctk looks ahead. */
    @Test
    void refusesToStayAnotherUser() throws Exception {
        Script other = script.as("77:77").with("CACHE_DIR=/tmp/cache");
        assertEquals(1, other.shell("true").code());
        assertEquals("77\n", script.as("77:77").shell("id", "-u").expect(0).out());
        other.ctk("true")
                .expectError(
                        125,
                        "ctk run: cannot become user '10001:10001': changing the group needs"
                                + " CAP_SETGID\n"
                                + "hint: start as root, with CAP_SETUID and CAP_SETGID (docker run"
                                + " --cap-add SETUID --cap-add SETGID)");
        script.as("77:77")
                .ctk("true")
                .expectError(
                        125,
                        "ctk run: cannot become user '10001:10001': changing the group needs"
                                + " CAP_SETGID\n"
                                + "hint: start as root, with CAP_SETUID and CAP_SETGID (docker run"
                                + " --cap-add SETUID --cap-add SETGID)");
    }
}
