package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code ctk run --volume=PATH[:MODE]} as PID 1 of a container of runc. Needs root and runc. */
class RunVolumeIT {

    private final List<Bundle> bundles = new ArrayList<>();
    private Path volume;

    @BeforeEach
    void makeVolume() throws IOException {
        volume = Image.directory("volume");
    }

    @AfterEach
    void deleteContainers() throws Exception {
        for (Bundle bundle : bundles) {
            bundle.delete();
        }
    }

    private Bundle bundle(String option, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(Image.CTK, "run", "--volume=" + option));
        all.addAll(List.of(command));
        Bundle bundle = Bundle.of(Set.of(Image.HOME, volume), "", all);
        bundles.add(bundle);
        return bundle;
    }

    private Run start(String option, String... command) throws Exception {
        return Run.of(bundle(option, command).command());
    }

    private String sh(String script) throws Exception {
        return Run.of(List.of("sh", "-euc", script, "sh", volume.toString())).expect(0).out();
    }

    private String owners() throws Exception {
        return sh("cd $1; find . -printf '%U:%G %m %p\\n' | LC_ALL=C sort -k3");
    }

    @ParameterizedTest
    @CsvSource({"'', 755", ":0750, 750", ":2770, 2770", ":0, 0"})
    void givesAVolumeOfAnotherToTheTarget(String mode, String expected) throws Exception {
        sh("mkdir $1/d; touch $1/d/f; chown -R nobody $1");
        Run run = start(volume + mode, "daemon:games", "--", "id", "-un");
        assertEquals("daemon\n", run.expect(0).out());
        assertEquals("1:60 " + expected + " .\n1:60 755 ./d\n1:60 644 ./d/f\n", owners());
    }

    @Test
    void makesOneThatIsMissing() throws Exception {
        start(volume + "/x/y:0700", "daemon", "true").expect(0);
        assertEquals("0:0 755 .\n0:0 755 ./x\n1:1 700 ./x/y\n", owners());
    }

    @Test
    void needsNothingElseToBeWritable() throws Exception {
        Bundle bundle = bundle("/scratch/a", "daemon", "--", "stat", "-c", "%U", "/scratch/a");
        Path config = bundle.directory().resolve("config.json");
        String tmpfs = ", {\"destination\": \"/scratch\", \"type\": \"tmpfs\", \"source\": \"t\"}]";
        String json = Files.readString(config);
        int end = json.indexOf("],\n \"linux\"");
        json = json.substring(0, end) + tmpfs + json.substring(end + 1);
        Path upper = bundle.directory().resolve("upper/scratch");
        Files.createDirectory(upper);
        Files.writeString(config, json.replace("\"readonly\": false", "\"readonly\": true"));
        assertEquals("daemon\n", Run.of(bundle.command()).expect(0).out());
        Run refused = Run.of(readOnly("/none/a").command());
        assertEquals(125, refused.code());
        assertTrue(
                refused.err().contains("cannot create directory '/none/a': read-only file system"),
                refused.err());
    }

    private Bundle readOnly(String path) throws Exception {
        Bundle bundle = bundle(path, "daemon", "true");
        Path config = bundle.directory().resolve("config.json");
        String json = Files.readString(config);
        Files.writeString(config, json.replace("\"readonly\": false", "\"readonly\": true"));
        return bundle;
    }

    /** Root's turn comes last: until then the next start knows that there is work left. */
    @Test
    void isCompletedByTheNextStartAfterAKill() throws Exception {
        sh("cd $1; for i in $(seq 80); do mkdir $i; (cd $i; seq 300 | xargs touch); done");
        for (int i = 0; i < 6; i++) {
            Bundle bundle = bundle(volume.toString(), "daemon", "true");
            Process runc = new ProcessBuilder(bundle.command()).start();
            String before = sh("find $1 -uid 1 | wc -l");
            Live.await(
                    "the walk",
                    () -> !runc.isAlive() || !sh("find $1 -uid 1 | wc -l").equals(before));
            bundle.delete();
            Live.end(runc);
        }
        start(volume.toString(), "daemon", "true").expect(0);
        assertEquals("0\n", sh("find $1 ! \\( -uid 1 -gid 1 \\) | wc -l"));
    }

    @Test
    void leavesAVolumeAloneThatHasItsOwner() throws Exception {
        sh("touch $1/f; chown 1:1 $1");
        start(volume.toString(), "daemon", "true").expect(0);
        assertEquals("1:1 755 .\n0:0 644 ./f\n", owners());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data|cannot take --volume 'data': it is no absolute path",
                ":0755|cannot take --volume ':0755': it is no absolute path",
                "``|cannot take --volume '': it is no absolute path",
                "/v/../etc|'/v/../etc' holds the component '..'",
                "/v:0888|'0888' is not octal digits from 0 to 7777",
                "/v:17777|'17777' is not octal digits from 0 to 7777",
                "/v:u=rwx|'u=rwx' is not octal digits from 0 to 7777",
                "/v:|cannot take --volume '/v:': its mode is empty",
                "/etc|'/etc': it is the system's directory /etc",
                "/|it is the root of the file system",
            })
    void refusesWhatIsNoVolume(String option, String cause) throws Exception {
        Run run = start(option, "daemon", "true");
        assertEquals(125, run.code(), run.err());
        assertTrue(run.err().startsWith("ctk run: "), run.err());
        assertTrue(run.err().contains(cause), run.err());
    }

    @Test
    void refusesALink() throws Exception {
        sh("mkdir $1/real; touch $1/real/f; ln -s real $1/link");
        Run run = start(volume + "/link", "daemon", "true");
        assertEquals(125, run.code());
        assertTrue(run.err().contains("/link' is no directory\n"), run.err());
        assertEquals(
                "0:0 755 ./real\n0:0 644 ./real/f\n",
                sh("cd $1; find ./real -printf '%U:%G %m %p\\n' | LC_ALL=C sort -k3"));
    }
}
