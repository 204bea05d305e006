package ctk.plugins.waitfor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.core.setup.Change;
import ctk.core.setup.SetupException;
import ctk.plugins.testing.env.Entry;
import ctk.plugins.testing.env.MemoryView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class WaitForStepTests {

    @Test
    void waitsForEachInTurn() throws Exception {
        assertTrue(new WaitForStep().isBarrier());
        assertEquals(60, new WaitForStep().timeout());
        assertEquals(
                List.of(
                        "wait for tcp 'db:5432'",
                        "wait for tcp '[::1]:80'",
                        "wait for unix '/run/s'",
                        "wait for path '/run/it\\'s'"),
                plan(
                        "path",
                        List.of("/run/it's"),
                        "unix",
                        List.of("/run/s"),
                        "tcp",
                        List.of("db:5432", "[::1]:80")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db:1 | db | 1",
                "db.example.org:65535 | db.example.org | 65535",
                "a_b-c:00080 | a_b-c | 80",
                "127.0.0.1:80 | 127.0.0.1 | 80",
                "[::1]:80 | ::1 | 80",
                "[fe80::1%eth0]:80 | fe80::1%eth0 | 80",
            })
    void readsHostAndPort(String text, String host, int port) throws Exception {
        var server = TcpServer.parse(text, Entry.of(new WaitForStep()));
        assertEquals(host, server.host());
        assertEquals(port, server.port());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | '' has no port: it is host:port",
                "db | 'db' has no port: it is host:port",
                "db: | the port of 'db:' is not a number of 1 to 65535",
                "db:0 | the port of 'db:0' is not a number of 1 to 65535",
                "db:65536 | the port of 'db:65536' is not a number of 1 to 65535",
                "db:4294967376 | the port of 'db:4294967376' is not a number of 1 to 65535",
                "db:-1 | the port of 'db:-1' is not a number of 1 to 65535",
                "db:+80 | the port of 'db:+80' is not a number of 1 to 65535",
                "db:http | the port of 'db:http' is not a number of 1 to 65535",
                "\"db:80 \" | the port of 'db:80 ' is not a number of 1 to 65535",
                "db:\u0668\u0660 | the port of 'db:\u0668\u0660' is not a number of 1 to 65535",
                ":80 | the host of ':80' is malformed",
                "[]:80 | the host of '[]:80' is malformed",
                "[db]:80 | the host of '[db]:80' is malformed",
                "[::1:80 | '[::1:80' has colons in its host: put it in brackets",
                "::1:80 | '::1:80' has colons in its host: put it in brackets",
                "http://db:80 | 'http://db:80' has colons in its host: put it in brackets",
                "u@db:80 | the host of 'u@db:80' is malformed",
                "d b:80 | the host of 'd b:80' is malformed",
                "db/x:80 | the host of 'db/x:80' is malformed",
                "\u65e5:80 | the host of '\u65e5:80' is malformed",
                "[::1]80 | the port of '[::1]80' is not a number of 1 to 65535",
            })
    void refusesWhatIsNoServer(String text, String cause) {
        assertEquals("tcp: " + cause, refusal("tcp", List.of(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d\nb:80", "db\0:80", "\u202edb:80"})
    void refusesHostsThatAreNotPrintable(String text) {
        assertTrue(refusal("tcp", List.of(text)).endsWith(" is malformed"));
    }

    @Test
    void refusesAHostThatNoNameServerKnows() {
        String host = "a.".repeat(127);
        assertTrue(refusal("tcp", List.of(host + ":80")).endsWith(" is malformed"));
    }

    @Test
    void refusesASocketThatNoAddressHolds() throws Exception {
        String path = "/" + "x".repeat(106);
        assertEquals(
                "unix: '" + path + "' has more than 106 bytes", refusal("unix", List.of(path)));
        plan("unix", List.of(path.substring(0, 106)));
    }

    @Test
    void refusesToWaitForNothingAndWithoutPause() {
        assertEquals("tcp: neither it nor unix nor path names anything", refusal());
        assertEquals(
                "tcp: neither it nor unix nor path names anything", refusal("path", List.of()));
        assertEquals("interval: it is 0", refusal("path", List.of("/x"), "interval", 0));
    }

    private static List<String> plan(Object... entry) throws SetupException {
        var step = new WaitForStep();
        var descriptions = new ArrayList<String>();
        for (Change change : step.plan(Entry.of(step, entry), new MemoryView())) {
            assertTrue(change.isNeeded());
            descriptions.add(change.description());
        }
        return descriptions;
    }

    private static String refusal(Object... entry) {
        SetupException e = assertThrows(SetupException.class, () -> plan(entry));
        return String.valueOf(e.getMessage());
    }
}
