package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The compose file and the Deployment of the examples: the service of the Debian image runs with
 * what they give it, on a volume that another user has written. Needs root.
 */
@LeftOutWhenSealed("the images have the launcher of the tarball, and seal by themselves")
class ManifestExamplesIT {

    private static final Podman PODMAN = PodmanImages.PODMAN;

    private static final Path COMPOSE = PodmanImages.EXAMPLES.resolve("compose/compose.yaml");
    private static final Path DEPLOYMENT =
            PodmanImages.EXAMPLES.resolve("kubernetes/deployment.yaml");
    private static final String HELPER = "helper";

    private String image = "";

    @BeforeEach
    void build() throws Exception {
        PodmanImages.assume();
        image = PodmanImages.example("debian-service");
        PODMAN.call("tag", image, "localhost/redis-by-ctk:latest").expect(0);
    }

    @AfterEach
    void removeVolumes() throws Exception {
        PODMAN.call("volume", "rm", "--all", "--force");
    }

    /** Make a volume what another user has left behind, with files that nobody else may read. */
    private void occupy(String volume) throws Exception {
        String script =
                "mkdir /data/private; touch /data/private/file; chmod 700 /data/private /data;"
                        + " chown -R 4000:4000 /data/private; chown 4000:4000 /data";
        List<String> options =
                List.of("--name=" + HELPER, "--entrypoint=", "--volume=" + volume + ":/data");
        PodmanImages.run(options, image, "sh", "-c", script).expect(0);
    }

    /** Wait until the server answers in a container, and ask who it and its files are. */
    private static void expectServes(String container) throws Exception {
        Live.await(
                "the server answers",
                () -> PODMAN.call("exec", container, "redis-cli", "ping").out().equals("PONG\n"));
        String status = PODMAN.call("exec", container, "cat", "/proc/1/status").out();
        assertTrue(status.startsWith("Name:\tredis-server\n"), status);
        assertTrue(status.contains("Uid:\t999\t999\t999\t999\n"), status);
        assertTrue(status.contains("CapPrm:\t0000000000000000\n"), status);
        assertTrue(status.contains("CapBnd:\t00000000000000c5\n"), status);
        assertTrue(status.contains("NoNewPrivs:\t1\n"), status);
        List<String> stat = List.of("exec", container, "stat", "-c", "%u:%g");
        List<String> ask = new ArrayList<>(stat);
        ask.addAll(List.of("/data", "/data/private"));
        assertEquals("999:999\n".repeat(2), PODMAN.call(ask.toArray(String[]::new)).out());
        Run write = PODMAN.call("exec", container, "touch", "/etc/x");
        assertTrue(write.err().contains("Read-only file system"), write.err());
    }

    /** podman's own compose needs a bridge on the machine; so this does what the file says. */
    @Test
    void theServiceOfTheComposeFileServes() throws Exception {
        String file = Files.readString(COMPOSE);
        assertEquals("../debian-service", value(file, "context"));
        assertEquals("redis-by-ctk", value(file, "image"));
        assertEquals("true", value(file, "read_only"));
        assertTrue(file.contains("\n      - data:/data\n"), file);
        List<String> options = new ArrayList<>(List.of("--read-only", "--volume=data:/data"));
        words(file, "cap_drop").forEach(name -> options.add("--cap-drop=" + name));
        words(file, "cap_add").forEach(name -> options.add("--cap-add=" + name));
        words(file, "security_opt")
                .forEach(each -> options.add("--security-opt=" + each.replace(":true", "")));
        options.add("--memory=" + value(file, "mem_limit"));
        options.add("--pids-limit=" + value(file, "pids_limit"));
        occupy("data");
        String container = PodmanImages.start(options, "redis-by-ctk");
        try {
            expectServes(container);
            assertEquals(0, PODMAN.stop(container));
        } finally {
            PODMAN.remove(container);
        }
    }

    @Test
    void theDeploymentServes() throws Exception {
        Installed.assume("catatonit"); // what podman holds a pod with
        occupy("redis-data");
        String file = DEPLOYMENT.toString();
        try {
            Run run = PODMAN.call("play", "kube", "--network=none", file);
            assertEquals(0, run.code(), run.err());
            String names = PODMAN.call("ps", "--format={{.Names}}").expect(0).out();
            String name =
                    names.lines().filter(each -> each.endsWith("-redis")).findFirst().orElseThrow();
            expectServes(name);
            String limit = PODMAN.inspect(name, "{{.HostConfig.Memory}}");
            assertEquals(Long.toString(64L << 20), limit);
        } finally {
            PODMAN.call("play", "kube", "--down", file);
        }
    }

    private static String value(String file, String key) {
        return file.lines()
                .map(line -> line.replaceFirst(" #.*", "").strip())
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(String file, String key) {
        return Pattern.compile("[\\w:-]+")
                .matcher(value(file, key))
                .results()
                .map((MatchResult word) -> word.group())
                .toList();
    }
}
