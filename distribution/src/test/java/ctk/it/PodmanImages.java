package ctk.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Images that buildah makes of the examples' Dockerfiles, with the tarball of the build, and
 * containers of them. The images that a Dockerfile begins with are made by src/test/images/base.sh.
 * All of it is removed at the end.
 */
final class PodmanImages {

    static final Path EXAMPLES = Image.TOP.resolve("distribution/examples");

    /** The name of the tarball and of the directory in it. */
    static final String RELEASE = release();

    /** Where it is in images. */
    static final String HOME = "/opt/" + RELEASE;

    private static final Path SCRIPTS = Image.TOP.resolve("distribution/src/test/images");
    private static final Path PLACE = Image.TOP.resolve("distribution/target/containers");

    static final Podman PODMAN = podman();

    private static final Pattern FROM = Pattern.compile("(?m)^FROM ([^ \n]+)");

    private static final Set<String> BUILT = new HashSet<>();

    private PodmanImages() {}

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
        List<String> command = new ArrayList<>(List.of("bud", "--isolation=chroot"));
        command.addAll(List.of("--network=host", "--format=docker"));
        command.addAll(List.of("--build-arg=CTK=" + RELEASE, "--tag=" + image));
        command.add(context.toString());
        PODMAN.buildah(command.toArray(String[]::new));
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
        String container = PODMAN.buildah("from", "scratch").strip();
        PODMAN.buildah("copy", "--quiet", container, root.toString(), "/");
        if (name.startsWith("redis:")) {
            PODMAN.buildah("config", "--entrypoint=[\"docker-entrypoint.sh\"]", container);
            PODMAN.buildah("config", "--cmd=redis-server", "--workingdir=/data", container);
        }
        PODMAN.buildah("commit", "--quiet", "--rm", container, name);
        Run.of(List.of("rm", "-rf", root.toString())).expect(0);
    }

    /** Run a container until it ends. */
    static Run run(List<String> options, String image, String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "--rm"));
        words.addAll(of(options, image, command));
        return PODMAN.call(words.toArray(String[]::new));
    }

    /** Start a container that goes on, and return its id. */
    static String start(List<String> options, String image, String... command) throws Exception {
        return PODMAN.start(of(options, image, command));
    }

    private static List<String> of(List<String> options, String image, String... command) {
        List<String> words = new ArrayList<>(List.of("--pull=never"));
        words.addAll(options);
        words.add(image);
        words.addAll(List.of(command));
        return words;
    }

    /** Return the directory with an image's files, which nobody may change. */
    static Path files(String image) throws Exception {
        return Path.of(PODMAN.ask("image", "mount", image).strip());
    }

    private static String release() {
        try {
            return Tarball.file().getFileName().toString().replace(".tar.gz", "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Podman podman() {
        try {
            Run.of(List.of("rm", "-rf", PLACE.toString())).expect(0);
            Path state = Files.createTempDirectory(Path.of("/tmp"), "ctk");
            Runtime.getRuntime().addShutdownHook(new Thread(PodmanImages::clean));
            return Podman.create(PLACE.resolve("storage"), state, "", "runtime = \"runc\"");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Remove all there is of it, and the control groups that podman leaves behind. */
    private static void clean() {
        try {
            PODMAN.removeAll();
            Run.of(List.of("rm", "-rf", PLACE.toString(), PODMAN.state().toString()));
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
