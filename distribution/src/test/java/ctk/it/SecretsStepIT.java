package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** The step secrets: what a file holds comes into the command, and nowhere else. */
@LeftOutWhenSealed("the step has no guard, and a start with it is never sealed")
class SecretsStepIT {

    private static final String TOML =
            "user = 'nobody'\n[[step]]\nuse = 'secrets'\nvariables = ['DB_PASSWORD']\n";

    private static final List<String> NAMED = List.of("DB_PASSWORD_FILE=/run/secrets/db");

    /** Print it in hexadecimal, and how many variables end in _FILE. */
    private static final String SHOW =
            "import os; e = os.environb; print(e[b'DB_PASSWORD'].hex());"
                    + " print(sum(n.endswith(b'_FILE') for n in e))";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "s3cret|733363726574",
                "s3cret\\n|733363726574",
                "two\\n\\n|74776f0a",
                "two\\r\\n|74776f0d",
                "\\040$X ${X} \\042\\047\\134\\040|20245820247b587d2022275c20",
                "\\377\\376\\200|fffe80",
                "A=B|413d42",
            })
    void givesTheCommandItsBytes(String content, String hex) throws Exception {
        Machine machine = Machine.configured(TOML);
        Run run =
                in(
                        machine,
                        secret("printf '" + content + "'"),
                        NAMED,
                        "/usr/bin/python3",
                        "-c",
                        SHOW);
        assertEquals(hex + "\n0\n", run.expect(0).out());
    }

    @Test
    void countsAnEmptyVariableAsUnset() throws Exception {
        Machine machine = Machine.configured(TOML);
        List<String> both = List.of("DB_PASSWORD=", "DB_PASSWORD_FILE=/run/secrets/db");
        Run run = in(machine, secret("echo x"), both, "printenv");
        assertTrue(run.expect(0).out().contains("DB_PASSWORD=x\n"), run.out());
        List<String> empty = List.of("DB_PASSWORD=y", "DB_PASSWORD_FILE=");
        assertFalse(in(machine, "", empty, "printenv").expect(0).out().contains("_FILE"));
    }

    @Test
    void refusesBoth() throws Exception {
        Machine machine = Machine.configured(TOML);
        List<String> both = List.of("DB_PASSWORD=tiger", "DB_PASSWORD_FILE=/run/secrets/db");
        in(machine, secret("echo scott"), both, "true")
                .expectError(
                        125,
                        "ctk run: step 'secrets' (/etc/ctk/ctk.toml:2:1): both DB_PASSWORD and"
                                + " DB_PASSWORD_FILE are set\n"
                                + "hint: unset one of them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--verbose",
                "--verbose --log-format=json",
                "--dry-run",
                "--dry-run=json",
                "--debug --verbose",
                "--debug --dry-run",
            })
    void neverShowsAValue(String options) throws Exception {
        Machine machine = Machine.configured(TOML);
        List<String> line = List.of(options.split(" "));
        Run good = with(machine, secret("echo tiger"), NAMED, line, "true");
        assertEquals(0, good.code(), good.err());
        assertFalse((good.out() + good.err()).contains("tiger"), good.out() + good.err());
        List<String> both = List.of("DB_PASSWORD=tiger", NAMED.getFirst());
        Run bad = with(machine, secret("echo tiger"), both, line, "true");
        assertEquals(125, bad.code(), bad.err());
        assertFalse((bad.out() + bad.err()).contains("tiger"), bad.out() + bad.err());
        Run nul = with(machine, secret("printf 'tiger\\0'"), NAMED, line, "true");
        assertEquals(125, nul.code(), nul.err());
        assertFalse((nul.out() + nul.err()).contains("tiger"), nul.out() + nul.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true|'/run/secrets/db': no such file or directory",
                "printf 'a\\0b' >run/secrets/db"
                        + "|'/run/secrets/db': the file holds a NUL, which no variable can",
                "mkdir run/secrets/db|'/run/secrets/db': ",
                "mkfifo run/secrets/db|'/run/secrets/db': ",
                "ln -s /etc/shadow run/secrets/db|'/run/secrets/db': ",
                "truncate -s 1048577 run/secrets/db"
                        + "|'/run/secrets/db': it has more than 1048576 bytes",
                "truncate -s 1T run/secrets/db"
                        + "|'/run/secrets/db': it has more than 1048576 bytes",
            })
    void refusesWhatIsNoSecret(String make, String cause) throws Exception {
        Machine machine = Machine.configured(TOML);
        Run run = in(machine, "mkdir run/secrets; " + make, NAMED, "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith("ctk run: step 'secrets' (/etc/ctk/ctk.toml:2:1): cannot"));
        assertTrue(run.err().contains(cause), run.err());
        assertTrue(run.err().lines().count() <= 2, run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "./db", "/run/../etc/shadow", "https://x"})
    void refusesAPathThatIsNotAbsolute(String path) throws Exception {
        Machine machine = Machine.configured(TOML);
        List<String> named = List.of("DB_PASSWORD_FILE=" + path);
        Run run = in(machine, "", named, "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("it is not an absolute path without '..'"), run.err());
    }

    /** Root without CAP_DAC_OVERRIDE, as with --cap-drop=ALL. */
    @Test
    void refusesAFileThatItMayNotRead() throws Exception {
        Machine machine = Machine.configured(TOML.replace("nobody", ""));
        String make = secret("echo x") + "chown 4711 run/secrets/db; chmod 0400 run/secrets/db\n";
        List<String> command =
                List.of("capsh", "--drop=cap_dac_override,cap_dac_read_search", "--", "-c");
        List<String> all = new ArrayList<>(command);
        all.add("exec " + Machine.CTK + " run -- true");
        Run run = Run.of(machine.command(make, NAMED, all));
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().contains("'/run/secrets/db': permission denied"), run.err());
    }

    /** The links of a Secret that is mounted, made by the kubelet as root. */
    @Test
    void readsASecretOfKubernetes() throws Exception {
        Machine machine = Machine.configured(TOML);
        String make =
                """
                mkdir -p run/secrets/..2026_01; printf tiger >run/secrets/..2026_01/db
                ln -s ..2026_01 run/secrets/..data; ln -s ..data/db run/secrets/db
                """;
        Run run = in(machine, make, NAMED, "printenv", "DB_PASSWORD");
        assertEquals("tiger\n", run.expect(0).out());
    }

    @Test
    void takesAllThatNameAFile() throws Exception {
        Machine machine =
                Machine.configured("user = 'nobody'\n[[step]]\nuse = 'secrets'\nall = true\n");
        List<String> some =
                List.of("A_FILE=/run/secrets/db", "B_FILE=/no/such", "LOG_FILE=stdout", "_FILE=/x");
        Run run = in(machine, secret("echo x"), some, "sh", "-c", "env | grep -v ^PWD | sort");
        assertTrue(run.expect(0).out().contains("A=x\n"), run.out());
        assertFalse(run.out().contains("A_FILE"), run.out());
        assertTrue(run.out().contains("B_FILE=/no/such\n"), run.out());
        assertTrue(run.out().contains("LOG_FILE=stdout\n"), run.out());
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 131_059})
    void takesALargeSecret(int size) throws Exception {
        Machine machine = Machine.configured(TOML);
        String make = secret("head -c " + size + " /dev/zero | tr '\\0' x");
        Run run = in(machine, make, NAMED, "sh", "-c", "echo ${#DB_PASSWORD}");
        assertEquals(size + "\n", run.expect(0).out());
    }

    /** One string may have 128 KiB with its name and NUL (execve(2), MAX_ARG_STRLEN). */
    @ParameterizedTest
    @ValueSource(ints = {131_060, 1_048_576})
    void saysThatASecretIsTooLargeForTheKernel(int size) throws Exception {
        Machine machine = Machine.configured(TOML);
        String make = secret("head -c " + size + " /dev/zero | tr '\\0' x");
        Run run = in(machine, make, NAMED, "true");
        run.expectError(126, "ctk run: cannot execute 'true': argument list too long");
    }

    private static String secret(String print) {
        return "mkdir run/secrets; (" + print + ") >run/secrets/db\n";
    }

    private static Run in(
            Machine machine, String mounts, List<String> environment, String... command)
            throws Exception {
        return with(machine, mounts, environment, List.of(), command);
    }

    private static Run with(
            Machine machine,
            String mounts,
            List<String> environment,
            List<String> options,
            String... command)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(Machine.CTK, "run"));
        all.addAll(options);
        all.add("--");
        all.addAll(List.of(command));
        return Run.of(machine.command(mounts, environment, all));
    }
}
