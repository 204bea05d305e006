package ctk.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The step ensure-user where /etc is not as usual: mounted, missing, huge, malformed. */
@LeftOutWhenSealed("its starts have work to do, and are not sealed: see SealedSetupIT")
class EnsureUserFilesIT {

    private static final String APP = "app:x:1500:1500::/home/app:/bin/sh\n";

    private static final String HINT =
            "\nhint: make /etc writable, or mount passwd and group and set in-place = true, or run"
                    + " the command as numbers (UID:GID), which need no entry; nothing was changed"
                    + " before it\n";

    @Test
    void refusesAnEtcThatIsReadOnly() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500, home = '/srv'");
        Run run = mounted(machine, "mount --bind etc etc; mount -o remount,bind,ro etc", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains(": read-only file system"), run.err());
        assertTrue(run.err().endsWith(HINT), run.err());
        assertEquals(2, run.err().lines().filter(line -> !line.startsWith("done")).count());
    }

    @Test
    void needsNoWritableEtcIfAllIsSo() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500, home = '/srv'");
        machine.ctk("run", "--", "true").expect(0);
        mounted(machine, "mount --bind etc etc; mount -o remount,bind,ro etc", "true").expect(0);
    }

    @Test
    void refusesFilesOnWhichSomethingIsMounted() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500");
        String mounts = mountsOf(machine);
        byte[] passwd = Files.readAllBytes(machine.upper("/m/passwd"));
        Run run = mounted(machine, mounts, "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("'/etc/group': something is mounted on it"), run.err());
        assertTrue(run.err().contains("hint: "), run.err());
        assertArrayEquals(passwd, Files.readAllBytes(machine.upper("/m/passwd")));
    }

    @Test
    void overwritesThemIfItIsAllowed() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500, in-place = true");
        String mounts = mountsOf(machine);
        String before = Files.readString(machine.upper("/m/passwd"));
        Run run = mounted(machine, mounts, "id", "-un").expect(0);
        assertEquals("app\n", run.out());
        assertEquals(
                before + APP.replace(":x:", ":!:"), Files.readString(machine.upper("/m/passwd")));
        assertFalse(Files.exists(machine.upper("/etc/shadow")), "it holds a line of the mount");
        assertEquals("app\n", mounted(machine, mounts, "id", "-un").expect(0).out());
    }

    /** A read-only ConfigMap: not even in place. */
    @Test
    void refusesFilesOnAReadOnlyMount() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500, in-place = true");
        String mounts = mountsOf(machine) + "mount -o remount,bind,ro etc/group\n";
        Run run = mounted(machine, mounts, "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("'/etc/group': read-only file system"), run.err());
        assertTrue(run.err().contains("\nhint: "), run.err());
    }

    @Test
    void makesFilesThatAreMissing() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500");
        machine.sh("rm /etc/passwd /etc/group /etc/shadow /etc/gshadow");
        Run run =
                machine.ctk("run", "--", "stat", "-c", "%n %u:%g %a", "/etc/passwd", "/etc/group");
        assertEquals("/etc/passwd 0:0 644\n/etc/group 0:0 644\n", run.expect(0).out());
        assertEquals(APP.replace(":x:", ":!:"), Files.readString(machine.upper("/etc/passwd")));
        assertEquals("app:!:1500:\n", Files.readString(machine.upper("/etc/group")));
    }

    /** All bytes of the lines that it does not mean are kept, whatever they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+::::::\n",
                "\n\n# comment\n  \n",
                "broken\nx:y\n::::::\n",
                "app2:x:1:1::/:/bin/sh\nappp:x:2:2::/:\nApp:x:3:3::/:\n",
                "caf\u00e9:x:2000:2000:\u65e5\u672c\u0080\ud83d\ude00:/:/bin/sh\r\n",
                "no line feed:x:2:2::/:",
            })
    void keepsLinesThatItDoesNotMean(String lines) throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500, groups = ['more']");
        String passwd = "root:x:0:0::/root:\n" + lines;
        String group = "root:x:0:\nmore:x:44:root\n" + lines;
        machine.write("/etc/passwd", passwd).write("/etc/group", group);
        machine.sh("chmod 0640 /etc/passwd; chown 0:42 /etc/passwd; rm /etc/*shadow");
        machine.ctk("run", "--", "true").expect(0);
        String end = lines.endsWith("\n") ? "" : "\n";
        String line = APP.replace(":x:", ":!:");
        assertEquals(passwd + end + line, Files.readString(machine.upper("/etc/passwd")));
        assertEquals(
                group.replace("44:root", "44:root,app") + end + "app:!:1500:\n",
                Files.readString(machine.upper("/etc/group")));
        assertEquals("0:42 640\n", machine.sh("stat -c '%u:%g %a' /etc/passwd"));
    }

    @Test
    void keepsBytesThatAreNoText() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1600, home = '/srv'");
        byte[] odd =
                "a\0b:x:\u00ff\u00fe:9\nroot:x:0:0::/root:\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] app =
                "app:x:1500:1500:J\u00f6rg,,:/srv:/bin/sh\nz\0"
                        .getBytes(StandardCharsets.ISO_8859_1);
        machine.write("/etc/group", "app:x:1500:\n");
        Files.write(machine.upper("/etc/passwd"), joined(odd, app));
        machine.ctk("run", "--", "true").expect(0);
        byte[] changed =
                new String(app, StandardCharsets.ISO_8859_1)
                        .replace("1500:1500", "1600:1500")
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(joined(odd, changed), Files.readAllBytes(machine.upper("/etc/passwd")));
    }

    @Test
    void readsAHundredThousandLines() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500");
        List<String> passwd = new ArrayList<>(List.of("root:x:0:0::/root:/bin/sh"));
        List<String> group = new ArrayList<>(List.of("root:x:0:"));
        for (int i = 100_000; i < 200_000; i++) {
            passwd.add("user" + i + ":x:" + i + ":" + i + "::/home/user" + i + ":/bin/sh");
            group.add("user" + i + ":x:" + i + ":");
        }
        machine.write("/etc/passwd", String.join("\n", passwd) + "\n");
        machine.write("/etc/group", String.join("\n", group) + "\n");
        Run run = machine.ctk("run", "--", "id", "-un").expect(0);
        assertEquals("app\n", run.out());
        passwd.add(APP.strip());
        assertEquals(passwd, Files.readAllLines(machine.upper("/etc/passwd")));
    }

    @Test
    void saysInOneLineThatAFileIsTooLarge() throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500");
        machine.sh("truncate -s 1G /etc/passwd");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith("ctk run: step 'ensure-user'"), run.err());
        assertTrue(run.err().contains("passwd"), run.err());
        assertTrue(run.err().lines().count() <= 2, run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ln -s /tmp/p", "mkfifo", "mkdir", "ln -s /dev/zero"})
    void refusesWhatIsNoFile(String make) throws Exception {
        Machine machine = EnsureUserIT.machine("uid = 1500");
        machine.sh("echo root:x:0:0::/: >/tmp/p; rm /etc/group; " + make + " /etc/group");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("'/etc/group'"), run.err());
        assertEquals("root:x:0:0::/:\n", machine.sh("cat /tmp/p"));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    /** Copy passwd and group to /m; return the script that mounts them from there. */
    private static String mountsOf(Machine machine) throws Exception {
        machine.sh("mkdir /m; cp /etc/passwd /etc/group /m");
        return "for f in passwd group; do mount --bind m/$f etc/$f; done\n";
    }

    private static Run mounted(Machine machine, String mounts, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(Machine.CTK, "run", "--"));
        all.addAll(List.of(command));
        return Run.of(machine.command(mounts, List.of(), all));
    }
}
