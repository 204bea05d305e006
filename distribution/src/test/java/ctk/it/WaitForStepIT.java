package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** The step wait-for: what is not there yet appears, or the start fails in time. */
@LeftOutWhenSealed("the step has no guard, and a start with it is never sealed")
class WaitForStepIT {

    private static final String FAILS = "ctk run: step 'wait-for' (/etc/ctk/ctk.toml:2:1): ";
    private static final long PAUSE = 400;

    /** Listens, and tells what the client sent before it hung up. */
    private static final String LISTEN =
            """
            import socket, time
            time.sleep(0.4)
            s = socket.socket(socket.AF_UNIX)
            s.bind('/s'); s.listen()
            c, _ = s.accept()
            open('/got', 'wb').write(c.recv(1000))
            """;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void waitsForATcpServer(String host) throws Exception {
        int port = freePort();
        Machine machine = waiting("tcp = ['" + host + ":" + port + "']");
        Process ctk = start(machine);
        Thread.sleep(PAUSE);
        assertTrue(ctk.isAlive(), "it did not wait");
        try (ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertEquals(-1, server.accept().getInputStream().read(), "something was sent");
            assertEquals(0, Live.end(ctk));
        }
    }

    @Test
    void waitsForAServerOfTheUnixDomain() throws Exception {
        Machine machine = waiting("unix = ['/s']");
        machine.write("/listen.py", LISTEN);
        String script = "/usr/bin/python3 /listen.py & " + Machine.CTK + " run -- true; wait";
        assertEquals("", machine.sh(script));
        assertEquals("", machine.sh("cat /got"), "something was sent");
    }

    @Test
    void waitsForAPath() throws Exception {
        Machine machine = waiting("path = ['/there', '/there/too']");
        String script = "(sleep 0.3; mkdir /there; sleep 0.3; ln -s /nowhere /there/too) & ";
        assertEquals("too\n", machine.sh(script + Machine.CTK + " run -- ls /there; wait"));
    }

    @Test
    void goesOnAtOnceIfAllIsThere() throws Exception {
        Machine machine = waiting("path = ['/etc', '/bin']\ntimeout = 1");
        machine.ctk("run", "--", "true").expect(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp = ['127.0.0.1:1']",
                "tcp = ['192.0.2.1:80']", // TEST-NET-1 (RFC 5737): nobody answers
                "tcp = ['no-such-host.invalid:80']",
                "unix = ['/no-such-socket']",
                "unix = ['/etc/passwd']",
                "path = ['/no/such/path']",
            })
    void givesUpWhenTheTimeIsOver(String target) throws Exception {
        Machine machine = waiting(target + "\ntimeout = 1");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        String what = target.replaceFirst("(.*) = \\[(.*)\\]", "wait for $1 $2");
        assertEquals(
                FAILS + what + ": timed out after 1 s\nhint: nothing was changed before it\n",
                run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tcp = ['localhost']|'localhost' has no port: it is host:port",
                "tcp = ['localhost:']|the port of 'localhost:' is not a number of 1 to 65535",
                "tcp = ['localhost:0']|the port of 'localhost:0' is not a number of 1 to 65535",
                "tcp = ['localhost:65536']"
                        + "|the port of 'localhost:65536' is not a number of 1 to 65535",
                "tcp = ['localhost:http']"
                        + "|the port of 'localhost:http' is not a number of 1 to 65535",
                "tcp = [':80']|the host of ':80' is malformed",
                "tcp = ['::1:80']|'::1:80' has colons in its host: put it in brackets",
                "tcp = ['a b:80']|the host of 'a b:80' is malformed",
                "tcp = ['http://x:80']|'http://x:80' has colons in its host: put it in brackets",
                "interval = 0|it is 0",
                "timeout = 5|neither it nor unix nor path names anything",
            })
    void refusesWhatNobodyCouldWaitFor(String keys, String cause) throws Exception {
        Run run = waiting(keys).ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith(FAILS + "key '"), run.err());
        assertEquals(cause, run.err().strip().replaceFirst("(?s).* at \\d:1: ", ""));
    }

    @Test
    void refusesAPathThatNoSocketCanHave() throws Exception {
        Run run = waiting("unix = ['/" + "x".repeat(108) + "']").ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains(" has more than 106 bytes"), run.err());
    }

    /** PID 1 gets only signals that it has asked for, and a runtime sends TERM and then KILL. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TERM|143|path = ['/no/such/path']",
                "TERM|143|tcp = ['192.0.2.1:80']",
                "TERM|143|tcp = ['no-such-host.invalid:80']",
                "HUP|129|unix = ['/no-such-socket']",
            })
    void endsAtASignalAsPid1(String signal, int code, String target) throws Exception {
        Machine machine =
                Machine.configured(
                        "user = ''\n[[step]]\nuse = 'exec'\ncommand = ['touch', '/begun']\n"
                                + "[[step]]\nuse = 'wait-for'\n"
                                + target
                                + "\ntimeout = 1000\n");
        String script =
                """
                unshare -pf %s run -- true 2>/err & u=$!
                while ! [ -e /begun ]; do sleep 0.01; done; sleep 0.1
                kill -%s $(cat /proc/$u/task/$u/children)
                wait $u || echo $?
                cat /err
                """;
        String out = machine.sh(script.formatted(Machine.CTK, signal));
        assertTrue(
                out.startsWith(code + "\nctk run: warning: stopped by signal " + (code - 128)),
                out);
        assertEquals(2, out.lines().count(), out);
    }

    private static Machine waiting(String keys) throws Exception {
        return Machine.configured("user = ''\n[[step]]\nuse = 'wait-for'\n" + keys + "\n");
    }

    private static Process start(Machine machine) throws Exception {
        List<String> command = List.of(Machine.CTK, "run", "--", "true");
        return new ProcessBuilder(machine.command("", List.of(), command)).inheritIO().start();
    }

    private static int freePort() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            return server.getLocalPort();
        }
    }
}
