package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Images that buildah makes of the examples' Dockerfiles, with the tarball of the build, and
 * containers that podman runs of them. The images that a Dockerfile begins with are made by
 * src/test/images/base.sh. All of it lies in a storage of its own, which is removed at the end.
 */
final class Podman {

    static final Path EXAMPLES = Image.TOP.resolve("distribution/examples");

    /** The name of the tarball and of the directory in it. */
    static final String RELEASE = release();

    /** Where it is in images. */
    static final String HOME = "/opt/" + RELEASE;

    private static final Path SCRIPTS = Image.TOP.resolve("distribution/src/test/images");
    private static final Path PLACE = Image.TOP.resolve("distribution/target/containers");

    /** Short, since there are sockets below. */
    private static final Path STATE = state();

    private static final Pattern FROM = Pattern.compile("(?m)^FROM ([^ \n]+)");

    /** An image is 100 MB and more, and all of it is copied a few times. */
    private static final long SECONDS = 300;

    private static final Set<String> BUILT = new HashSet<>();

    /**
     * No network, which would be made on the machine, and no limits that root might not be allowed
     * to raise.
     */
    private static final String SETTINGS =
            """
            [containers]
            default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
            netns = "none"
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            """;

    private Podman() {}

    /** Skip the test if a program that is needed is missing, or there are no control groups. */
    static synchronized void assume() {
        for (String program : List.of("buildah", "podman", "runc", "redis-server", "busybox")) {
            Installed.assume(program);
        }
        String reason = "skipped: podman needs control groups that it may write to";
        boolean able =
                Files.isWritable(Path.of("/sys/fs/cgroup/pids"))
                        || Files.isWritable(Path.of("/sys/fs/cgroup/cgroup.procs"));
        if (!able) {
            System.out.println(reason);
        }
        assumeTrue(able, reason);
    }

    /** Return the image of an example, built from its Dockerfile as a user has it. */
    static synchronized String example(String name, Path... more) throws Exception {
        String image = "localhost/" + name + ":latest";
        if (BUILT.add(name)) {
            Path context = Files.createDirectories(PLACE.resolve("contexts/" + name));
            copy(EXAMPLES.resolve(name), context);
            for (Path file : more) {
                Files.copy(file, context.resolve(file.getFileName()));
            }
            build(image, context);
        }
        return image;
    }

    /** Build an image in a context that has a Dockerfile, beside which this puts the tarball. */
    static void build(String image, Path context) throws Exception {
        Files.createLink(context.resolve(RELEASE + ".tar.gz"), Tarball.file());
        String dockerfile = Files.readString(context.resolve("Dockerfile"));
        for (String base :
                FROM.matcher(dockerfile).results().map((MatchResult m) -> m.group(1)).toList()) {
            base(base);
        }
        List<String> command =
                new ArrayList<>(List.of("bud", "--isolation=chroot", "--network=host"));
        command.addAll(List.of("--format=docker", "--build-arg=CTK=" + RELEASE, "--tag=" + image));
        command.add(context.toString());
        Run run = call("buildah", List.of(), command);
        assertEquals(0, run.code(), run.out() + run.err());
    }

    /** Make what a Dockerfile begins with, under the name that it has there. */
    private static void base(String name) throws Exception {
        if (name.equals("scratch") || !BUILT.add(name)) {
            return;
        }
        Path root = Files.createDirectories(PLACE.resolve("base"));
        String jdk = System.getProperty("java.home");
        Run.of(List.of("sh", SCRIPTS.resolve("base.sh").toString(), name, root.toString(), jdk))
                .expect(0);
        String container = buildah("from", "scratch").out().strip();
        buildah("copy", "--quiet", container, root.toString(), "/");
        if (name.startsWith("redis:")) {
            buildah("config", "--entrypoint=[\"docker-entrypoint.sh\"]", container);
            buildah("config", "--cmd=redis-server", "--workingdir=/data", container);
        }
        buildah("commit", "--quiet", "--rm", container, name);
        Run.of(List.of("rm", "-rf", root.toString())).expect(0);
    }

    private static Run buildah(String... words) throws Exception {
        Run run = call("buildah", List.of(), List.of(words));
        assertEquals(0, run.code(), run.out() + run.err());
        return run;
    }

    /** Run a container until it ends. */
    static Run run(List<String> options, String image, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "--rm", "--pull=never"));
        words.addAll(options);
        words.add(image);
        words.addAll(List.of(command));
        return podman(words.toArray(String[]::new));
    }

    /** Run podman; what it does is a container's exit code, if it is one that ran. */
    static Run podman(String... words) throws Exception {
        List<String> global = List.of("--tmpdir=" + STATE.resolve("tmp"));
        return call("podman", global, List.of(words));
    }

    /** Start a container that goes on, and return its id. */
    static String start(List<String> options, String image, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "--detach", "--pull=never"));
        words.addAll(options);
        words.add(image);
        words.addAll(List.of(command));
        Run run = podman(words.toArray(String[]::new));
        assertEquals(0, run.code(), run.err());
        return run.out().strip();
    }

    /** Stop a container as docker stop does; return its exit code. */
    static int stop(String container) throws Exception {
        podman("stop", "--time=10", container).expect(0);
        return Integer.parseInt(inspect(container, "{{.State.ExitCode}}"));
    }

    static String inspect(String container, String what) throws Exception {
        return podman("inspect", "--format", what, container).expect(0).out().strip();
    }

    /** Remove a container, whatever it does, with its anonymous volumes. */
    static void remove(String container) throws Exception {
        podman("rm", "--force", "--volumes", "--time=0", container);
    }

    /** Return the directory with an image's files, which nobody may change. */
    static Path files(String image) throws Exception {
        return Path.of(podman("image", "mount", image).expect(0).out().strip());
    }

    private static Run call(String program, List<String> global, List<String> words)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of("--root=" + PLACE.resolve("storage"), "--storage-driver=vfs"));
        command.addAll(List.of("--runroot=" + STATE.resolve("run")));
        command.addAll(global);
        command.addAll(words);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("CONTAINERS_CONF", STATE.resolve("containers.conf").toString());
        environment.put("DISABLE_HC_SYSTEMD", "true"); // health checks are started by hand
        return Run.with(environment, SECONDS, command);
    }

    private static String release() {
        try {
            return Tarball.file().getFileName().toString().replace(".tar.gz", "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path state() {
        try {
            Run.of(List.of("rm", "-rf", PLACE.toString())).expect(0);
            Path directory = Files.createTempDirectory(Path.of("/tmp"), "ctk");
            Files.writeString(directory.resolve("containers.conf"), SETTINGS);
            Runtime.getRuntime().addShutdownHook(new Thread(Podman::clean));
            return directory;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Remove all there is of it, and the control groups that podman leaves behind. */
    private static void clean() {
        try {
            podman("rm", "--all", "--force", "--time=0");
            Run.of(List.of("rm", "-rf", PLACE.toString(), STATE.toString()));
            String groups = "find /sys/fs/cgroup -depth -type d -path '*/libpod_parent*' -delete";
            Run.of(List.of("sh", "-c", groups));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.out.println("not removed: " + PLACE + ": " + e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
