package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The step {@code directory}, on friendly and on hostile ground. Needs root. */
@LeftOutWhenSealed("its starts have work to do, and are not sealed: see SealedSetupIT")
class DirectoryStepIT {

    private static final String OWNED = "path = '/v/a/b'\nowner = 'daemon:games'\nmode = '0750'\n";

    private static Machine step(String keys) throws Exception {
        return Machine.configured("user = ''\n[[step]]\nuse = 'directory'\n" + keys);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode = '0750'|root:root 755|root:root 750",
                "owner = 'daemon:games'|root:root 755|daemon:games 755",
                "owner = 'daemon'\\nmode = '2770'|root:root 755|daemon:daemon 2770",
                "owner = 'daemon'\\nown-parents = true|daemon:daemon 755|daemon:daemon 755",
                "owner = 'daemon'\\nown-parents = true\\nmode = '1777'"
                        + "|daemon:daemon 755|daemon:daemon 1777",
            })
    void makesThem(String keys, String above, String last) throws Exception {
        Machine machine = step("path = '/v/a/b'\n" + keys.replace("\\n", "\n"));
        machine.run("sh", "-c", "umask 077; exec " + Machine.CTK + " run -- true").expect(0);
        assertEquals(
                above + "\n" + above + "\n" + last + "\n",
                machine.sh("stat -c '%U:%G %a' /v /v/a /v/a/b"));
    }

    @Test
    void findsNothingToDoTheSecondTime() throws Exception {
        Machine machine = step(OWNED);
        machine.ctk("run", "--", "true").expect(0);
        String times = machine.sh("stat -c '%z %i' /v /v/a /v/a/b");
        Run run = machine.ctk("run", "--verbose", "--", "true").ofSteps();
        assertEquals(
                "ctk run: directory: directory '/v/a/b' is of 1:60, mode 0750: already so\n",
                run.err());
        assertEquals(times, machine.sh("stat -c '%z %i' /v /v/a /v/a/b"));
    }

    @Test
    void mendsOwnerAndModeOfOneThatIsThereAndNothingBelow() throws Exception {
        Machine machine = step(OWNED);
        machine.sh("mkdir -p /v/a/b/c; chmod 2777 /v/a/b; chown nobody /v/a/b /v/a");
        machine.ctk("run", "--", "true").expect(0);
        assertEquals(
                "nobody:root 755\ndaemon:games 750\nroot:root 755\n",
                machine.sh("stat -c '%U:%G %a' /v/a /v/a/b /v/a/b/c"));
    }

    /** It is empty, and nobody can tell that it is still wanted. */
    @Test
    void makesItAgainWhereAnotherStartTookItForALeftover() throws Exception {
        Machine machine = step(OWNED);
        machine.sh("mkdir -p /v/a");
        try (EnteredMachine entered = new EnteredMachine(machine)) {
            String probe = Image.program("probe");
            List<String> command = List.of(Machine.CTK, "run", "--", probe);
            Faults faults = Faults.in(entered, List.of(), probe, command);
            List<Faults.Call> calls =
                    faults.calls.stream().filter(call -> call.name().equals("mkdirat")).toList();
            assertEquals(1, calls.size(), calls.toString());
            entered.sh("rmdir /v/a/b");
            Faults.Struck struck = faults.strike(calls.getFirst(), "ok"); // and there is none
            assertTrue(struck.isStruck(), struck.toString());
            assertEquals("", faults.judge(struck));
            String found = entered.sh("stat -c '%U:%G %a' /v/a/b; find /v -mindepth 2");
            assertEquals("daemon:games 750\n/v/a/b\n", found);
        }
    }

    @Test
    void followsALinkOfRootAboveButNoneAtTheEnd() throws Exception {
        Machine machine = step(OWNED);
        machine.sh("mkdir /real; ln -s real /v");
        machine.ctk("run", "--", "true").expect(0);
        assertEquals("daemon 750\n", machine.sh("stat -c '%U %a' /real/a/b"));
        machine.sh("mv /real/a/b /real/a/c; ln -s c /real/a/b");
        expectRefused(machine, "'/v/a/b' is no directory");
    }

    @Test
    void refusesALinkOfAnotherUserOnTheWay() throws Exception {
        Machine machine = step(OWNED);
        machine.sh("mkdir /v; ln -s /etc /v/a; chown -h nobody /v /v/a");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code());
        assertEquals(1 + 1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("/v/a/b'"), run.err());
        assertTrue(run.err().contains("symbolic link"), run.err());
        machine.sh("test ! -e /etc/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"touch", "mkfifo", "ln -s /nowhere", "ln -s b"})
    void refusesWhatIsNoDirectory(String make) throws Exception {
        Machine machine = step(OWNED);
        machine.sh("mkdir -p /v/a; " + make + " /v/a/b");
        String before = machine.sh("stat -c '%U %a %z' /v/a/b");
        expectRefused(machine, "'/v/a/b' is no directory");
        assertEquals(before, machine.sh("stat -c '%U %a %z' /v/a/b"));
    }

    @Test
    void refusesAFileOnTheWay() throws Exception {
        Machine machine = step(OWNED);
        machine.sh("mkdir /v; touch /v/a");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code());
        assertTrue(run.err().contains("not a directory"), run.err());
    }

    @Test
    void makesWhatIsHardToName() throws Exception {
        Machine machine =
                Machine.configured(
                        """
                        user = ''
                        [[step]]
                        use = 'directory'
                        path = "/v/\\n'\\u202e\\\\é ${X}"
                        """);
        Run run = machine.ctk(List.of("X=*"), "run", "--verbose", "--", "true").ofSteps();
        assertTrue(
                run.err()
                        .startsWith(
                                "ctk run: directory: create directory"
                                        + " '/v/\\u000a\\'\\u202e\\\\é *', mode 0755 ("),
                run.err());
        assertEquals("1\n", machine.sh("find /v -mindepth 1 -printf '1\\n'"));
    }

    /** Who owns the directory above swaps what the plan saw before the change is made. */
    @ParameterizedTest
    @CsvSource({
        "rmdir /v/d; ln -s /etc /v/d",
        "rmdir /v/d; mkfifo /v/d",
        "rm -r /v; ln -sn /etc /v; chown -h daemon /v"
    })
    void changesNothingWhereASwapLeadsTo(String swap) throws Exception {
        Machine machine =
                Machine.configured(
                        """
                        user = ''
                        [[step]]
                        use = 'exec'
                        command = ['sh', '-c', '''%s''']
                        [[step]]
                        use = 'directory'
                        path = '/v/d'
                        owner = 'daemon'
                        mode = '0777'
                        """
                                .formatted(swap));
        machine.sh("mkdir -p /v/d; chown daemon /v");
        String before = machine.sh("stat -c '%U %a' /etc");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertEquals(before, machine.sh("stat -c '%U %a' /etc; test ! -e /etc/d"));
    }

    /** As {@code changesNothingWhereASwapLeadsTo}, without a pause for the one who swaps. */
    @Test
    void winsTheRaceAgainstWhoSwapsAllTheTime() throws Exception {
        Machine machine = step("paths = ['/v/d/x', '/v/d/y']\nowner = 'daemon'\nmode = '0777'\n");
        machine.sh("mkdir -p /v/d /victim/x /victim/y; chown daemon /v /v/d");
        String swap =
                "while :; do mv /v/d /v/e; ln -s /victim /v/d; rm /v/d; mv /v/e /v/d; done"
                        + " 2>/dev/null";
        String script =
                """
                setpriv --reuid 1 --regid 1 --clear-groups sh -c "$1" & p=$!
                for i in 1 2 3 4 5 6 7 8 9 10; do
                    "$2" run -- true 2>/dev/null || [ $? = 125 ]
                done
                kill $p
                stat -c '%U %a' /victim /victim/x /victim/y
                """;
        Run run = machine.run("sh", "-euc", script, "sh", swap, Machine.CTK).expect(0);
        assertEquals("root 755\n".repeat(3), run.out());
    }

    /** Whenever a start is killed, the next completes it. */
    @Test
    void isCompletedAfterAKill() throws Exception {
        StringBuilder paths = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            paths.append("'/v/").append(i).append("/a',");
        }
        String keys = "paths = [" + paths + "]\nowner = 'daemon'\nmode = '2750'\n";
        Machine machine = step(keys + "own-parents = true\n");
        int killed = 0;
        List<String> command =
                machine.command("", List.of(), List.of(Machine.CTK, "run", "--", "true"));
        Path first = machine.upper("/v/0");
        Path last = machine.upper("/v/299/a");
        for (int i = 0; i < 8; i++) {
            machine.sh("rm -rf /v");
            Process process = new ProcessBuilder(command).start();
            Live.await("the first", () -> Files.exists(first) || !process.isAlive());
            process.waitFor(i, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            killed += Files.exists(last) ? 0 : 1;
            machine.ctk("run", "--", "true").expect(0);
            assertEquals(
                    "300 daemon 2750\n",
                    machine.sh("stat -c '%U %a' /v/*/a | sort | uniq -c | sed 's/^ *//'"));
        }
        assertTrue(killed > 0, "it was never killed in between");
    }

    private static void expectRefused(Machine machine, String cause) throws Exception {
        Run run = machine.ctk("run", "--", "true");
        assertEquals(
                "125\nctk run: step 'directory' (/etc/ctk/ctk.toml:2:1): key 'path' at 4:1: "
                        + cause
                        + "\n",
                run.code() + "\n" + run.err());
    }
}
