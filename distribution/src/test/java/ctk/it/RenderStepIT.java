package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.util.List;

/** The step render: a file from a template, all of it or nothing. */
@LeftOutWhenSealed("the step has no guard, and a start with it is never sealed")
class RenderStepIT {

    private static final String TOML =
            """
            user = ""
            [[step]]
            use = "render"
            template = "/t/app.conf"
            to = "/srv/app.conf"
            """;

    private static final String FAILS = "ctk run: step 'render' (/etc/ctk/ctk.toml:2:1): ";

    @Test
    void writesTheFileOnce() throws Exception {
        Machine machine = Machine.configured(TOML + "owner = 'nobody:games'\nmode = '0640'\n");
        machine.write(
                "/t/app.conf", "host=${HOST}\nport=${PORT:-80}\n$HOME ${X:+x}$${Y} $$ \u65e5");
        List<String> host = List.of("HOST=a b");
        Run first = machine.ctk(host, "run", "--verbose", "--", "cat", "/srv/app.conf").ofSteps();
        assertEquals("host=a b\nport=80\n$HOME ${Y} $$ \u65e5", first.out());
        assertTrue(
                first.err()
                        .startsWith("ctk run: render: render '/srv/app.conf' from '/t/app.conf' ("),
                first.err());
        assertEquals("nobody:games 640\n", machine.sh("stat -c '%U:%G %a' /srv/app.conf"));
        String inode = machine.sh("stat -c %i /srv/app.conf");
        Run second = machine.ctk(host, "run", "--verbose", "--", "true").ofSteps();
        assertTrue(second.err().endsWith(": already so\n"), second.err());
        assertEquals(inode, machine.sh("stat -c %i /srv/app.conf"));
        assertEquals("app.conf\n", machine.sh("ls -A /srv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chmod 600", "chown 33", "chgrp 33", "echo x >>", "sed -i s/h/i/"})
    void mendsWhatDiffers(String change) throws Exception {
        Machine machine = Machine.configured(TOML + "owner = 'root:root'\n");
        machine.write("/t/app.conf", "host=${HOST}\n");
        machine.ctk(List.of("HOST=h"), "run", "--", "true").expect(0);
        machine.sh(change + " /srv/app.conf");
        Run run = machine.ctk(List.of("HOST=h"), "run", "--verbose", "--", "cat", "/srv/app.conf");
        assertEquals("host=h\n", run.out());
        assertFalse(run.ofSteps().err().contains("already so"), run.err());
        assertEquals("0:0 644\n", machine.sh("stat -c '%u:%g %a' /srv/app.conf"));
    }

    @Test
    void leavesAFileIfItIsNotToBeReplaced() throws Exception {
        Machine machine = Machine.configured(TOML + "overwrite = false\n");
        machine.write("/t/app.conf", "new").write("/srv/app.conf", "old");
        Run run = machine.ctk("run", "--", "cat", "/srv/app.conf").expect(0);
        assertEquals("old", run.out());
    }

    /** What is at the path is neither followed nor replaced, but refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ln -s /etc/target /srv/app.conf",
                "ln -s /nowhere /srv/app.conf",
                "mkfifo /srv/app.conf",
                "mkdir /srv/app.conf",
                "mknod /srv/app.conf c 1 3",
            })
    void refusesWhatIsNoFile(String make) throws Exception {
        Machine machine = Machine.configured(TOML);
        machine.write("/t/app.conf", "text").write("/etc/target", "kept");
        machine.sh(make);
        Run run = machine.ctk("run", "--", "true");
        run.expectError(
                125, FAILS + "key 'to' at 5:1: '/srv/app.conf' is there, and no regular file");
        assertEquals("kept", Files.readString(machine.upper("/etc/target")));
    }

    /** Whoever owns the directory could make the way lead anywhere. */
    @Test
    void followsNoLinkOfAnother() throws Exception {
        Machine machine = Machine.configured(TOML.replace("/srv/app", "/srv/d/app"));
        machine.write("/t/app.conf", "text");
        machine.sh("ln -s /etc /srv/d; chown -h nobody /srv/d");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("/srv/d"), run.err());
        assertTrue(Files.notExists(machine.upper("/etc/app.conf")), "it followed the link");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mount --bind t/app.conf srv/app.conf|something is mounted on it",
                "mount --bind srv srv; mount -o remount,bind,ro srv|read-only file system",
                "mount -t tmpfs -o size=4k t srv|no space left on device",
            })
    void saysWhyItCannotBeWritten(String mount, String cause) throws Exception {
        Machine machine = Machine.configured(TOML);
        machine.write("/t/app.conf", "${BIG}").write("/srv/app.conf", "old");
        List<String> big = List.of("BIG=" + "x".repeat(20_000));
        Run run = Run.of(machine.command(mount, big, List.of(Machine.CTK, "run", "--", "true")));
        assertEquals(125, run.code(), run.err());
        assertTrue(
                run.err().startsWith(FAILS + "cannot write '/srv/app.conf': " + cause), run.err());
        assertTrue(run.err().contains("\nhint: "), run.err());
        assertEquals("${BIG}", Files.readString(machine.upper("/t/app.conf")));
        assertEquals("app.conf\n", machine.sh("ls -A /srv"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\n\\n${UNSET}\\n|line 3 of '/t/app.conf': variable 'UNSET' is not set",
                "${HOST}\\n${OPEN|line 2 of '/t/app.conf': '${OPEN' is not closed by '}'",
                "${HOST}\\n${ }|line 2 of '/t/app.conf': '${' without the name of a variable",
                "\\n${X:?no X}|line 2 of '/t/app.conf': variable 'X' is needed: no X",
                "${HOST}${BAD}|line 1 of '/t/app.conf': variable 'BAD' is not UTF-8",
            })
    void namesTheLineThatCannotBeExpanded(String template, String cause) throws Exception {
        Machine machine = Machine.configured(TOML);
        machine.write("/t/app.conf", template.replace("\\n", "\n"));
        String[] sh = {"sh", "-c", "BAD=$(printf '\\377') exec " + Machine.CTK + " run -- true"};
        Run run = Run.of(machine.command("", List.of("HOST=secret"), List.of(sh)));
        assertEquals(125, run.code(), run.err());
        assertEquals(
                FAILS + "cannot render '/srv/app.conf': " + cause,
                run.err().lines().findFirst().orElse(""));
        assertFalse(run.err().contains("secret"), run.err());
        assertTrue(Files.notExists(machine.upper("/srv/app.conf")), "it was written");
    }

    /** What root would read into memory is bounded, and ends in one line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes '${BIG}' | head -c 1048576|longer than 1 MiB",
                "yes '${A:-' | tr -d '\\n' | head -c 1048576|nested more than 16 deep",
                "yes '${A:-x}' | tr -d '\\n' | head -c 1048572|",
                "yes '$' | tr -d '\\n' | head -c 1048576|",
                "head -c 1048577 /dev/zero|more than 1048576 bytes",
                "head -c 1048576 /dev/urandom|not UTF-8",
            })
    void boundsWhatATemplateMayBecome(String script) throws Exception {
        String make = script.substring(0, script.lastIndexOf('|'));
        String cause = script.substring(script.lastIndexOf('|') + 1);
        Machine machine = Machine.configured(TOML);
        machine.sh("mkdir /t; (" + make + ") 2>/dev/null >/t/app.conf");
        List<String> big = List.of("BIG=" + "x".repeat(100_000));
        Run run = machine.ctk(big, "run", "--", "true");
        if (cause.isEmpty()) {
            run.expect(0);
            return;
        }
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith(FAILS), run.err());
        assertTrue(run.err().contains(cause), run.err());
        assertTrue(run.err().lines().count() <= 2, run.err());
    }

    @Test
    void rendersASecretThatAStepBeforeTook() throws Exception {
        Machine machine =
                Machine.configured(
                        TOML.replace(
                                        "[[step]]",
                                        "[[step]]\nuse = 'secrets'\nvariables = ['P']\n[[step]]")
                                + "mode = '0600'\n");
        machine.write("/t/app.conf", "pw=${P}\n").write("/secret", "tiger\n");
        Run run = machine.ctk(List.of("P_FILE=/secret"), "run", "--", "cat", "/srv/app.conf");
        assertEquals("pw=tiger\n", run.expect(0).out());
        assertEquals("600\n", machine.sh("stat -c %a /srv/app.conf"));
    }
}
