package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.util.List;

/** A start with steps: in their order, or not at all. Needs root. */
class SetupIT {

    private static final String DIRECTORY =
            """
            user = "nobody"
            [[step]]
            use = "directory"
            path = "/data/deep"
            owner = "nobody"
            mode = "0750"
            """;

    @Test
    void doesTheStepsAndBecomesTheCommand() throws Exception {
        Machine machine = Machine.configured(DIRECTORY);
        Run run = machine.ctk("run", "--", "stat", "-c", "%U %a", "/data/deep").expect(0);
        assertEquals("nobody 750\n", run.out());
        assertEquals("root 755\n", machine.sh("stat -c '%U %a' /data"));
    }

    @Test
    void saysWhatItDoesIfItIsAsked() throws Exception {
        Machine machine = Machine.configured(DIRECTORY);
        String line = "ctk run: directory: create directory '/data/deep' of 65534:65534, mode 0750";
        Run first = machine.ctk("run", "--verbose", "--", "true").ofSteps();
        assertTrue(first.err().startsWith(line + " ("), first.err());
        assertEquals(1, first.err().lines().count(), first.err());
        Run second = machine.ctk("run", "--verbose", "--", "true").ofSteps();
        assertTrue(second.err().contains(": already so\n"), second.err());
    }

    @Test
    void logsAsJson() throws Exception {
        Machine machine = Machine.configured(DIRECTORY);
        Run run = machine.ctk("run", "--verbose", "--log-format=json", "--", "true").ofSteps();
        Run json = new Run(List.of(), 0, run.err(), "");
        assertEquals("\"directory\"", Volumes.json(json).get("step"));
        assertEquals("\"info\"", Volumes.json(json).get("level"));
    }

    @Test
    void changesNothingInADryRun() throws Exception {
        Machine machine = Machine.configured(DIRECTORY);
        Run run = machine.ctk("run", "--dry-run", "--", "id").expect(0);
        assertTrue(
                run.out()
                        .startsWith(
                                "set-up        directory: create directory '/data/deep' of"
                                        + " 65534:65534, mode 0750\nuser          65534 'nobody'"),
                run.out());
        assertTrue(Files.notExists(machine.upper("/data")), "it was made");
    }

    /** As in {@code docker exec}, or a script that calls itself through ctk. */
    @Test
    void doesNoStepForAUserOnTheLine() throws Exception {
        Machine machine = Machine.configured(DIRECTORY);
        machine.ctk("run", "nobody", "--", "true").expect(0);
        assertTrue(Files.notExists(machine.upper("/data")), "it was made");
        machine.ctk("run", "--setup", "nobody", "--", "true").expect(0);
        assertTrue(Files.exists(machine.upper("/data/deep")), "it was not made");
    }

    @Test
    void readsNoConfigurationIfItIsToldSo() throws Exception {
        Machine machine = Machine.configured("nonsense");
        machine.ctk("run", "--no-config", "nobody", "--", "true").expect(0);
        machine.ctk("run", "--no-config", "--", "true")
                .expectError(
                        125,
                        "ctk run: no user given\n"
                                + "hint: USER stands before --, or is user of the configuration");
    }

    @Test
    void staysWhoItIsIfTheUserIsEmpty() throws Exception {
        Machine machine = Machine.configured("user = \"\"\n");
        Run run = machine.ctk("run", "--", "sh", "-c", "id -u; echo $HOME").expect(0);
        assertEquals("0\n/root\n", run.out());
    }

    @Test
    void takesTheUserFromAVariable() throws Exception {
        Machine machine = Machine.configured("user = \"${WHO:-daemon}\"\n");
        assertEquals("daemon\n", machine.ctk("run", "--", "id", "-un").expect(0).out());
        Run run = machine.ctk(List.of("WHO=nobody"), "run", "--", "id", "-un").expect(0);
        assertEquals("nobody\n", run.out());
    }

    @Test
    void refusesAnEmptyVariableAsUser() throws Exception {
        Machine machine = Machine.configured("user = \"${WHO:-}\"\n");
        machine.ctk("run", "--", "id")
                .expectError(
                        125,
                        "ctk run: /etc/ctk/ctk.toml:1:1: user is empty\n"
                                + "hint: is a variable unset?");
    }

    @Test
    void refusesAGroupWithoutUser() throws Exception {
        Machine machine = Machine.configured("user = '${PUID:-}:${PGID:-}'\n");
        machine.ctk(List.of("PGID=1000"), "run", "--", "id")
                .expectError(
                        125,
                        "ctk run: /etc/ctk/ctk.toml:1:1: user is empty\n"
                                + "hint: is a variable unset?");
    }

    /** A program as nobody in particular is one as root. */
    @Test
    void refusesAKeyThatIsEmptyByAccident() throws Exception {
        Machine machine =
                Machine.configured(
                        "[[step]]\nuse = 'exec'\ncommand = 'id'\nuser = '${HOOK_USER}'\n");
        machine.ctk(List.of("HOOK_USER="), "run", "--setup", "nobody", "true")
                .expectError(
                        125,
                        "ctk run: step 'exec' (/etc/ctk/ctk.toml:1:1): key 'user' at 4:1: it is"
                                + " empty\nhint: write ${NAME:-} if it may be");
    }

    @Test
    void leavesAStepOutWhoseWhenIsEmpty() throws Exception {
        Machine machine = Machine.configured(DIRECTORY + "when = \"${MAKE_IT}\"\n");
        machine.ctk("run", "--", "true").expect(0);
        assertTrue(Files.notExists(machine.upper("/data")), "it was made");
        machine.ctk(List.of("MAKE_IT=1"), "run", "--", "true").expect(0);
        assertTrue(Files.exists(machine.upper("/data/deep")), "it was not made");
    }

    @Test
    void takesOptionsFromTheFileAndTheLineWins() throws Exception {
        Machine machine =
                Machine.configured(
                        "[run]\nverbose = true\nlog-format = \"json\"\n" + "volume = [\"/v\"]\n");
        Run none = machine.ctk("run", "nobody", "true").ofSteps().expect(0);
        assertTrue(Files.notExists(machine.upper("/v")), none.err());
        Run json = machine.ctk("run", "--setup", "nobody", "true");
        assertEquals(0, json.code(), json.err());
        assertTrue(json.err().startsWith("{\"level\":\"info\""), json.err());
        Run text = machine.ctk("run", "--setup", "--log-format=text", "nobody", "true");
        assertTrue(text.ofSteps().err().startsWith("ctk run: directory: "), text.err());
        assertEquals("nobody\n", machine.sh("stat -c %U /v"));
    }

    /** A plan comes first: what the last step gets wrong keeps the first from being done. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "use = 'no-such-step'",
                "use = 'directory'\nfoo = 'x'",
                "use = 'directory'\npath = 5",
                "use = 'directory'\npath = 'relative'",
                "use = 'directory'\npath = '/a/../b'",
                "use = 'directory'\npath = '${UNSET_VARIABLE}'",
                "use = 'directory'",
                "use = 'directory'\npath = '/x'\nmode = '0888'",
                "use = 'directory'\npath = '/x'\nowner = 'no-such-user'",
                "use = 'directory'\npath = '/x'\ntimeout = -1",
                "use = 'chown'\npaths = ['/no-such-directory']\nowner = 'nobody'",
            })
    void doesNothingIfAStepIsWrong(String step) throws Exception {
        Machine machine = Machine.configured(DIRECTORY + "[[step]]\n" + step + "\n");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith("ctk run: "), run.err());
        assertTrue(Files.notExists(machine.upper("/data")), "it was made: " + run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "usr = 'app'|/etc/ctk/ctk.toml:1:1: unknown key 'usr'",
                "[run]\\nverbos = true|/etc/ctk/ctk.toml:2:1: unknown key 'verbos' in [run]",
                "[run]\\ndebug = true|/etc/ctk/ctk.toml:2:1: unknown key 'debug' in [run]",
                "[run]\\nverbose = 'yes'"
                        + "|/etc/ctk/ctk.toml:2:1: key 'verbose': it is a string, not a boolean",
                "[[step]]\\nuse = 'directry'|/etc/ctk/ctk.toml:2:1: no such step 'directry'",
                "[[step]]\\nuse = 'directory'\\npth = '/x'"
                        + "|/etc/ctk/ctk.toml:3:1: unknown key 'pth'",
                "[[step]]\\nuse = 'directory'\\npath = true"
                        + "|/etc/ctk/ctk.toml:3:1: key 'path': it is a boolean, not a string",
                "[[step]]\\nuse = 'directory'\\npath = 'x'"
                        + "|step 'directory' (/etc/ctk/ctk.toml:1:1): key 'path' at 3:1: 'x' is not"
                        + " an absolute path",
            })
    void saysWhereTheMistakeIs(String toml, String message) throws Exception {
        Machine machine = Machine.configured("");
        Files.writeString(machine.upper("/etc/ctk/ctk.toml"), toml.replace("\\n", "\n"));
        Run run = machine.ctk("run", "--setup", "nobody", "true");
        assertEquals(125, run.code(), run.err());
        assertEquals("ctk run: " + message, run.err().lines().findFirst().orElse(""));
        Run check = machine.ctk("config", "check");
        boolean isPlanned = message.startsWith("step ");
        assertEquals(isPlanned ? 0 : 1, check.code(), check.err());
    }

    @Test
    void tellsWhatWasDoneBeforeAStepThatFailed() throws Exception {
        Machine machine =
                Machine.configured(
                        DIRECTORY + "[[step]]\nuse = 'exec'\ncommand = ['sh', '-c', 'exit 3']\n");
        Run run = machine.ctk("run", "--", "true");
        assertEquals(125, run.code());
        assertTrue(
                run.err().startsWith("ctk run: step 'exec' (/etc/ctk/ctk.toml:7:1): "), run.err());
        assertTrue(
                run.err()
                        .endsWith(
                                "done before it: create directory '/data/deep' of 65534:65534, mode"
                                        + " 0750\n"),
                run.err());
    }

    @Test
    void plansAfterABarrierWhatComesBehindIt() throws Exception {
        Machine machine =
                Machine.configured(
                        """
                        user = ""
                        [[step]]
                        use = "exec"
                        command = ["mkdir", "/made"]
                        [[step]]
                        use = "chown"
                        paths = ["/made"]
                        owner = "nobody"
                        """);
        Run dry = machine.ctk("run", "--dry-run", "--", "true").expect(0);
        assertTrue(dry.out().contains("set-up        chown: planned after exec\n"), dry.out());
        Run run = machine.ctk("run", "--", "stat", "-c", "%U", "/made").expect(0);
        assertEquals("nobody\n", run.out());
    }

    @Test
    void stopsAStepWhoseTimeIsOver() throws Exception {
        Machine machine =
                Machine.configured(
                        "[[step]]\nuse = 'exec'\ncommand = ['sleep', '1000']\ntimeout = 1\n");
        Run run = machine.ctk("run", "--setup", "nobody", "--", "true");
        run.expectError(
                125,
                "ctk run: step 'exec' (/etc/ctk/ctk.toml:1:1): run 'sleep': timed out after 1 s\n"
                        + "hint: nothing was changed before it");
    }

    @Test
    void givesAVolumeToTheTarget() throws Exception {
        Machine machine = Machine.create();
        machine.sh("mkdir -p /v/d; touch /v/d/f");
        machine.ctk("run", "--volume=/v", "--volume=/new/v:2770", "daemon", "true").expect(0);
        assertEquals("daemon 755\ndaemon 644\n", machine.sh("stat -c '%U %a' /v/d /v/d/f"));
        assertEquals("daemon daemon 2770\n", machine.sh("stat -c '%U %G %a' /new/v"));
    }

    /** The option wins over the variable, and the variable over the configuration. */
    @Test
    void volumesBelongToTheConfiguredUserUnlessAnybodySaysOtherwise() throws Exception {
        Machine machine = Machine.configured("user = \"${WHO:-nobody}\"\n");
        machine.sh("mkdir /v");
        machine.ctk("chown-volumes", "/v").expect(0);
        assertEquals("nobody\n", machine.sh("stat -c %U /v"));
        machine.ctk(List.of("WHO=daemon"), "chown-volumes", "/v").expect(0);
        assertEquals("daemon\n", machine.sh("stat -c %U /v"));
        machine.ctk(List.of("CTK_USER=bin"), "chown-volumes", "/v").expect(0);
        assertEquals("bin\n", machine.sh("stat -c %U /v"));
        machine.ctk(List.of("CTK_USER=bin"), "chown-volumes", "--owner=sys", "/v").expect(0);
        assertEquals("sys\n", machine.sh("stat -c %U /v"));
    }

    @Test
    void givesAVolumeToTheUserThatAStepMakes() throws Exception {
        Machine machine =
                Machine.configured(
                        """
                        user = "fresh"
                        [run]
                        volume = ["/v"]
                        [[step]]
                        use = "ensure-user"
                        name = "fresh"
                        uid = 4242
                        """);
        machine.ctk("run", "--dry-run", "--", "true").expect(0);
        Run run = machine.ctk("run", "--", "stat", "-c", "%u %U", "/v").expect(0);
        assertEquals("4242 fresh\n", run.out());
    }

    @Test
    void tellsThatADryRunKnowsNothingBehindABarrier() throws Exception {
        Machine machine =
                Machine.configured(
                        "user = 'fresh'\n[[step]]\nuse = 'exec'\ncommand = ['useradd', 'fresh']\n");
        machine.ctk("run", "--dry-run", "--", "true")
                .expectError(
                        125,
                        "ctk run: cannot resolve user 'fresh': no such user 'fresh'\n"
                                + "hint: a dry run knows nothing behind 'exec'");
    }

    @Test
    void requiresKeysBeforeAnythingIsPlanned() throws Exception {
        Machine machine = Machine.configured("[[step]]\nuse = 'chown'\n");
        Run run = machine.ctk("config", "check");
        assertEquals(1, run.code());
        assertEquals("ctk config: /etc/ctk/ctk.toml:1:1: key 'paths' is missing\n", run.err());
    }
}
