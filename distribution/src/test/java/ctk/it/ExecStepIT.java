package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The step exec: which programs run, as whom, and what comes of their ends. */
@LeftOutWhenSealed("the step has no guard, and a start with it is never sealed")
class ExecStepIT {

    static final String FAILS = "ctk run: step 'exec' (/etc/ctk/ctk.toml:2:1): ";

    private static final String ENTRYPOINT = "directory = '/docker-entrypoint.d'";

    @Test
    void runsADirectoryInByteOrder() throws Exception {
        Machine machine = exec(ENTRYPOINT);
        machine.sh(
                """
                mkdir -p /docker-entrypoint.d/50-dir; cd /docker-entrypoint.d
                for f in 10-b 9-a 10-B Z.sh a 'with space' .hidden old~ 30-none.sh; do
                    printf '#!/bin/sh\\necho "$0" >>/log\\n' >"$f"; chmod 755 "$f"
                done
                chmod 644 30-none.sh; mkfifo -m 777 60-fifo
                """);
        Run run = machine.ctk("run", "--verbose", "--", "cat", "/log");
        assertEquals(
                List.of("10-B", "10-b", "9-a", "Z.sh", "a", "with space"),
                run.out().lines().map(path -> path.replace("/docker-entrypoint.d/", "")).toList());
        assertTrue(
                run.err().contains("skip '/docker-entrypoint.d/30-none.sh': not executable"),
                run.err());
        assertTrue(
                run.err().contains("skip '/docker-entrypoint.d/60-fifo': no regular file"),
                run.err());
    }

    @Test
    void endsWithTheFirstThatFails() throws Exception {
        Machine machine = exec(ENTRYPOINT);
        machine.sh(
                """
                mkdir /docker-entrypoint.d; cd /docker-entrypoint.d
                for code in 0 3 4; do
                    printf "#!/bin/sh\\necho $code >>/log; exit $code\\n" >$code.sh
                done
                chmod +x *
                """);
        machine.ctk("run", "--", "touch", "/reached")
                .expectError(
                        125,
                        FAILS
                                + "'/docker-entrypoint.d/3.sh' exited with 3\n"
                                + "hint: nothing was changed before it");
        assertEquals("0\n3\n", machine.sh("cat /log"));
        assertTrue(Files.notExists(machine.upper("/reached")), "the command ran");
    }

    /** All codes in one start of the machine; 0 goes on, and so does nothing else. */
    @Test
    void refusesEveryExitCodeButZero() throws Exception {
        Machine machine = exec("command = ['sh', '-c', 'exit ${CODE}']");
        String out =
                machine.sh(
                        "for CODE in $(seq 0 8 255) 255 126 127; do export CODE; "
                                + Machine.CTK
                                + " run -- echo ran 2>&1 | head -n 1; done");
        int line = 0;
        List<String> lines = out.lines().toList();
        for (int code = 0; code <= 248; code += 8) {
            String outcome = " exited with " + code;
            outcome = code > 128 && code <= 192 ? " was ended by signal " + (code - 128) : outcome;
            assertEquals(code == 0 ? "ran" : FAILS + "'sh'" + outcome, lines.get(line++));
        }
        for (int code : new int[] {255, 126, 127}) {
            assertEquals(FAILS + "'sh' exited with " + code, lines.get(line++));
        }
        assertEquals(line, lines.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 11, 15})
    void tellsTheSignalThatEndedAProgram(int signal) throws Exception {
        Run run =
                exec("command = ['sh', '-c', 'kill -" + signal + " $$$$']")
                        .ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith(FAILS + "'sh' was ended by signal " + signal), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "#!/no/such/interpreter\\n|its interpreter is missing",
                "no magic number\\n|exec format error",
                "\\177ELF broken|exec format error",
                "#!/p\\n|too many levels of symbolic links",
            })
    void saysWhyAProgramCannotBeExecuted(String content, String cause) throws Exception {
        Machine machine = exec("command = ['/p']");
        machine.sh("printf '" + content + "' >/p; chmod 755 /p");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith(FAILS + "cannot execute '/p': " + cause), run.err());
        assertEquals(2, run.err().lines().count(), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "command = ['no-such-program']|there is no 'no-such-program' in PATH",
                "command = ['/no/such']|there is no '/no/such'",
                "command = ['/etc/passwd']|cannot execute '/etc/passwd': permission denied",
                "command = ['/etc']|cannot execute '/etc': ",
                "command = ['true'], workdir = '/no/such'|key 'workdir' at ",
                "command = ['true'], user = 'no-such-user'|no such user",
                "command = ['true'], directory = '/etc'|key 'command' at ",
                "directory = '/no/such'|key 'directory' at ",
            })
    void refusesWhatCannotRun(String keys, String cause) throws Exception {
        Run run = exec(keys).ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith(FAILS), run.err());
        assertTrue(run.err().contains(cause), run.err());
    }

    /** What uid 65534 puts into /own, where a name or a path of the configuration leads. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command = ['/own/link']|user 65534 owns: '/own/link'",
                "command = ['/own/evil']|user 65534 owns: '/own/evil'",
                "command = ['./evil'], workdir = '/own'|the relative path './evil'",
                "command = ['evil']|user 65534 owns: '/own/evil'",
                "command = ['sh', '-c', 'true']|user 65534 owns: '/own/sh'",
                "command = ['true'], workdir = '/own/root'|is another user's link",
            })
    void refusesToRunAsRootWhatAUserPlanted(String keys, String cause) throws Exception {
        Machine machine = exec(keys);
        machine.sh(
                "mkdir /own; cd /own; printf '#!/bin/sh\\nid -u >/ran\\n' >evil; chmod 755 evil;"
                        + " cp evil sh; ln -s evil link; ln -s /root root;"
                        + " chown -h nobody . evil sh link root");
        String path = "PATH=/own:/usr/sbin:/usr/bin:/sbin:/bin";
        Run run = machine.ctk(List.of(path), "run", "--", "/bin/true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains(cause), run.err());
        assertTrue(Files.notExists(machine.upper("/ran")), "it ran");
    }

    /** Root may run only what nobody but root can write. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chmod 0775 /docker-entrypoint.d|others can write: '/docker-entrypoint.d'",
                "chmod 1777 /docker-entrypoint.d|others can write: '/docker-entrypoint.d'",
                "chown nobody /docker-entrypoint.d|user 65534 owns: '/docker-entrypoint.d'",
                "chmod 0777 /docker-entrypoint.d/a|others can write: '/docker-entrypoint.d/a'",
                "chown nobody /docker-entrypoint.d/a|user 65534 owns: '/docker-entrypoint.d/a'",
            })
    void refusesADirectoryThatOthersCanWrite(String change, String cause) throws Exception {
        Machine machine = exec(ENTRYPOINT);
        machine.sh(
                "mkdir /docker-entrypoint.d; cd /docker-entrypoint.d;"
                        + " printf '#!/bin/sh\\ntouch /ran\\n' >a; chmod 755 a;"
                        + change);
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("root may not run what " + cause), run.err());
        assertTrue(Files.notExists(machine.upper("/ran")), "it ran");
        String toml = Files.readString(machine.upper("/etc/ctk/ctk.toml"));
        machine.write("/etc/ctk/ctk.toml", toml + "user = 'nobody'\n");
        machine.sh("mkdir -m 777 -p /w; sed -i 's,/ran,/w/ran,' /docker-entrypoint.d/a");
        machine.ctk("run", "--", "true").expect(0);
        assertEquals("nobody\n", machine.sh("stat -c %U /w/ran"));
    }

    /** As the command has it: ids, groups, no capability, the caller's descriptors alone. */
    @Test
    void runsAsTheUser() throws Exception {
        Machine machine =
                exec(
                        "command = ['/probe', 'a b', '${UNSET:-}', 'x']\n"
                                + "user = 'games'\n"
                                + "workdir = '/srv'");
        Files.copy(Path.of(Image.program("probe")), machine.upper("/probe"));
        machine.sh("usermod -aG audio games");
        Run run = machine.ctk("run", "--", "/bin/true");
        List<String> lines = run.expect(0).out().lines().toList();
        for (String line :
                List.of(
                        "argv[0] /probe",
                        "argv[1] a\\x20b",
                        "argv[2] ",
                        "argv[3] x",
                        "uid 5 5 5",
                        "gid 60 60 60",
                        "env HOME=/usr/games",
                        "CapInh:\t0000000000000000",
                        "CapPrm:\t0000000000000000",
                        "CapEff:\t0000000000000000",
                        "CapAmb:\t0000000000000000",
                        "Threads:\t1")) {
            assertTrue(lines.contains(line), line + "\n" + run.out());
        }
        assertEquals(
                List.of("group 29"),
                lines.stream().filter(line -> line.startsWith("group ")).toList());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("cwd /srv ")), run.out());
        assertEquals(3, lines.stream().filter(line -> line.startsWith("fd ")).count(), run.out());
        assertFalse(run.out().contains("signal"), run.out());
    }

    /** The state of the program is that of the command: who is run, and by whom, is all. */
    @Test
    void runsInTheStateOfTheCommand() throws Exception {
        Machine machine = exec("command = ['/probe']\nuser = 'nobody'");
        machine.write(
                "/etc/ctk/ctk.toml",
                "user = 'nobody'\n[[step]]\nuse = 'exec'\ncommand = ['/probe']\nuser = 'nobody'\n");
        Files.copy(Path.of(Image.program("probe")), machine.upper("/probe"));
        Run run = machine.ctk("run", "--", "/probe").expect(0);
        int half = run.out().length() / 2;
        assertEquals(run.out().substring(half), run.out().substring(0, half));
    }

    static Machine exec(String keys) throws Exception {
        String lines = keys.replace("], ", "]\n");
        return Machine.configured("user = ''\n[[step]]\nuse = 'exec'\n" + lines + "\n");
    }
}
