package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What ctk run refuses of its options, before anything is changed. Needs root. */
@LeftOutWhenSealed("what is refused is not sealed: BadUserIT shows that")
class RunRefusesIT {

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
                "--rlimit=nofile=-1                 | --rlimit 'nofile=-1': '-1' is no number from"
                        + " 0 to 9223372036854775807",
                "--rlimit=nofile=5:                 | --rlimit 'nofile=5:': '' is no number from 0"
                        + " to 9223372036854775807",
                "--umask=٠٢٧                        | --umask '٠٢٧': it is not an octal number from"
                        + " 0 to 777",
                "--landlock-access=fs --chdir=/usr --landlock-rule=path-beneath:execute:bin |"
                        + " --landlock-rule 'path-beneath:execute:bin': beside --chdir a relative"
                        + " path could be meant in two ways",
                "--add-groups=1,,2                  | --add-groups '1,,2': an item of the list is"
                        + " empty",
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
        assertRefused("cannot take " + error, Arrays.asList(options.strip().split(" ")));
    }

    /** A value that is empty is one that somebody forgot to set. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--keep-caps",
                "--bounding-set",
                "--securebits",
                "--add-groups",
                "--chdir",
                "--umask",
                "--nice",
                "--rlimit",
                "--pdeathsig",
                "--own-stdio",
                "--user-db",
                "--if-not-root",
                "--env",
                "--unset-env",
                "--env-file",
                "--seccomp-filter",
                "--landlock-access",
                "--landlock-rule",
                "--apparmor-profile",
                "--selinux-label"
            })
    void refusesAnEmptyValue(String option) throws Exception {
        assertRefused("cannot take " + option + " '': ", List.of(option + "="));
    }

    /** A step may have made it, so that it is looked up behind them. */
    @Test
    void refusesAGroupThatNobodyKnows() throws Exception {
        Run.ctk("run", "--groups=bogus", "nobody", "--", "true")
                .expectError(
                        125,
                        "ctk run: cannot take --groups 'bogus': no such group\n"
                                + "hint: a number needs no entry");
    }

    /** One more than the kernel takes (NGROUPS_MAX), of which the caller has all but one. */
    @Test
    void refusesMoreGroupsThanTheKernelTakes() throws Exception {
        String all =
                "import os, sys; os.setgroups(range(1, 65537)); os.execv(sys.argv[1],"
                        + " sys.argv[1:])";
        List<String> command = new ArrayList<>(List.of(Installed.assume("python3"), "-c", all));
        command.addAll(List.of(Image.CTK, "run", "--no-config", "--keep-groups"));
        List<String> more = new ArrayList<>(command);
        List<String> line = List.of("4711:4712", "--", "sh", "-c", "id -G | wc -w");
        command.addAll(line);
        assertEquals("65536\n", Run.of(command).expect(0).out());
        more.add("--add-groups=70000");
        more.addAll(line);
        Run.of(more)
                .expectError(
                        125,
                        "ctk run: cannot have 65537 supplementary groups: the kernel takes 65536");
    }

    @Test
    void refusesAConfigurationBesideNone() throws Exception {
        Run.ctk("run", "--no-config", "--config=/not/there", "nobody", "--", "true")
                .expectError(125, "ctk run: --no-config conflicts with --config");
    }

    @Test
    void saysHowAPathStandsForAUser() throws Exception {
        String hint = "\nhint: without USER: ctk run --match-owner=PATH -- COMMAND";
        Run.ctk("run", "--match-owner=/", "id")
                .expectError(125, "ctk run: no command given" + hint);
        Run.ctk("run", "--match-owner=/", "nobody", "id")
                .expectError(125, "ctk run: --match-owner conflicts with user 'nobody'" + hint);
    }

    /** Bytes that are no text are those of the line, and no others. */
    @Test
    void keepsBytesThatAreNoText() throws Exception {
        String groups = "exec " + Image.CTK + " run \"--groups=$(printf 'caf\\351')\" nobody true";
        Run.of(List.of("sh", "-c", groups))
                .expectError(
                        125,
                        "ctk run: cannot take --groups 'caf\\xe9': no such group\n"
                                + "hint: a number needs no entry");
        Path above = Image.directory("bytes");
        String volume =
                "exec %s run \"--volume=%s/$(printf 'a\\377')\" nobody true"
                        .formatted(Image.CTK, above);
        Run run = Run.of(List.of("sh", "-c", volume));
        assertEquals(125, run.code());
        assertTrue(run.err().endsWith("/a\\xff': it is not UTF-8\n"), run.err());
        assertEquals(0, above.toFile().list().length);
    }

    /** What may never end is not waited for. */
    @ParameterizedTest
    @ValueSource(strings = {"--env-file", "--seccomp-filter"})
    void refusesFilesThatHaveNoEnd(String option) throws Exception {
        Path pipe = Image.directory("pipe").resolve("fifo");
        Run.of(List.of("mkfifo", pipe.toString())).expect(0);
        for (Path file : List.of(pipe, pipe.getParent())) {
            String value = "cannot take " + option + " '" + file + "': it is no regular file";
            assertRefused(value, List.of(option + "=" + file));
        }
    }

    @Test
    void takesAFileOfVariablesUpToAMebibyte() throws Exception {
        Path file = Image.directory("large").resolve("variables");
        Files.writeString(file, "#".repeat((1 << 20) - 5) + "\nA=1\n");
        String option = "--env-file=" + file;
        List<String> command = List.of(Image.CTK, "run", option, "nobody", "sh", "-c", "echo $A");
        assertEquals("1\n", Run.of(command).expect(0).out());
        Files.writeString(file, "#".repeat(1 << 20) + "\n");
        String cause = "cannot take --env-file '" + file + "': it has more than 1048576 bytes";
        assertRefused(cause, List.of(option));
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(100L << 20);
        }
        assertRefused(cause, List.of(option));
    }

    /** Sizes in instructions of eight bytes. */
    @ParameterizedTest
    @CsvSource({
        "0, its size is no multiple of 8", "7, its size is no multiple of 8",
        "9, its size is no multiple of 8", "32767, its size is no multiple of 8",
        "32769, it has more than 4096 instructions", "32776, it has more than 4096 instructions"
    })
    void refusesAFilterOfAWrongSize(int size, String cause) throws Exception {
        Path file = Image.directory("size").resolve("bpf");
        Files.write(file, allowing(size));
        assertRefused(
                "cannot take --seccomp-filter '" + file + "': " + cause,
                List.of("--seccomp-filter=" + file));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 4096 * 8})
    void takesAFilterOfEachOtherSize(int size) throws Exception {
        Path file = Image.directory("size").resolve("bpf");
        Files.write(file, allowing(size));
        Run.ctk("run", "--seccomp-filter=" + file, "nobody", "--", "true").expect(0);
    }

    /** Instructions that allow everything: ret ALLOW. */
    private static byte[] allowing(int size) {
        byte[] program = new byte[size];
        for (int i = 0; i + 8 <= size; i += 8) {
            program[i] = 6;
            program[i + 6] = (byte) 0xff;
            program[i + 7] = 0x7f;
        }
        return program;
    }

    @Test
    void takesThousandsOfVariables() throws Exception {
        List<String> command = new ArrayList<>(List.of(Image.CTK, "run"));
        for (int i = 0; i < 10_000; i++) {
            command.add("--env=V" + i % 4_000 + "=" + i);
        }
        List<String> most = new ArrayList<>(command);
        most.addAll(List.of("nobody", "--", "sh", "-c", "echo $V0 $V3999"));
        assertEquals("8000 7999\n", Run.of(most).expect(0).out());
        for (int i = 4_000; i < 10_000; i++) {
            command.add("--env=V" + i + "=" + i);
        }
        command.addAll(List.of("nobody", "--", "true"));
        Run.of(command).expectError(125, "ctk run: more than 4095 variables are to be changed");
    }

    /** Of an option that is given twice the last counts, if it is not one that adds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--groups=1 --groups=12               | id -G                     | 65534 12",
                "--umask=077 --umask=027              | umask                     | 0027",
                "--chdir=/usr --chdir=/etc            | pwd                       | /etc",
                "--nice=9 --nice=4                    | nice                      | 4",
                "--own-stdio=never --own-stdio=auto   | echo x                    | x",
                "--no-new-privs --no-new-privs        | echo x                    | x",
                "--rlimit=core=1 --rlimit=core=0      | ulimit -c                 | 0",
                "--unset-env=A --unset-env=A          | echo x                    | x",
            })
    void takesAnOptionTwice(String options, String script, String expected) throws Exception {
        List<String> command = new ArrayList<>(List.of(Image.CTK, "run"));
        command.addAll(Arrays.asList(options.strip().split(" ")));
        command.addAll(List.of("nobody", "--", "sh", "-c", script));
        assertEquals(expected + "\n", StartState.PLAIN.run(command).expect(0).out());
    }

    /** The volume is made behind all that can be refused. */
    private static void assertRefused(String error, List<String> options) throws Exception {
        Path volume = Image.directory("before").resolve("volume");
        List<String> command = new ArrayList<>(List.of(Image.CTK, "run", "--volume=" + volume));
        command.addAll(options);
        command.addAll(List.of("nobody", "--", "echo", "ran"));
        Run run = Run.of(command);
        assertEquals(125, run.code(), run.err());
        assertEquals("", run.out());
        String line = run.err().lines().findFirst().orElse("");
        assertTrue(line.startsWith("ctk run: " + error), run.err());
        assertTrue(Files.notExists(volume), run.err());
    }
}
