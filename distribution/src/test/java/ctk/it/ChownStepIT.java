package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.util.List;

/** The step {@code chown}. Needs root. */
class ChownStepIT {

    /** A step before it, of which nothing may be seen if the one behind it is refused. */
    private static final String FIRST = "[[step]]\nuse = 'directory'\npath = '/first'\n";

    private static final String SLOW =
            "for i in $(seq 60); do mkdir -p /v/$i; (cd /v/$i; seq 400 | xargs touch); done";

    private static Machine step(String keys) throws Exception {
        return Machine.configured("user = 'daemon'\n" + FIRST + "[[step]]\nuse = 'chown'\n" + keys);
    }

    private static String owners(Machine machine) throws Exception {
        return machine.sh("find /v -printf '%U:%G %m %P\\n' | LC_ALL=C sort -k3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|1:1 755 ,1:1 644 a,1:1 755 d,1:1 644 d/x.tmp",
                "owner = 'games:sys'|5:3 755 ,5:3 644 a,5:3 755 d,5:3 644 d/x.tmp",
                "owner = '77:78'|77:78 755 ,77:78 644 a,77:78 755 d,77:78 644 d/x.tmp",
                "from = 'nobody'|0:0 755 ,1:1 644 a,0:0 755 d,0:0 644 d/x.tmp",
                "exclude = ['**/*.tmp']|1:1 755 ,1:1 644 a,1:1 755 d,0:0 644 d/x.tmp",
                "exclude = ['d']|1:1 755 ,1:1 644 a,0:0 755 d,0:0 644 d/x.tmp",
                "mode = 'u+rwX,go='|1:1 700 ,1:1 600 a,1:1 700 d,1:1 600 d/x.tmp",
                "mode = '0640'|1:1 640 ,1:1 640 a,1:1 640 d,1:1 640 d/x.tmp",
            })
    void givesATreeItsOwner(String keys, String expected) throws Exception {
        Machine machine = step("paths = '/v'\n" + (keys == null ? "" : keys + "\n"));
        machine.sh("mkdir -p /v/d; touch /v/a /v/d/x.tmp; chown nobody /v/a");
        machine.ctk("run", "--", "true").expect(0);
        assertEquals(expected.replace(",", "\n") + "\n", owners(machine));
    }

    @Test
    void leavesATreeAloneWhoseRootMatches() throws Exception {
        Machine machine = step("paths = ['/v']\npolicy = 'root-mismatch'\n");
        machine.sh("mkdir /v; touch /v/a; chown daemon:daemon /v");
        Run run = machine.ctk("run", "--verbose", "--", "true").ofSteps();
        String told = "ctk run: chown: '/v' is of 1:1: what is below is left as it is: already so";
        assertEquals(told, run.err().lines().toList().getLast());
        assertEquals("1:1 755 \n0:0 644 a\n", owners(machine));
        machine.sh("chown root /v");
        machine.ctk("run", "--", "true").expect(0);
        assertEquals("1:1 755 \n1:1 644 a\n", owners(machine));
    }

    /** What is below a tree is unknown until it has its owner. */
    @Test
    void leavesToRootWhatAStepBehindItGivesBack() throws Exception {
        Machine machine =
                step(
                        """
                        paths = ['/v']
                        [[step]]
                        use = 'directory'
                        path = '/v/secret'
                        owner = 'root'
                        mode = '0700'
                        """);
        machine.sh("mkdir -p /v/secret; chmod 700 /v/secret");
        Run dry = machine.ctk("run", "--dry-run", "--", "true").expect(0);
        assertTrue(dry.out().contains("set-up        directory: planned after chown\n"), dry.out());
        for (int i = 0; i < 2; i++) {
            machine.ctk("run", "--", "true").expect(0);
            assertEquals("1:1 755 \n0:0 700 secret\n", owners(machine));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "paths = '/v'\\nmode = 'rwx'|mode 'rwx'",
                "paths = '/v'\\nexclude = ['/x']|'/x'",
                "paths = '/'|'/': it is the system's directory /",
                "paths = ['/v', '/etc']|'/etc': it is the system's directory /etc",
                "paths = '/usr'|'/usr': it is the system's directory /usr",
                "paths = '/usr/./lib/'|'/usr/lib': it is the system's directory /lib",
                "paths = '/proc'|'/proc': it is the system's directory /proc",
                "paths = '/alias'|'/alias': it is the system's directory /etc",
                "paths = '/none'|'/none' does not exist",
                "paths = '/link'|'/link' is a symbolic link",
                "paths = '/v'\\nfrom = 'games:games'|'games:games' names a group",
                "paths = '/v'\\npolicy = 'always'|'always' is not changed or root-mismatch",
            })
    void refusesBeforeAnythingIsChanged(String keys, String cause) throws Exception {
        Machine machine = step(keys.replace("\\n", "\n") + "\n");
        machine.sh("mkdir /v /alias; ln -s /v /link");
        String start = "mount --bind /etc /alias; exec " + Machine.CTK + " run ";
        Run dry = machine.run("sh", "-euc", start + "--dry-run -- true");
        Run run = machine.run("sh", "-euc", start + "-- true");
        assertEquals(dry.err(), run.err());
        assertEquals(125, run.code());
        assertTrue(run.err().startsWith("ctk run: step 'chown' (/etc/ctk/ctk.toml:5:1): "), cause);
        assertTrue(run.err().contains(cause), run.err());
        assertTrue(Files.notExists(machine.upper("/first")), "it was made");
    }

    /** The root is there only when the step before it has made it. */
    @Test
    void givesAwayWhatAStepBeforeItMakes() throws Exception {
        Machine machine = step("paths = '/first'\n");
        machine.ctk("run", "--", "true").expect(0);
        assertEquals("daemon\n", machine.sh("stat -c %U /first"));
    }

    @Test
    void stopsForASignalAndIsCompletedByTheNext() throws Exception {
        Machine machine = step("paths = '/v'\npolicy = 'root-mismatch'\n");
        machine.sh(SLOW);
        String script =
                "strace -f -qq -o /dev/null -e inject=fchownat,chown,lchown,fchown:delay_exit=2000"
                        + " \"$1\" run -- true & p=$!\n"
                        + "until [ \"$(find /v -user daemon | head -1)\" ]; do :; done\n"
                        + "kill -TERM $(cat /proc/$p/task/$p/children); wait $p";
        Run run = machine.run("sh", "-c", script, "sh", Machine.CTK);
        assertEquals(
                "143 ctk run: warning: stopped by signal 15 in step 'chown'\n",
                run.code() + " " + run.err().replace("Terminated\n", "")); // by sh
        assertEquals("root\n", machine.sh("stat -c %U /v"));
        machine.ctk("run", "--", "true").expect(0);
        assertEquals("0\n", machine.sh("find /v ! -user daemon | wc -l"));
    }

    @Test
    void stopsWhenItsTimeIsOver() throws Exception {
        Machine machine = step("paths = '/v'\ntimeout = 1\npolicy = 'root-mismatch'\n");
        machine.sh(SLOW);
        String start =
                "exec strace -f -qq -o /dev/null -e"
                        + " inject=fchownat,chown,lchown,fchown:delay_exit=2000 ";
        Run run = machine.run("sh", "-c", start + Machine.CTK + " run -- true");
        assertEquals(
                """
                125
                ctk run: step 'chown' (/etc/ctk/ctk.toml:5:1): give '/v' and what is below to 1:1: \
                timed out after 1 s
                hint: done before it: create directory '/first', mode 0755
                """,
                run.code() + "\n" + run.err());
        assertEquals("root\n", machine.sh("stat -c %U /v"));
    }

    @Test
    void saysWhatItCouldNotChange() throws Exception {
        Machine machine = step("paths = '/v'\n");
        machine.sh("mkdir /v; touch /v/a /v/b");
        String script = "mount --bind /v /v; mount -o remount,bind,ro /v; exec \"$1\" run -- true";
        Run run = machine.run("sh", "-euc", script, "sh", Machine.CTK);
        assertEquals(125, run.code());
        List<String> lines = run.err().lines().toList();
        assertEquals(2, lines.size(), run.err());
        assertTrue(lines.getFirst().contains("read-only file system (and 2 more)"), run.err());
    }
}
