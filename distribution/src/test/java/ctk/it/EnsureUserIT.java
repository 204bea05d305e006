package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The step ensure-user with the files of Debian, beside the programs that it replaces. */
class EnsureUserIT {

    /** What is found of the user and the group, and of the home but for what useradd copies. */
    private static final String SHOW =
            "getent passwd app; getent group app; id app; stat -c '%n %u:%g %a' \"$(getent passwd"
                    + " app | cut -d: -f6)\"";

    /**
     * The same as Debian's programs; but for their mode of a home, which the script gives (useradd:
     * UMASK of login.defs, here 022), and what they copy into it from /etc/skel.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uid = 1500, gid = 1500"
                        + "|groupadd -g 1500 app; useradd -u 1500 -g app -K HOME_MODE=0700 -m app",
                "uid = 59000, gid = 59001, home = '/srv/app', shell = '/bin/bash'"
                        + "|groupadd -g 59001 app; useradd -u 59000 -g app -K HOME_MODE=0700 -m"
                        + " -d /srv/app -s /bin/bash app",
                "uid = 1500, group = 'users'"
                        + "|useradd -u 1500 -g users -K HOME_MODE=0700 -m app",
                "uid = 1500, groups = ['audio'; 'users']"
                        + "|useradd -u 1500 -U -G audio,users -K HOME_MODE=0700 -m app",
                "name = 'app'|useradd -U -K HOME_MODE=0700 -m app",
                "uid = 1500, home = '/nonexistent', shell = '/usr/sbin/nologin'"
                        + "|useradd -u 1500 -U -M -d /nonexistent -s /usr/sbin/nologin app",
            })
    void doesWhatUseraddDoes(String keys, String script) throws Exception {
        Machine ours = machine(keys);
        ours.ctk("run", "--", "true").expect(0);
        Machine theirs = Machine.create();
        theirs.sh(script);
        assertEquals(shown(theirs), shown(ours));
        for (String file : List.of("passwd", "group")) {
            assertEquals(text(theirs, file), text(ours, file), file);
        }
        assertEquals(passwords(theirs), passwords(ours));
    }

    /** The same as Debian's programs; but groupmod leaves the files to the old id. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uid = 1600|usermod -u 1600 app",
                "gid = 1600|groupmod -g 1600 app; chgrp -R app /home/app",
                "uid = 1600, gid = 1700|groupmod -g 1700 app; usermod -u 1600 app;"
                        + " chgrp -R app /home/app",
                "group = 'users'|usermod -g users app",
                "home = '/srv'|usermod -d /srv app",
                "shell = '/bin/bash'|usermod -s /bin/bash app",
                "groups = ['audio'; 'games']|usermod -aG audio,games app",
                "uid = 33, on-conflict = 'share'|usermod -o -u 33 app",
            })
    void doesWhatUsermodDoes(String keys, String script) throws Exception {
        String before = "groupadd -g 1500 app; useradd -u 1500 -g app -c 'An App' -m app;";
        Machine ours = machine(keys);
        ours.sh(before);
        ours.ctk("run", "--", "true").expect(0);
        Machine theirs = Machine.create();
        theirs.sh(before + script);
        for (String file : List.of("passwd", "group")) {
            assertEquals(text(theirs, file), text(ours, file), file);
        }
        assertEquals(shown(theirs), shown(ours));
        ours.ctk("run", "--dry-run", "--", "true").expect(0);
        Run again = ours.ctk("run", "--verbose", "--", "true").ofSteps();
        assertTrue(again.err().endsWith(": already so\n"), again.err());
        assertEquals(1, again.err().lines().count(), again.err());
    }

    /** As chown(2) does, it takes the set-user-ID bit: it was of the user that was. */
    @Test
    void givesOnlyTheFilesOfTheOldIdsToTheNewOnes() throws Exception {
        Machine machine = machine("uid = 1600, gid = 1700");
        machine.sh(
                """
                groupadd -g 1500 app; useradd -u 1500 -g app -K HOME_MODE=0750 -m app
                cd /home/app; mkdir own other; echo x >own/file; echo y >other/file; ln -s /etc l
                chown -hR 1500:1500 own l; chown -R 33:33 other; chmod 4711 own/file
                echo z >/home/outside; chown 1500:1500 /home/outside
                """);
        machine.ctk("run", "--", "true").expect(0);
        assertEquals(
                """
                . 1600:1700 750
                ./l 1600:1700 777
                ./other 33:33 755
                ./other/file 33:33 644
                ./own 1600:1700 755
                ./own/file 1600:1700 711
                ../outside 1500:1500 644
                /etc 0:0 755
                """,
                machine.sh(
                        "cd /home/app; stat -c '%n %u:%g %a' . ./l ./other ./other/file ./own"
                                + " ./own/file ../outside /etc"));
    }

    @Test
    void becomesTheUserInTheSameStart() throws Exception {
        Machine machine = machine("uid = '${PUID}', gid = '${PGID}', groups = ['audio']");
        String show = "id; pwd -P; cd; echo $PWD; touch mine; stat -c %U mine";
        Run run =
                machine.ctk(List.of("PUID=1234", "PGID=2345"), "run", "--", "sh", "-euc", show)
                        .expect(0);
        assertEquals(
                "uid=1234(app) gid=2345(app) groups=2345(app),29(audio)\n/\n/home/app\napp\n",
                run.out());
        Run moved =
                machine.ctk(List.of("PUID=1235", "PGID=2345"), "run", "--", "sh", "-euc", show)
                        .expect(0);
        assertTrue(moved.out().startsWith("uid=1235(app) "), moved.out());
    }

    @Test
    void showsTheUserInADryRunWithoutMakingIt() throws Exception {
        Machine machine = machine("uid = 1500");
        Run run = machine.ctk("run", "--dry-run", "--", "id").expect(0);
        assertTrue(run.out().contains("create user 'app' with uid 1500, group 1500"), run.out());
        assertTrue(run.out().contains("\nuser          1500 'app'"), run.out());
        assertTrue(run.out().contains("HOME=/home/app"), run.out());
        assertTrue(Files.notExists(machine.upper("/etc/passwd")), "it was written");
        assertTrue(Files.notExists(machine.upper("/etc/.pwd.lock")), "a lock was taken");
        assertTrue(Files.notExists(machine.upper("/home")), "a home was made");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uid = 33|cannot give user 'app' the uid 33: 'www-data' has it (line",
                "uid = 1500, gid = 33"
                        + "|cannot give group 'app' the gid 33: 'www-data' has it (line",
                "uid = 0|key 'uid' at ",
                "uid = 4294967295|key 'uid' at ",
                "group = 'www-data', gid = 4711, renumber = false|group 'www-data' has gid 33, not",
                "groups = ['no-such-group']|no such group 'no-such-group'",
                "name = 'a:b'|key 'name' at ",
                "home = '/a:b'|key 'home' at ",
                "shell = \"/bin/sh\\nroot::0:0:::\"|key 'shell' at ",
            })
    void refusesWhatCannotBe(String keys, String cause) throws Exception {
        Machine machine = machine(keys);
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith("ctk run: step 'ensure-user' (/etc/ctk/ctk.toml:2:1): "));
        assertTrue(run.err().contains(cause), run.err());
        assertTrue(run.err().lines().count() <= 2, run.err());
        assertTrue(Files.notExists(machine.upper("/etc/passwd")), "it was written");
        assertTrue(Files.notExists(machine.upper("/etc/group")), "it was written");
    }

    @Test
    void sharesAnIdIfItIsAllowed() throws Exception {
        Machine machine = machine("uid = 33, gid = 33, on-conflict = 'share'");
        Run run = machine.ctk("run", "--", "sh", "-c", "id -u; id -g; echo $HOME").expect(0);
        assertEquals("33\n33\n/home/app\n", run.out());
        assertEquals("www-data\n", machine.sh("getent passwd 33 | cut -d: -f1"));
    }

    /** Return a machine that makes the user app; {@code ;} stands for a comma in a list. */
    static Machine machine(String keys) throws Exception {
        String lines = keys.replace(", ", "\n").replace(';', ',');
        String name = lines.startsWith("name") ? "" : "name = 'app'\n";
        return Machine.configured(
                "user = 'app'\n[[step]]\nuse = 'ensure-user'\n" + name + lines + "\n");
    }

    private static String shown(Machine machine) throws Exception {
        return machine.run("sh", "-c", SHOW).out();
    }

    private static String text(Machine machine, String file) throws Exception {
        Path changed = machine.upper("/etc/" + file);
        return Files.readString(Files.exists(changed) ? changed : Path.of("/etc", file));
    }

    /** Return the passwords: nobody can enter the account by one. */
    private static String passwords(Machine machine) throws Exception {
        return machine.sh("getent shadow app | cut -d: -f2; getent gshadow app | cut -d: -f2");
    }
}
