package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** What each option of ctk run does to the command. Needs root. */
class RunOptionsIT {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--chdir=/usr                | pwd                        | /usr",
                "--chdir=/usr/../proc        | pwd                        | /proc",
                "--umask=027                 | umask                      | 0027",
                "--nice=7                    | nice                       | 7",
                "--rlimit=nofile=100:200     | ulimit -Sn; ulimit -Hn     | 100 200",
                "--rlimit=core=0             | ulimit -Sc; ulimit -Hc     | 0 0",
                "--rlimit=core=unlimited     | ulimit -Hc                 | unlimited",
                "--login-env                 | echo $USER $LOGNAME $SHELL | nobody nobody"
                        + " /usr/sbin/nologin",
                "--env=A=1 --env=A=2         | echo $A                    | 2",
                "--env=HOME=/x               | echo $HOME                 | /x",
                "--unset-env=HOME            | echo ${HOME-unset}         | unset",
                "--env=A=1 --unset-env=A     | echo ${A-unset}            | unset",
                "--groups=                   | id -G                      | 65534",
                "--groups=12,audio           | id -G                      | 65534 12 29",
                "--add-groups=audio          | id -G                      | 65534 29",
            })
    void changesOneThing(String options, String script, String expected) throws Exception {
        List<String> command = new ArrayList<>(List.of(Image.CTK, "run"));
        command.addAll(Arrays.asList(options.strip().split(" ")));
        command.addAll(List.of("nobody", "--", "sh", "-c", script));
        Run run = StartState.PLAIN.run(command).expect(0);
        assertEquals(expected, String.join(" ", run.out().lines().toList()));
    }

    @Test
    void emptiesTheEnvironment() throws Exception {
        StartState state = StartState.PLAIN.and("--env=TERM=vt100", "--env=SECRET=s", "--env=odd");
        Run run = state.ctk("run", "--reset-env", "--env=B=2", "nobody", "--", "/usr/bin/env");
        assertEquals(
                new TreeSet<>(
                        List.of(
                                "HOME=/nonexistent",
                                "PATH=/usr/local/bin:/usr/bin:/bin",
                                "TERM=vt100",
                                "USER=nobody",
                                "LOGNAME=nobody",
                                "SHELL=/usr/sbin/nologin",
                                "B=2")),
                new TreeSet<>(run.expect(0).out().lines().toList()));
    }

    @Test
    void readsAFileOfVariablesAsDockerDoes() throws Exception {
        Path file = Image.directory("env").resolve("file");
        Files.write(
                file,
                "\ufeff# a comment\n\n  A=1 # part of it\nB=\"quoted\"\r\nPATH\nNOT_THERE\nC==\nD=\u00e9"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Run run =
                StartState.PLAIN.ctk(
                        "run",
                        "--env-file=" + file,
                        "nobody",
                        "--",
                        "/bin/sh",
                        "-c",
                        "echo \"$A|$B|$C|$D|${NOT_THERE-none}\"");
        assertEquals("1 # part of it|\"quoted\"|=|\u00e9|none\n", run.expect(0).out());
    }

    @Test
    void matchesTheOwnerOfAPath() throws Exception {
        Path path = Image.directory("owned");
        Run.of(List.of("chown", "4711:4712", path.toString())).expect(0);
        String match = "--match-owner=" + path;
        assertEquals(
                "4711 4712 4712\n",
                Run.ctk("run", match, "--", "sh", "-c", "echo $(id -u) $(id -g) $(id -G)")
                        .expect(0)
                        .out());
        Run.ctk("run", match, "nobody", "true")
                .expectError(
                        125,
                        "ctk run: --match-owner conflicts with user 'nobody'\n"
                                + "hint: without USER: ctk run --match-owner=PATH -- COMMAND");
        Run.of(List.of("chown", "0:4712", path.toString())).expect(0);
        Run.ctk("run", match, "--", "true")
                .expectError(
                        125,
                        "ctk run: cannot take --match-owner '"
                                + path
                                + "': it is root's\nhint: --allow-root runs COMMAND as root");
        assertEquals(
                "0\n", Run.ctk("run", match, "--allow-root", "--", "id", "-u").expect(0).out());
    }

    /**
     * As a runtime starts root: with root's own groups of /etc/group, and those that were added.
     */
    @Test
    void keepsTheGroupsThatTheContainerWasGiven() throws Exception {
        StartState state = StartState.PLAIN.and("--groups=0,4711,4712");
        String groups = "id -G";
        assertEquals(
                "65534\n", state.ctk("run", "nobody", "--", "sh", "-c", groups).expect(0).out());
        assertEquals(
                "65534 4711 4712\n",
                state.ctk("run", "--keep-groups", "nobody", "--", "sh", "-c", groups)
                        .expect(0)
                        .out());
    }

    @Test
    void bindsAPrivilegedPortWithTheCapabilityThatItKeeps() throws Exception {
        String bind = "import socket; socket.socket().bind(('127.0.0.1', 80)); print('bound')";
        List<String> without =
                List.of(
                        "unshare",
                        "-n",
                        Image.CTK,
                        "run",
                        "nobody",
                        "--",
                        "/usr/bin/python3",
                        "-c",
                        bind);
        List<String> with = new ArrayList<>(without);
        with.add(4, "--keep-caps=net_bind_service");
        assertEquals(1, Run.of(without).code());
        assertEquals("bound\n", Run.of(with).expect(0).out());
    }

    @Test
    void runsAsWhoItIsIfThatIsAskedFor() throws Exception {
        StartState state = StartState.PLAIN.and("--groups=", "--gid=4712", "--uid=4711");
        assertEquals(125, state.ctk("run", "nobody", "--", "true").code());
        Run run =
                state.ctk(
                        "run",
                        "--if-not-root=exec",
                        "--umask=077",
                        "nobody",
                        "--",
                        "sh",
                        "-c",
                        "id -u; umask");
        assertEquals("0\n4711\n0077\n", run.code() + "\n" + run.out());
        assertEquals(
                "ctk run: warning: stays who it is: changing the group needs CAP_SETGID\n",
                run.err());
        for (String option : List.of("--bounding-set=none", "--securebits=noroot", "--groups=1")) {
            Run refused = state.ctk("run", "--if-not-root=exec", option, "nobody", "--", "true");
            assertEquals(125, refused.code(), refused.err());
            assertTrue(refused.err().contains(" cannot be left out: "), refused.err());
        }
    }

    @Test
    void deniesFilesByLandlock() throws Exception {
        String[] allowed = {
            "--landlock-access=fs",
            "--landlock-rule=path-beneath:execute,read-file,read-dir:/usr",
            "--landlock-rule=path-beneath:execute,read-file:/lib",
            "--landlock-rule=path-beneath:execute,read-file:/lib64",
            "--landlock-rule=path-beneath:execute,read-file:/bin",
            "--landlock-rule=path-beneath:read-file:/etc/passwd"
        };
        List<String> command = new ArrayList<>(List.of(Image.CTK, "run"));
        command.addAll(List.of(allowed));
        command.addAll(
                List.of(
                        "nobody",
                        "--",
                        "/bin/sh",
                        "-c",
                        "head -c 4 /etc/passwd; cat /etc/group; >/tmp/x; exit 7"));
        Run run = StartState.PLAIN.run(command);
        assertEquals("root", run.out(), run.err());
        assertTrue(run.err().contains("/etc/group: Permission denied"), run.err());
        assertTrue(run.err().contains("/tmp/x: Permission denied"), run.err());
    }

    /** ld [nr]; jeq getppid, ret ERRNO|95; ret ALLOW. */
    @Test
    void loadsAFilterAsSetprivDoes() throws Exception {
        int getppid = System.getProperty("os.arch").equals("aarch64") ? 173 : 110;
        byte[] program = {
            0x20, 0, 0, 0, 0, 0, 0, 0,
            0x15, 0, 0, 1, (byte) getppid, 0, 0, 0,
            0x06, 0, 0, 0, 95, 0, 5, 0,
            0x06, 0, 0, 0, 0, 0, (byte) 0xff, 0x7f
        };
        Path file = Image.directory("filter").resolve("bpf");
        Files.write(file, program);
        Run run =
                Run.ctk(
                        "run",
                        "--seccomp-filter=" + file,
                        "nobody",
                        "--",
                        "/usr/bin/python3",
                        "-c",
                        "import ctypes; print(ctypes.CDLL(None).getppid())");
        assertEquals("-95\n", run.expect(0).out()); // libc does not look for errors here
        Files.write(file, Arrays.copyOf(program, 31));
        Run.ctk("run", "--seccomp-filter=" + file, "nobody", "--", "true")
                .expectError(
                        125,
                        "ctk run: cannot take --seccomp-filter '"
                                + file
                                + "': its size is no multiple of 8, or 0");
    }

    @Test
    void takesAllOfItFromAConfiguration() throws Exception {
        Machine machine =
                Machine.configured(
                        """
                        user = "nobody"
                        [run]
                        no-new-privs = true
                        add-groups = ["audio", "12"]
                        umask = "027"
                        env = ["A=1", "B=2"]
                        rlimit = ["nofile=100:200", "core=0"]
                        """);
        Run run =
                machine.ctk(
                        "run", "--", "sh", "-c", "id -G; umask; echo $A$B; ulimit -n; ulimit -c");
        assertEquals("65534 12 29\n0027\n12\n100\n0\n", run.expect(0).out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--keep-caps=bogus                  | --keep-caps: no such capability 'bogus'",
                "--keep-caps=63                     | --keep-caps: no such capability '63'",
                "--keep-caps=chown,,kill            | --keep-caps 'chown,,kill': an item of the"
                        + " list is empty",
                "--bounding-set=none --keep-caps=chown | --keep-caps 'chown': ctk has no chown to"
                        + " keep",
                "--securebits=bogus                 | --securebits 'bogus': there is no bit"
                        + " 'bogus'",
                "--securebits=keep_caps             | --securebits 'keep_caps': there is no bit"
                        + " 'keep_caps'",
                "--pdeathsig=BOGUS                  | --pdeathsig 'BOGUS': it is no signal",
                "--pdeathsig=65                     | --pdeathsig '65': it is no signal",
                "--rlimit=nofile                    | --rlimit 'nofile': there is no = in it",
                "--rlimit=bogus=1                   | --rlimit 'bogus=1': there is no such limit",
                "--rlimit=nofile=2:1                | --rlimit 'nofile=2:1': the soft limit is"
                        + " above the hard one",
                "--rlimit=nofile=-1                 | --rlimit '-1': it is not a number from 0 to"
                        + " 9223372036854775807",
                "--umask=8                          | --umask '8': it is not an octal number from 0"
                        + " to 777",
                "--nice=20                          | --nice '20': it is not a number from -20 to"
                        + " 19",
                "--chdir=                           | --chdir '': it is empty",
                "--env==x                           | --env '=x': it has no name",
                "--env=x                            | --env 'x': there is no = in it",
                "--unset-env=a=b                    | --unset-env 'a=b': it is no name of a"
                        + " variable",
                "--env-file=/not/there              | --env-file '/not/there': no such file",
                "--own-stdio=x                      | --own-stdio 'x': it is auto, always or never",
                "--if-not-root=x                    | --if-not-root 'x': it is fail or exec",
                "--groups=bogus                     | --groups 'bogus': no such group",
                "--groups=4294967295                | --groups '4294967295': it is not a number"
                        + " from 0 to 4294967294",
                "--landlock-access=x                | --landlock-access 'x': it is fs or fs:LIST",
                "--landlock-access=fs:x             | --landlock-access 'fs:x': there is no access"
                        + " 'x'",
                "--landlock-rule=path-beneath:execute:/ | --landlock-rule 'path-beneath:execute:/':"
                        + " nothing is denied, of which it could be an exception",
                "--landlock-access=fs --landlock-rule=/ | --landlock-rule '/': it is not"
                        + " path-beneath:LIST:PATH",
                "--landlock-access=fs --landlock-rule=path-beneath:execute:/not/there |"
                        + " --landlock-rule 'path-beneath:execute:/not/there': no such file or"
                        + " directory",
                "--seccomp-filter=/not/there        | --seccomp-filter '/not/there': no such file",
                "--seccomp-filter=/dev/null         | --seccomp-filter '/dev/null': its size is no"
                        + " multiple of 8, or 0",
                "--seccomp-filter=/dev/zero         | --seccomp-filter '/dev/zero': it has more"
                        + " than 4096 instructions",
            })
    void refusesBadInputBeforeAnythingChanges(String options, String error) throws Exception {
        List<String> command = new ArrayList<>(List.of(Image.CTK, "run"));
        command.addAll(Arrays.asList(options.strip().split(" ")));
        command.addAll(List.of("nobody", "--", "echo", "ran"));
        Run run = Run.of(command);
        assertEquals(125, run.code(), run.err());
        assertEquals("", run.out());
        assertEquals("ctk run: cannot take " + error, run.err().lines().findFirst().orElse(""));
    }

    @Test
    void doesNotRunInADirectoryThatTheTargetCannotEnter() throws Exception {
        Path directory = Image.directory("closed");
        Files.setPosixFilePermissions(
                directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Run.ctk("run", "--chdir=" + directory, "nobody", "--", "echo", "ran")
                .expectError(
                        125,
                        "ctk run: cannot change to directory '"
                                + directory
                                + "': permission denied");
    }

    @Test
    void showsAllOfItInADryRun() throws Exception {
        Run run =
                Run.ctk(
                        "run",
                        "--dry-run",
                        "--keep-caps=chown",
                        "--no-new-privs",
                        "--umask=27",
                        "--rlimit=core=0",
                        "--env=PASSWORD=secret",
                        "nobody",
                        "--",
                        "true");
        String out = run.expect(0).out();
        assertTrue(out.contains("\ncapabilities  all cleared but chown, of "), out);
        assertTrue(out.contains("\numask         027\n"), out);
        assertTrue(out.contains("\nlimits        core=0:0\n"), out);
        assertTrue(out.contains("\nno-new-privs  set\n"), out);
        assertTrue(out.contains("\nenvironment   'PASSWORD=...'\n"), out);
        assertTrue(!out.contains("secret"), out);
    }
}
