package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What ctk run says of a start, before it or while it happens. Needs root. */
class DryRunIT {

    private static final List<String> OPTIONS =
            List.of(
                    "--keep-caps=chown",
                    "--bounding-set=chown,kill",
                    "--securebits=noroot",
                    "--no-new-privs",
                    "--block-tty-injection",
                    "--landlock-access=fs:make-sock",
                    "--umask=27",
                    "--nice=3",
                    "--rlimit=core=0",
                    "--chdir=/usr",
                    "--pdeathsig=TERM",
                    "--reset-env",
                    "--unset-env=LANG",
                    "--env=PASSWORD=secret",
                    "--groups=4,12");

    /** In the order in which they are shown; what stands there of each. */
    private static final List<String> LINES =
            List.of(
                    "user          65534 'nobody' (/etc/passwd line ",
                    "group         65534, the user's primary group, will be set",
                    "groups        4,12, will be set",
                    "capabilities  all cleared but chown",
                    "permitted     chown, of ",
                    "inheritable   chown, of none",
                    "ambient       chown, of none",
                    "bounding      chown,kill, of ",
                    "directory     '/usr'",
                    "umask         027",
                    "limits        core=0:0",
                    "niceness      3",
                    "pdeathsig     signal 15",
                    "own-stdio     given to the user if ctk is PID 1",
                    "bounding-set  chown,kill",
                    "kept          chown",
                    "securebits    noroot",
                    "landlock      make-sock denied",
                    "seccomp       TIOCSTI and TIOCLINUX fail",
                    "no-new-privs  set",
                    "environment   emptied but for what follows",
                    "environment   'HOME=/nonexistent'",
                    "environment   'PATH=...'",
                    "environment   'USER=...'",
                    "environment   'LOGNAME=...'",
                    "environment   'SHELL=...'",
                    "environment   'PASSWORD=...'",
                    "environment   'LANG' unset",
                    "command       'echo' 'x'",
                    "looked up     after the switch, as that user, in PATH"
                            + " '/usr/local/bin:/bin:/usr/bin'");

    @Test
    void showsAllOfAStart() throws Exception {
        String out = run("--dry-run").expect(0).out();
        List<String> lines = out.lines().toList();
        assertEquals(LINES.size(), lines.size(), out);
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).startsWith(LINES.get(i)), lines.get(i));
        }
        assertFalse(out.contains("secret"), out);
    }

    @Test
    void showsAllOfAStartInJson() throws Exception {
        Run run = run("--dry-run=json").expect(0);
        assertFalse(run.out().contains("secret"), run.out());
        Map<String, String> json = Volumes.json(run);
        assertEquals("[\"echo\", \"x\"]", json.get("command"));
        assertEquals("[[\"ids\", [4, 12]], [\"changed\", true]]", json.get("groups"));
        assertEquals("\"/usr/local/bin:/bin:/usr/bin\"", json.get("path"));
        assertTrue(json.get("capability-sets").contains("[\"after\", \"chown,kill\"]"), run.out());
        for (String line : LINES.subList(8, 20)) {
            String setting =
                    "[[\"name\", \"%s\"], [\"text\", \"%s"
                            .formatted(line.substring(0, 14).strip(), line.substring(14));
            assertTrue(json.get("settings").contains(setting), setting + json.get("settings"));
        }
    }

    /** As it happens the same is said: each line as text, or as an object of its own. */
    @Test
    void saysTheSameAsItHappens() throws Exception {
        Run text = run("--verbose");
        assertEquals("0x\n", text.code() + text.out());
        List<String> lines = text.err().lines().toList();
        assertEquals(LINES.size(), lines.size(), lines.toString());
        for (int i = 0; i < lines.size(); i++) {
            String name = LINES.get(i).substring(0, 14).strip();
            String start = "ctk run: " + name + ": " + LINES.get(i).substring(14);
            assertTrue(lines.get(i).startsWith(start), lines.get(i));
        }
        assertTrue(lines.getFirst().matches(".* \\(\\d+\\.\\d ms\\)"), lines.getFirst());
        Run json = run("--verbose", "--log-format=json");
        assertEquals(LINES.size(), json.err().lines().count(), json.err());
        for (String line : json.err().lines().toList()) {
            Map<String, String> object = Volumes.json(new Run(List.of(), 0, line, ""));
            assertEquals("\"info\"", object.get("level"), line);
            assertTrue(object.containsKey("message"), line);
        }
        assertTrue(json.err().lines().findFirst().orElse("").contains("\"microseconds\":"));
    }

    @Test
    void saysHowLongTheConfigurationTook() throws Exception {
        Machine machine = Machine.configured("[run]\nverbose = true\n");
        Run run = machine.ctk("run", "nobody", "--", "true");
        String line = run.err().lines().findFirst().orElse("");
        String start = "ctk run: configuration: /etc/ctk/ctk\\.toml \\(\\d+\\.\\d ms\\)";
        assertTrue(line.matches(start), run.err());
    }

    /** A name with a slash is the path; without PATH there is nowhere to look. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/bin/true|not in PATH: taken as it is", "true|nowhere: PATH is not set"})
    void saysWhereTheCommandIsLookedUp(String row) throws Exception {
        String[] cells = row.split("\\|", -1);
        Run run = Run.ctk("run", "--dry-run", "--unset-env=PATH", "nobody", "--", cells[0]);
        assertTrue(run.expect(0).out().endsWith("looked up     " + cells[1] + "\n"), run.out());
    }

    /** As somebody else than root, who may not become another: option by option. */
    @Test
    void saysWhatIsLeftOutForWantOfARight() throws Exception {
        Path path = Image.directory("left-out");
        Run.of(List.of("chown", "1:1", path.toString())).expect(0);
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=4711", "--regid=4712"));
        command.addAll(List.of("--clear-groups", "--inh-caps=+chown", "--ambient-caps=+chown"));
        command.addAll(List.of(Image.CTK, "run", "--dry-run", "--if-not-root=exec"));
        command.addAll(List.of("--match-owner=" + path, "--add-groups=audio", "--keep-groups"));
        command.addAll(List.of("--keep-caps=chown", "--own-stdio=always", "--umask=077", "--"));
        command.add("true");
        Run run = Run.of(command);
        assertEquals(0, run.code(), run.err());
        List<String> left =
                List.of(
                        "user, groups and HOME",
                        "--match-owner",
                        "--add-groups",
                        "--keep-groups",
                        "--keep-caps",
                        "--own-stdio");
        assertEquals(
                left.stream().map(each -> "left out      " + each).toList(),
                run.out().lines().filter(line -> line.startsWith("left out")).toList());
        assertTrue(run.out().startsWith("user          4711 "), run.out());
        assertTrue(run.out().contains("\npermitted     none, of chown\n"), run.out());
        assertTrue(run.out().contains("\numask         077\n"), run.out());
        command.set(command.indexOf("--dry-run"), "--dry-run=json");
        Map<String, String> json = Volumes.json(new Run(List.of(), 0, Run.of(command).out(), ""));
        assertEquals("[\"" + String.join("\", \"", left) + "\"]", json.get("left-out"));
        assertTrue(Files.isDirectory(path));
    }

    @Test
    void namesAllThatCannotBeLeftOut() throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=4711", "--regid=4712"));
        command.addAll(List.of("--clear-groups", Image.CTK, "run", "--if-not-root=exec"));
        command.addAll(List.of("--groups=1", "--bounding-set=none", "--securebits=noroot"));
        command.addAll(List.of("--dry-run", "nobody", "--", "true"));
        Run.of(command)
                .expectError(
                        125,
                        "ctk run: --groups, --bounding-set, --securebits cannot be left out:"
                                + " COMMAND would have more rights\n"
                                + "hint: --if-not-root=exec leaves out only what gives rights");
    }

    private static Run run(String... how) throws Exception {
        List<String> command = new ArrayList<>(List.of(Image.CTK, "run", "--no-config"));
        command.addAll(List.of(how));
        command.addAll(OPTIONS);
        command.addAll(List.of("nobody", "--", "echo", "x"));
        return StartState.PLAIN.run(command);
    }
}
