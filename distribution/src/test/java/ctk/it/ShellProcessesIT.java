package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The built-ins of {@code ctk shell} that look at processes, users and the network. */
class ShellProcessesIT {

    private static final String LABEL = "ctk shell: line 1: ";

    private static Run shell(String line) throws Exception {
        return Run.ctk("shell", "-c", line);
    }

    /** Run a script of sh that has the shell as $CTK shell -c, in PID and mount namespaces. */
    private static Run contained(String script) throws Exception {
        String prelude = "mount -t proc proc /proc; CTK=" + Image.CTK + "\n";
        return Run.of(
                List.of(
                        "unshare",
                        "--pid",
                        "--fork",
                        "-m",
                        "--kill-child",
                        "sh",
                        "-euc",
                        prelude + script));
    }

    private static void assertLine(String regex, Run run) {
        assertTrue(
                Pattern.compile("^" + regex + "$", Pattern.MULTILINE).matcher(run.out()).find(),
                regex + " is not in\n" + run.out() + run.err());
    }

    @Test
    void showsTheTreeOfProcessesWithUsersAndCapabilities() throws Exception {
        Run run =
                contained(
                        """
                        setpriv --reuid=4711 --regid=4711 --clear-groups sleep 100 &
                        setpriv --bounding-set=-all,+kill,+chown sleep 101 &
                        while ! pgrep -f 'sleep 101' > /dev/null; do :; done; sleep 0.2
                        "$CTK" shell -c ps
                        """);
        assertLine("! +1 +root +\\S+( caps)? +1 +\\S+ +S +sh -euc .*", run);
        assertLine(" +\\d+ +4711 +- +1 +\\S+ +S +\\\\_ sleep 100", run);
        assertLine("! +\\d+ +root +chown,kill +1 +\\S+ +S +\\\\_ sleep 101", run);
    }

    @Test
    void escapesWhatProcessesCallThemselves() throws Exception {
        Run run =
                contained(
                        """
                        cp "$(command -v sleep)" "$(printf '/tmp/a\\033]0;t\\n')"
                        "$(printf '/tmp/a\\033]0;t\\n')" "$(printf '100')" & pid=$!
                        while ! grep -q 0 /proc/$pid/cmdline; do :; done; sleep 0.2
                        rm "$(printf '/tmp/a\\033]0;t\\n')"
                        "$CTK" shell -c "ps $pid; fds $pid; signals $pid > /dev/null"
                        """);
        assertLine("! .* /tmp/a\\\\x1b]0;t\\S* 100", run);
        assertTrue(run.out().indexOf(27) < 0, run.out());
    }

    @Test
    void survivesProcessesThatComeAndGo() throws Exception {
        Run run =
                contained(
                        """
                        (while :; do /bin/true; done) & loop=$!
                        for i in 1 2 3; do "$CTK" shell -c 'ps > /dev/null && sockets > /dev/null'; done
                        kill $loop
                        """);
        run.expect(0);
    }

    @Test
    void saysThatThereIsNoProc() throws Exception {
        Root root = Root.create();
        Run run = root.run("", Root.CTK, "shell", "-c", "ps; mounts; sockets; fds; caps");
        assertEquals(1, run.code(), run.err());
        assertEquals(5, run.err().lines().count(), run.err());
        assertTrue(run.err().lines().allMatch(line -> line.contains("'/proc")), run.err());
    }

    @Test
    void hidesWhatHidepidHides() throws Exception {
        Run run =
                contained(
                        """
                        mount -o remount,hidepid=2 /proc
                        "$CTK" run nobody -- "$CTK" shell -c 'ps; caps 1'
                        """);
        assertEquals(1, run.code());
        assertEquals(LABEL + "caps: cannot look at process '1': no such process\n", run.err());
        assertTrue(run.out().lines().noneMatch(line -> line.startsWith("!")), run.out());
    }

    @Test
    void listsDescriptors() throws Exception {
        Path file = Image.directory("fds").resolve("some file");
        Files.writeString(file, "12345");
        Run run =
                Run.of(
                        List.of(
                                "sh",
                                "-c",
                                "exec 7>>\"$1\"; \"$2\" shell -c 'fds $PPID' ; exec \"$2\" shell -c"
                                        + " 'fds '$$",
                                "sh",
                                file.toString(),
                                Image.CTK));
        assertLine(" *7 +w,append +\\d+ +" + Pattern.quote(file.toString()), run);
    }

    @Test
    void tellsSignalsCapabilitiesLimits() throws Exception {
        Run run =
                Run.of(
                        List.of(
                                "sh",
                                "-c",
                                "trap '' HUP PIPE; trap : TERM; ulimit -n 321; setpriv"
                                    + " --no-new-privs --inh-caps=+kill --ambient-caps=+kill"
                                    + " --bounding-set=-all,+kill true; \"$1\" shell -c \"signals"
                                    + " $$; caps $$; limits $$; cgroup $$\"; exit $?",
                                "sh",
                                Image.CTK));
        assertLine("ignored: +HUP.* PIPE.*", run);
        assertLine("caught: +.*TERM.*", run);
        assertLine("open files +321 +321 +files", run);
        assertLine("effective: +.*", run);
        assertLine("group: +/.*", run);
        run.expect(0);
    }

    @Test
    void findsTheOwnerOfAListener() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            long pid = ProcessHandle.current().pid();
            Run run = shell("sockets -l").expect(0);
            assertLine(
                    "tcp6? +LISTEN +\\S*127\\.0\\.0\\.1\\S*:" + port + " .* " + pid + " java", run);
            Run connected = shell("connect 127.0.0.1:" + port).expect(0);
            assertLine("connected to 127\\.0\\.0\\.1:" + port + " in \\d+ ms", connected);
            Run grep = shell("sockets | grep -c :" + port);
            assertTrue(Integer.parseInt(grep.out().strip()) >= 1, grep.out());
        }
    }

    @Test
    void saysWhyThereIsNoConnection() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        shell("connect 127.0.0.1:" + port)
                .expectError(
                        1,
                        LABEL
                                + "connect: cannot connect to 127.0.0.1:"
                                + port
                                + ": connection refused");
        Run name = shell("connect no-such-host.invalid:80");
        assertEquals(1, name.code());
        assertTrue(name.err().startsWith(LABEL + "connect: cannot look up 'no-such"), name.err());
        Run bad = shell("connect localhost");
        assertEquals(2, bad.code());
    }

    @Test
    void looksNamesUpAndSaysWhereItAsked() throws Exception {
        Run run = shell("dns localhost");
        assertEquals(0, run.code(), run.err());
        assertLine("A +127\\.0\\.0\\.1|AAAA +0:0:0:0:0:0:0:1", run);
        assertTrue(run.err().startsWith("resolver: the C library; servers: "), run.err());
        assertEquals(1, shell("dns no-such-host.invalid").code());
    }

    @Test
    void sendsSignals() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "100").start();
        shell("kill -0 " + sleep.pid()).expect(0);
        shell("kill -KILL " + sleep.pid()).expect(0);
        assertEquals(137, sleep.waitFor());
        Process other = new ProcessBuilder("sleep", "100").start();
        shell("kill " + other.pid()).expect(0);
        assertEquals(143, other.waitFor());
        shell("kill -USR1 4194305")
                .expectError(1, LABEL + "kill: cannot signal '4194305': no such process");
        assertEquals(2, shell("kill -NOPE 1").code());
        assertEquals(2, shell("kill x").code());
    }

    @Test
    void listsUsersAndGroups() throws Exception {
        Root root = Root.create();
        root.write("etc/passwd", "root:x:0:0::/root:/bin/sh\nbad:x:y\nu:x:7:8::/h\033[2J:\n");
        root.write("etc/group", "root:x:0:\ng:x:8:u,root\nh:x:9:u\n");
        assertEquals(
                """
                   NAME  UID  GID  GROUP  HOME       SHELL
                !  root    0    0  root   /root      /bin/sh
                   u       7    8  g      /h\\x1b[2J
                """,
                root.run("", Root.CTK, "shell", "-c", "users").expect(0).out());
        assertEquals(
                "NAME  GID  MEMBERS\ng       8  u root\nh       9  u\n",
                root.run("", Root.CTK, "shell", "-c", "groups u").expect(0).out());
    }

    @Test
    void findsProgramsAndShowsTheEnvironment() throws Exception {
        Run builtin = shell("which -a ls").expect(0);
        assertTrue(builtin.out().startsWith("ls: built into ctk shell\n/"), builtin.out());
        assertEquals("run: a command of ctk\n", shell("which run").expect(0).out());
        Run which = shell("which sh nosuchprogram");
        assertEquals(Run.of(List.of("sh", "-c", "command -v sh")).out(), which.out());
        assertEquals(1, which.code());
        Run env = shell("export A=b; env | grep '^A='").expect(0);
        assertEquals("A=b\n", env.out());
    }
}
