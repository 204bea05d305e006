package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                                "PATH=/usr/local/bin:/bin:/usr/bin",
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
                "\ufeff# a comment\n\n  A=1 # part of it\nB=\"quoted\"\r\nPATH\nNOT_THERE\nC==\nD=\u00e9\n\u00a0\u3000E=1\n \u2003\r\n\u000b\fF=1\r"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Run run =
                StartState.PLAIN.ctk(
                        "run",
                        "--env-file=" + file,
                        "nobody",
                        "--",
                        "/bin/sh",
                        "-c",
                        "echo \"$A|$B|$C|$D|$E|$F|${NOT_THERE-none}\"");
        assertEquals("1 # part of it|\"quoted\"|=|\u00e9|1|1|none\n", run.expect(0).out());
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

    /** The performer needs no more of a stack, or of memory, than it has by then. */
    @ParameterizedTest
    @ValueSource(strings = {"stack=0", "stack=100000", "as=1", "data=0", "nofile=0"})
    void saysWhatFailsUnderASmallLimitWithAHugeEnvironment(String limit) throws Exception {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            names.append("export V").append(i).append("=1\n");
        }
        Path script = Image.directory("huge").resolve("script");
        String option = "--rlimit=" + limit;
        Files.writeString(script, names + "exec " + Image.CTK + " run " + option + " nobody /no\n");
        Run.of(List.of("sh", script.toString()))
                .expectError(127, "ctk run: cannot find '/no': no such file or directory");
    }

    /** All that needs no file of /proc or /dev. */
    @Test
    void needsNothingOfTheImage() throws Exception {
        Root root = Root.create();
        String probe = root.add(Image.program("probe"));
        String[] command = {
            Root.CTK,
            "run",
            "--groups=12",
            "--keep-caps=chown",
            "--bounding-set=chown",
            "--securebits=noroot",
            "--block-tty-injection",
            "--chdir=/opt",
            "--umask=027",
            "--nice=3",
            "--rlimit=core=0",
            "--pdeathsig=TERM",
            "--own-stdio=always",
            "--reset-env",
            "nobody",
            "--",
            probe
        };
        String out = root.run("", command).expect(0).out();
        assertEquals(
                List.of("group 12", "umask 27"),
                out.lines().filter(line -> line.matches("(group|umask) .*")).toList());
        assertEquals(1, out.lines().filter(line -> line.startsWith("cwd /opt ")).count(), out);
    }
}
