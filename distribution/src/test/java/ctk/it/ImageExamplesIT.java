package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Dockerfiles of the examples, built by buildah and run by podman. Needs root. */
@LeftOutWhenSealed("the images have the launcher of the tarball, and seal by themselves")
class ImageExamplesIT {

    private static final Podman PODMAN = PodmanImages.PODMAN;

    /** Docker gives root's group to a container, and so it is expected by docker-default. */
    private static final String AS_DOCKER = "--group-add=0";

    private final List<String> started = new ArrayList<>();

    @BeforeAll
    static void needsPodman() {
        PodmanImages.assume();
    }

    @AfterEach
    void removeContainers() throws Exception {
        for (String container : started) {
            PODMAN.remove(container);
        }
    }

    private String start(List<String> options, String image, String... command) throws Exception {
        String container = PodmanImages.start(options, image, command);
        started.add(container);
        return container;
    }

    private static void awaitHealth(String container) throws Exception {
        Live.await(
                "the health check of the image succeeds",
                () -> PODMAN.call("healthcheck", "run", container).code() == 0);
    }

    private static String isSealed(String image) throws Exception {
        return PodmanImages.run(
                        List.of(AS_DOCKER, "--entrypoint=" + PodmanImages.HOME + "/bin/ctk"),
                        image,
                        "seal",
                        "--check")
                .expect(0)
                .out();
    }

    @Test
    void debianServesAsItsUserOnAVolume() throws Exception {
        String image = PodmanImages.example("debian-service");
        assertEquals("ctk run -- COMMAND: sealed\n", isSealed(image));
        String container = start(List.of(AS_DOCKER, "--volume=data:/data"), image);
        awaitHealth(container);
        String status = PODMAN.call("exec", container, "cat", "/proc/1/status").out();
        assertTrue(status.startsWith("Name:\tredis-server\n"), status);
        assertTrue(status.contains("Uid:\t999\t999\t999\t999\n"), status);
        assertTrue(status.contains("CapEff:\t0000000000000000\n"), status);
        PODMAN.call("exec", container, "redis-cli", "set", "key", "kept").expect(0);
        assertEquals(0, PODMAN.stop(container));
        String again = start(List.of("--volume=data:/data"), image);
        awaitHealth(again);
        assertEquals("kept\n", PODMAN.call("exec", again, "redis-cli", "get", "key").out());
    }

    @Test
    void javaServesWhereThereIsNoShell() throws Exception {
        String image = PodmanImages.example("java-service");
        assertEquals("ctk run nonroot COMMAND: sealed\n", isSealed(image));
        String container = start(List.of(), image);
        awaitHealth(container);
        Run page =
                PODMAN.call("exec", container, "ctk", "shell", "-c", "ps; connect localhost:8080");
        assertTrue(page.expect(0).out().matches("(?s).*\\b1\\b.* nonroot .*java.*"), page.out());
        assertEquals(143, PODMAN.stop(container)); // what a JVM exits with
        assertEquals("ready\nbye\n", PODMAN.call("logs", container).out());
    }

    @Test
    void aStaticProgramNeedsNothingElse() throws Exception {
        String image = PodmanImages.example("scratch-service", staticProgram());
        assertEquals("ctk run app COMMAND: sealed\n", isSealed(image));
        String out = PodmanImages.run(List.of(), image).expect(0).out();
        assertTrue(out.contains("uid 10001 10001 10001\ngid 10001 10001 10001\n"), out);
    }

    /** One that tells who it is. */
    static Path staticProgram() throws Exception {
        Path program = Image.directory("static").resolve("server");
        Path source = Image.TOP.resolve("distribution/src/test/native/probe.c");
        Run.of(List.of("cc", "-static", "-o", program.toString(), source.toString())).expect(0);
        return program;
    }

    @Test
    void muslRunsAnEntrypointScriptThatCallsItself() throws Exception {
        Installed.assume("musl-gcc");
        String image = PodmanImages.example("alpine-service");
        Run run =
                PodmanImages.run(List.of(), image, "sh", "-c", "id; say; umask; stat -c %u /data");
        assertEquals("uid=10001(app) gid=10001(app)\nof musl\n0077\n10001\n", run.expect(0).out());
        Run user = PodmanImages.run(List.of("--user=app"), image, "id", "-u");
        assertEquals("10001\n", user.expect(0).out());
    }

    /** STOPSIGNAL comes to the command, which is PID 1, and what it exits with is what shows. */
    @Test
    void whatTheImageSaysOfItsCommandHolds() throws Exception {
        String image = PodmanImages.example("alpine-service");
        String wait = "trap 'echo stopped; exit 9' INT; echo $$; while :; do sleep 0.1; done";
        String container = start(List.of(), image, "sh", "-c", wait);
        awaitHealth(container);
        assertEquals(9, PODMAN.stop(container));
        assertEquals("1\nstopped\n", PODMAN.call("logs", container).out());
        for (int code : List.of(0, 1, 125, 126, 127, 255)) {
            Run run = PodmanImages.run(List.of(), image, "sh", "-c", "exit " + code);
            assertEquals(code + " ", run.code() + " " + run.err());
        }
        String ctk = "--entrypoint=[\"ctk\", \"run\", \"app\", \"--\"]";
        Run absent = PodmanImages.run(List.of(ctk), image, "absent");
        absent.expectError(127, "ctk run: cannot find 'absent': not in PATH");
        Run unfit = PodmanImages.run(List.of(ctk), image, "/etc/passwd");
        unfit.expectError(126, "ctk run: cannot execute '/etc/passwd': permission denied");
        Run refused = PodmanImages.run(List.of("--entrypoint=ctk"), image, "run", "absent", "id");
        assertEquals(125, refused.code(), refused.err());
    }

    @Test
    void aLinkTakesThePlaceOfGosu() throws Exception {
        String image = PodmanImages.example("instead-of-gosu");
        assertEquals("gosu redis COMMAND: sealed\n", isSealed(image));
        String container = start(List.of(AS_DOCKER), image, "--save", "");
        Live.await(
                "the server answers",
                () -> PODMAN.call("exec", container, "redis-cli", "ping").out().equals("PONG\n"));
        String status = PODMAN.call("exec", container, "cat", "/proc/1/status").out();
        assertTrue(status.contains("Uid:\t999\t999\t999\t999\n"), status);
        assertEquals(0, PODMAN.stop(container));
    }
}
