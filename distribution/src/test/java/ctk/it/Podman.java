package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Podman, and buildah, with all that they keep in places of its own. What containers are made of is
 * somebody else's: {@link PodmanImages} or {@link PodmanRoot}.
 *
 * @param storage of images, containers and volumes
 * @param state of what runs, and the configuration; a short path, since there are sockets below
 */
record Podman(Path storage, Path state) {

    /** An image is 100 MB and more, and all of it is copied a few times. */
    private static final long SECONDS = 300;

    /**
     * No network, which would be made on the machine, and no limits that root might not be allowed
     * to raise.
     */
    private static final String SETTINGS =
            """
            [containers]
            default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
            netns = "none"
            CONTAINERS
            [network]
            network_config_dir = "STATE/networks"
            [engine]
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            lock_type = "file"
            ENGINE
            """;

    /**
     * Make one that keeps nothing yet.
     *
     * @param containers further settings of that table (containers.conf(5))
     * @param engine further settings of that table, among them the runtime; other tables may follow
     */
    static Podman create(Path storage, Path state, String containers, String engine)
            throws IOException {
        Files.createDirectory(state.resolve("networks"));
        String settings = SETTINGS.replace("STATE", state.toString());
        settings = settings.replace("CONTAINERS", containers).replace("ENGINE", engine);
        Files.writeString(state.resolve("containers.conf"), settings);
        return new Podman(storage, state);
    }

    /** Return a command of podman, such as {@code run}. */
    List<String> command(List<String> words) {
        return command("podman", List.of("--tmpdir=" + state.resolve("tmp")), words);
    }

    private List<String> command(String program, List<String> more, List<String> words) {
        List<String> all = new ArrayList<>(List.of("env"));
        all.add("CONTAINERS_CONF=" + state.resolve("containers.conf"));
        all.add("DISABLE_HC_SYSTEMD=true"); // health checks are started by hand
        all.addAll(List.of(program, "--storage-driver=vfs", "--root=" + storage));
        all.add("--runroot=" + state.resolve("run"));
        all.addAll(more);
        all.addAll(words);
        return all;
    }

    /** Run a command of podman; its exit code is that of a container, if one ran. */
    Run call(String... words) throws Exception {
        return Run.of(SECONDS, command(List.of(words)));
    }

    /** Run a command of podman, which succeeds; return what it printed. */
    String ask(String... words) throws Exception {
        return succeed(command(List.of(words)));
    }

    /** Run a command of buildah, which succeeds; return what it printed. */
    String buildah(String... words) throws Exception {
        return succeed(command("buildah", List.of(), List.of(words)));
    }

    private static String succeed(List<String> command) throws Exception {
        Run run = Run.of(SECONDS, command);
        assertEquals(0, run.code(), () -> run.command() + ": " + run.out() + run.err());
        return run.out();
    }

    /**
     * Start a container that goes on; return its id.
     *
     * @param words options, what it is made of, and a command
     */
    String start(List<String> words) throws Exception {
        return ask(Stream.concat(Stream.of("run", "--detach"), words.stream())
                        .toArray(String[]::new))
                .strip();
    }

    /** Wait until a container has printed a line that starts so. */
    void await(String id, String start) throws Exception {
        Live.await(
                start,
                () -> {
                    boolean runs = inspect(id, "{{.State.Running}}").equals("true");
                    String logs = logs(id);
                    boolean isThere = logs.lines().anyMatch(line -> line.startsWith(start));
                    assertTrue(isThere || runs, "it ended: " + logs);
                    return isThere;
                });
    }

    /** Return what a container has printed to both its streams. */
    String logs(String id) throws Exception {
        Run run = call("logs", id);
        assertEquals(0, run.code(), run.err());
        return run.out() + run.err();
    }

    /**
     * Stop a container as {@code podman stop} does: with its signal, and with KILL a minute later.
     *
     * @return the exit code of its PID 1: 137 if it was killed
     */
    int stop(String id) throws Exception {
        ask("stop", "--time=50", id);
        return exitCode(id);
    }

    /** Return the exit code of a container that has ended. */
    int exitCode(String id) throws Exception {
        return Integer.parseInt(inspect(id, "{{.State.ExitCode}}"));
    }

    String inspect(String id, String format) throws Exception {
        return ask("inspect", "--format", format, id).strip();
    }

    /** Remove a container, whatever it does, with its anonymous volumes. */
    void remove(String id) throws Exception {
        call("rm", "--force", "--volumes", "--time=0", id);
    }

    /**
     * Remove all containers, and wait until nobody writes here any more: behind each conmon calls
     * podman once more, to clean up.
     */
    void removeAll() throws Exception {
        remove("--all");
        Live.await(
                "podman has ended", () -> ProcessHandle.allProcesses().noneMatch(this::isOfThis));
    }

    private boolean isOfThis(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(state + "/");
    }
}
