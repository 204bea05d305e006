package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;

/** Which files of configuration are read, and which are not trusted. Needs root. */
class ConfigIT {

    private static final String FILE = "/etc/ctk/ctk.toml";
    private static final String HINT = "hint: give it to root, chmod go-w, or mount it read-only";
    private static final String LINK = "hint: links are followed only inside a read-only mount";

    /** The volume of a ConfigMap as the kubelet makes it. */
    private static final String CONFIG_MAP =
            """
            mkdir -p /m/..2026_11_24 /etc/ctk
            echo 'user = "daemon"' > /m/..2026_11_24/ctk.toml
            chown -R nobody /m; chmod -R a+rwX /m
            ln -s ..2026_11_24 /m/..data; ln -s ..data/ctk.toml /m/ctk.toml
            mount --bind /m /etc/ctk; mount -o remount,bind,ro /etc/ctk
            """;

    private Machine machine;

    @BeforeEach
    void create() throws Exception {
        machine = Machine.configured("user = \"daemon\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chown nobody ctk.toml|/etc/ctk/ctk.toml is not trusted: uid 65534 owns it",
                "chmod 664 ctk.toml|/etc/ctk/ctk.toml is not trusted: group 0 can write to it",
                "chgrp 7 ctk.toml; chmod g+w ctk.toml"
                        + "|/etc/ctk/ctk.toml is not trusted: group 7 can write to it",
                "chmod 646 ctk.toml|/etc/ctk/ctk.toml is not trusted: everybody can write to it",
                "chown nobody .|/etc/ctk is not trusted: uid 65534 owns it",
                "chmod 775 .|/etc/ctk is not trusted: group 0 can write to it",
                "chmod 757 .|/etc/ctk is not trusted: everybody can write to it",
                "mkdir -m 777 conf.d"
                        + "|/etc/ctk/conf.d is not trusted: everybody can write to it",
                "mkdir conf.d; touch conf.d/a.toml; chown 1 conf.d/a.toml"
                        + "|/etc/ctk/conf.d/a.toml is not trusted: uid 1 owns it",
            })
    void refusesWhatOthersMayHaveWritten(String change, String message) throws Exception {
        machine.sh("cd /etc/ctk; " + change);
        expectRefused("configuration " + message + "\n" + HINT);
    }

    @Test
    void refusesALink() throws Exception {
        machine.sh("mv " + FILE + " /etc/other.toml; ln -s ../other.toml " + FILE);
        expectRefused(
                "configuration /etc/ctk/ctk.toml is not trusted: it is a symbolic link\n" + LINK);
    }

    @Test
    void trustsAnotherOwnersFileOnAReadOnlyMount() throws Exception {
        Run run =
                script(
                        """
                        echo 'user = "games"' > /other; chown nobody /other; chmod 666 /other
                        mount --bind /other /etc/ctk/ctk.toml
                        mount -o remount,bind,ro /etc/ctk/ctk.toml
                        """);
        assertEquals("games\n", run.expect(0).out());
    }

    @Test
    void followsTheLinksOfAConfigMap() throws Exception {
        assertEquals("daemon\n", script(CONFIG_MAP).expect(0).out());
    }

    @Test
    void followsTheLinksOfAConfigMapInConfD() throws Exception {
        String script = CONFIG_MAP.replace("/etc/ctk", "/etc/ctk/conf.d");
        Run run = script(script.replace("daemon", "games"));
        assertEquals("games\n", run.expect(0).out());
    }

    @Test
    void refusesALinkOutOfTheMount() throws Exception {
        String out = "echo 'user = \"root\"' > /out; ln -sfn /out /m/ctk.toml\n";
        Run run = script(CONFIG_MAP.replace("mount --bind", out + "mount --bind"));
        assertEquals(
                "ctk run: configuration /etc/ctk/ctk.toml is not trusted: it is a symbolic link to"
                        + " another mount\n"
                        + LINK
                        + "\n",
                run.err());
        assertEquals(125, run.code());
    }

    @Test
    void readsConfDInByteOrderAndSaysWhatIsReplaced() throws Exception {
        machine.write("/etc/ctk/conf.d/b.toml", "user = \"games\"\n[run]\nverbose = true\n");
        machine.write("/etc/ctk/conf.d/B.toml", "user = \"nobody\"\n[run]\nverbose = false\n");
        machine.write("/etc/ctk/conf.d/.c.toml", "nonsense");
        machine.write("/etc/ctk/conf.d/c.toml.bak", "nonsense");
        assertEquals(
                """
                /etc/ctk/ctk.toml: ok
                /etc/ctk/conf.d/B.toml: ok
                /etc/ctk/conf.d/b.toml: ok
                /etc/ctk/conf.d/B.toml:1:1 replaces user of /etc/ctk/ctk.toml:1:1
                /etc/ctk/conf.d/b.toml:1:1 replaces user of /etc/ctk/conf.d/B.toml:1:1
                /etc/ctk/conf.d/b.toml:3:1 replaces run.verbose of /etc/ctk/conf.d/B.toml:3:1
                0 steps
                """,
                machine.ctk("config", "check").expect(0).out());
        assertEquals("games\n", machine.ctk("run", "--", "id", "-un").ofSteps().expect(0).out());
    }

    @Test
    void takesAnEmptyFile() throws Exception {
        machine.write("/etc/ctk/conf.d/empty.toml", "");
        assertEquals("daemon\n", machine.ctk("run", "--", "id", "-un").expect(0).out());
    }

    @ParameterizedTest
    @CsvSource({"131072, true", "131073, false"})
    void takesAFileOfAtMost128Kibibytes(int size, boolean isTaken) throws Exception {
        String start = "user = \"daemon\"\n#";
        machine.write(FILE, start + "x".repeat(size - start.length()));
        if (isTaken) {
            machine.ctk("run", "--", "true").expect(0);
        } else {
            expectRefused("cannot read '/etc/ctk/ctk.toml': it is larger than 128 KiB");
        }
    }

    /** Two thousand steps are work for a small heap, but they are done. */
    @Test
    void takesTwoThousandSteps() throws Exception {
        StringBuilder text = new StringBuilder("user = \"\"\n");
        for (int i = 0; i < 2000; i++) {
            text.append("[[step]]\nuse = \"directory\"\npath = \"/d/").append(i).append("\"\n");
        }
        machine.write(FILE, text.toString());
        assertTrue(machine.ctk("config", "check").expect(0).out().endsWith("\n2000 steps\n"));
        machine.ctk("run", "--", "true").expect(0);
        assertEquals("2000\n", machine.sh("ls /d | wc -l"));
    }

    /** As dense as it gets: whatever the heap holds, there is one line. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "config"})
    void saysThatMemoryIsShort(String command) throws Exception {
        String step = "user = \"\"\n[[step]]\nuse = 'chown'\nwhen = ''\npaths = ['/'";
        machine.write(FILE, step + ",''".repeat((131_000 - step.length()) / 3) + "]\n");
        Run run =
                command.equals("run")
                        ? machine.ctk("run", "--", "true")
                        : machine.ctk("config", "check");
        if (run.code() != 0) {
            assertEquals(command.equals("run") ? 125 : 1, run.code());
            assertEquals(
                    "ctk "
                            + command
                            + ": /etc/ctk/ctk.toml:1:1: it takes more memory than ctk has\n"
                            + "hint: make it smaller\n",
                    run.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "printf 'user = \"a\\377\"\\n'|/etc/ctk/ctk.toml:1:10: bytes that are not UTF-8",
                "printf '\\357\\273\\277user = \"a\"\\n'"
                        + "|/etc/ctk/ctk.toml:1:1: a byte order mark\\n"
                        + "hint: save the file without it",
                "printf 'user = \"a\\n'"
                        + "|/etc/ctk/ctk.toml:1:10: unexpected end of line, expected \" or a"
                        + " character",
            })
    void saysWhatIsNoText(String print, String message) throws Exception {
        machine.sh(print + " > " + FILE);
        expectRefused(message.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkdir", "mkfifo", "ln -s /dev/zero"})
    void readsNothingButAFile(String make) throws Exception {
        machine.sh("rm " + FILE + "; " + make + " " + FILE);
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code());
        assertTrue(
                run.err()
                                .equals(
                                        "ctk run: cannot read '/etc/ctk/ctk.toml': it is not a"
                                                + " regular file\n")
                        || run.err().contains("is not trusted: it is a symbolic link\n"),
                run.err());
    }

    @Test
    void saysThatAUserMayNotReadIt() throws Exception {
        machine.sh("chmod 600 " + FILE);
        asNobody("run", "nobody", "true")
                .expectError(125, "ctk run: cannot open '/etc/ctk/ctk.toml': permission denied");
    }

    @Test
    void takesAUsersOwnFileIfItRunsAsThatUser() throws Exception {
        machine.sh("echo 'user = \"\"' > /srv/own.toml; chown nobody /srv /srv/own.toml");
        Run run = asNobody("run", "--config=/srv/own.toml", "--", "id", "-un");
        assertEquals("nobody\n", run.expect(0).out());
        machine.ctk("run", "--config=/srv/own.toml", "--", "true")
                .expectError(
                        125,
                        "ctk run: configuration /srv is not trusted: uid 65534 owns it\n" + HINT);
    }

    @Test
    void needsNoConfiguration() throws Exception {
        Files.delete(machine.upper(FILE));
        assertEquals("no configuration\n", machine.ctk("config", "check").expect(0).out());
        machine.ctk("run", "--config=/none.toml", "nobody", "true")
                .expectError(125, "ctk run: cannot open '/none.toml': no such file or directory");
    }

    private Run script(String mounts) throws Exception {
        return machine.run("sh", "-euc", mounts + "exec " + Machine.CTK + " run -- id -un");
    }

    private Run asNobody(String... arguments) throws Exception {
        String start = "exec setpriv --reuid 65534 --regid 65534 --clear-groups " + Machine.CTK;
        return machine.run("sh", "-c", start + " " + String.join(" ", arguments));
    }

    private void expectRefused(String message) throws Exception {
        machine.ctk("run", "--", "true").expectError(125, "ctk run: " + message);
        Run check = machine.ctk("config", "check");
        assertEquals("1\nctk config: " + message + "\n", check.code() + "\n" + check.err());
    }
}
