package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The step {@code seed}: a volume is filled, once and wholly. Needs root. */
@LeftOutWhenSealed("the step has no guard, and a start with it is never sealed")
class SeedStepIT {

    private static final String SEED =
            "user = ''\n[[step]]\nuse = 'seed'\nfrom = '/image'\nto = '/v'\n";

    private static final String PLANT =
            """
            mkdir -p /image/d/e /image/empty /image/private; cd /image
            echo text > d/e/file; echo two > d/hard; ln d/hard hard; : > none
            ln -s ../nowhere d/link; ln -s d/e/file link; touch -h -d 2001-02-03 d/link
            head -c 300000 /dev/urandom > large
            cp /bin/true setuid; chown daemon:games setuid; chmod 6755 setuid
            cp /bin/true able; setcap cap_chown+ep able
            touch "$(printf 'not-utf8-\\377')" "$(printf 'new\\nline')"
            chown -R -h nobody d; chmod 2750 d/e; chmod 0500 private; chmod 1777 empty
            find . -depth ! -type l -exec touch -d '2011-12-13 14:15:16.123456789' {} +
            """;

    /** Owner, mode, time and content of all but the directory itself. */
    private static final String STATE =
            "cd %s; find . -mindepth 1 -printf '%%U:%%G %%m %%T@ %%y %%l %%P\\0' | sort -z |"
                    + " tr '\\0' '\\n'; find . -type f -print0 | sort -z | xargs -0 sha1sum;"
                    + " find . -name able -exec getcap {} \\;\n";

    private Machine machine;

    @BeforeEach
    void plant() throws Exception {
        machine = Machine.configured(SEED);
        machine.sh(PLANT);
    }

    private String state(String directory) throws Exception {
        return machine.sh(STATE.formatted(directory));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                "mkdir /v",
                "mkdir -p /v/lost+found; chmod 700 /v/lost+found",
                "mkdir /v; touch /v/..ctk-seed.ctk-AZ09-_",
                "mkdir -p /v/d/e; touch /v/.ctk-seed /v/none /v/d/e/.file.ctk-abcdef",
            })
    void fillsWhatIsEmptyOrWasBegun(String prepare) throws Exception {
        machine.sh(prepare);
        machine.ctk("run", "--", "true").expect(0);
        machine.sh("[ ! -d /v/lost+found ] || rmdir /v/lost+found");
        assertEquals(state("/image"), state("/v"));
        String before = machine.sh("ls -la --time-style=full-iso /v");
        Run run = machine.ctk("run", "--verbose", "--", "true").ofSteps();
        assertEquals("ctk run: seed: '/v' is not empty: left as it is: already so\n", run.err());
        assertEquals(before, machine.sh("ls -la --time-style=full-iso /v"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "touch /v/x",
                "mkdir /v/x",
                "ln -s x /v/x",
                "touch \"$(printf '/v/\\377')\"",
                "mkdir /v/lost+found; touch /v/.x",
                "touch /v/.x.ctk-abcdef",
                "touch /v/..ctk-seed.ctk-abcde",
            })
    void leavesAloneWhatIsNotEmpty(String prepare) throws Exception {
        machine.sh("mkdir /v; " + prepare);
        String before = machine.sh("ls -lab --time-style=full-iso /v");
        machine.ctk("run", "--", "true").expect(0);
        assertEquals(before, machine.sh("ls -lab --time-style=full-iso /v"));
    }

    @Test
    void givesTheCopiesAnOwnerAndTakesWhatWouldMakeOthersIt() throws Exception {
        machine.write("/etc/ctk/ctk.toml", SEED + "owner = '4711:4712'\n");
        machine.ctk("run", "--", "true").expect(0);
        assertEquals("0\n", machine.sh("find /v ! \\( -uid 4711 -gid 4712 \\) | wc -l"));
        assertEquals("755\n", machine.sh("stat -c %a /v/setuid; getcap /v/able"));
    }

    @Test
    void makesAFileOfEachHardLink() throws Exception {
        machine.ctk("run", "--", "true").expect(0);
        assertEquals("1\n1\n", machine.sh("stat -c %h /v/hard /v/d/hard"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkfifo /image/d/odd", "mknod /image/d/odd c 1 3"})
    void refusesWhatIsNoFile(String make) throws Exception {
        machine.sh(make);
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code());
        assertTrue(
                run.err()
                        .contains(
                                ": cannot copy '/image/d/odd': it is a FIFO, a socket or a"
                                        + " device\n"),
                run.err());
        machine.sh("rm /image/d/odd");
        machine.ctk("run", "--", "true").expect(0);
        machine.sh("diff -r --no-dereference /image /v");
    }

    /** Whenever a start is killed, the next completes it: nothing else is left, either. */
    @Test
    void isCompletedAfterManyKills() throws Exception {
        machine.sh(
                "cd /image; for i in $(seq 40); do mkdir $i; (cd $i; seq 30 | xargs touch;"
                        + " head -c 200000 /dev/zero > large; ln -s large link); done");
        List<String> command =
                machine.command("", List.of(), List.of(Machine.CTK, "run", "--", "true"));
        Path marker = machine.upper("/v/.ctk-seed");
        int killed = 0;
        for (int i = 0; i < 12; i++) {
            Process process = new ProcessBuilder(command).start();
            Live.await("the copy", () -> Files.exists(marker) || !process.isAlive());
            process.waitFor(3L * i, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            killed += Files.exists(marker) ? 1 : 0;
        }
        assertTrue(killed > 0, "it was never killed in between");
        machine.ctk("run", "--", "true").expect(0);
        assertEquals(state("/image"), state("/v"));
    }

    /** The machine may fail at any moment: all copies, and that the marker is gone, come first. */
    @Test
    void isOnItsMediumBeforeTheCommandRuns() throws Exception {
        String calls = "-e trace=syncfs,fsync,unlinkat,execve -e signal=none";
        String strace = "strace -f -qq -o /log " + calls + " " + Machine.CTK + " run -- true";
        machine.sh(strace);
        String names = "s/^[0-9]* *\\([a-z]*\\)(.*/\\1/p";
        assertEquals(
                "syncfs\nunlinkat\nfsync\nexecve\n",
                machine.sh("sed -n '/syncfs/,$ " + names + "' /log | head -4"));
    }

    @Test
    void isDoneByTwoAtOnce() throws Exception {
        machine.sh(
                "cd /image; for i in $(seq 20); do mkdir $i; (cd $i; seq 40 | xargs touch); done");
        String ctk = Machine.CTK + " run -- true";
        String both = "rm -rf /v; mkdir /v; " + ctk + " & " + ctk + " && wait $!";
        for (int i = 0; i < 6; i++) {
            machine.sh(both);
            assertEquals(state("/image"), state("/v"));
        }
    }

    @Test
    void isCompletedWhenThereIsRoom() throws Exception {
        String script =
                """
                mkdir /v; mount -t tmpfs -o size=200k t /v
                CTK run -- true && exit 1 || [ $? = 125 ]
                [ -e /v/.ctk-seed ]; mount -o remount,size=4m /v
                CTK run -- true; diff -r --no-dereference /image /v
                find /v -name '.*ctk*'
                """;
        Run run = machine.run("sh", "-euc", script.replace("CTK", Machine.CTK));
        assertEquals("0 ", run.code() + " " + run.out(), run.err());
        String expected =
                "ctk run: step 'seed' (/etc/ctk/ctk.toml:2:1): cannot copy '/image/large': no space"
                        + " left on device\n"
                        + "hint: make room there, or mount a larger volume; nothing was changed"
                        + " before it\n";
        assertEquals(expected, run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mount -t tmpfs -o ro t /v|read-only file system",
                "rmdir /v; ln -s /image/empty /v|is no directory",
                "mount --bind /image /v|is the directory that it is copied to",
                "mkdir -p /v/s/s; touch /v/.ctk-seed; mount --bind /v/s /image"
                        + "|its copy is the directory that is copied",
                "mount --bind /v /image/d/e; rm -rf /v/*|is the directory that it is copied to",
            })
    void refusesWhereItCannotBe(String prepare, String cause) throws Exception {
        machine.sh("mkdir /v");
        boolean isItself = prepare.contains("--bind /image");
        String mark = isItself ? "touch /image/.ctk-seed; " : "";
        Run run =
                machine.run(
                        "sh", "-euc", mark + prepare + "; exec " + Machine.CTK + " run -- true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains(cause), run.err());
    }

    /** The user who owns the volume puts a link where a copy is to go. */
    @Test
    void writesNothingWhereALinkOfTheVolumeLeads() throws Exception {
        machine.sh(
                "mkdir /v /victim; touch /victim/hard; cd /v; touch .ctk-seed; ln -s /victim d;"
                        + " ln -s /victim/hard hard; chown -R -h nobody /v");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code());
        assertTrue(run.err().contains("its copy would replace what is no directory"), run.err());
        assertEquals("hard 0\n", machine.sh("cd /victim; stat -c '%n %s' *"));
    }
}
