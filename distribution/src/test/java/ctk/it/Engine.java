package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Containers of podman, with all that podman keeps in a directory of its own, on a root with
 * busybox, the user app (1000), and ctk at its place. They have no network and no control group.
 *
 * @param directory of configuration and state
 * @param root of every container, which may write to it
 */
record Engine(Path directory, Path root) implements AutoCloseable {

    /** Of every user in the container, by these names. */
    private static final List<String> PROGRAMS =
            List.of("sh", "sleep", "id", "ps", "stty", "cat", "grep", "sed", "touch", "setsid");

    private static final String CONFIG =
            """
            [containers]
            default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
            cgroups = "disabled"
            netns = "none"
            [network]
            network_config_dir = "@/networks"
            [engine]
            runtime = "wrapped"
            runtime_supports_nocgroup = ["wrapped"]
            cgroup_manager = "cgroupfs"
            events_logger = "none"
            lock_type = "file"
            [engine.runtimes]
            wrapped = ["@/runtime"]
            """;

    /** runc knows no containers without control groups: leave out the words that ask for one. */
    private static final String RUNTIME =
            """
            #!/bin/bash
            words=()
            while [ $# -gt 0 ]; do
                if [ "$1 $2" = "--cgroup-manager disabled" ]; then shift 2; continue; fi
                words+=("$1"); shift
            done
            exec runc "${words[@]}"
            """;

    /**
     * Says what it is told, and ends; as long as nobody tells it to, it says the size of its
     * terminal when that changes.
     */
    private static final String TOLD =
            """
            #!/bin/sh
            trap 'echo told TERM; exit 42' TERM
            trap 'echo told INT; exit 43' INT
            trap 'echo size $(stty size)' WINCH
            echo ready as $(id -u)
            while :; do sleep 0.05; done
            """;

    /** Make one with nothing in it yet. */
    static Engine create() throws Exception {
        for (String program : List.of("podman", "conmon", "runc")) {
            Installed.assume(program);
        }
        Path directory = Files.createTempDirectory("ctk"); // podman takes no long path
        Path root = Root.create().directory;
        Engine engine = new Engine(directory, root);
        for (String name : List.of("networks", "tmp")) {
            Files.createDirectory(directory.resolve(name));
        }
        Files.writeString(directory.resolve("conf"), CONFIG.replace("@", directory.toString()));
        engine.script(directory.resolve("runtime"), RUNTIME);
        engine.add(Installed.assume("busybox"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(root.resolve("bin/" + program), Path.of("busybox"));
        }
        engine.write("/etc/passwd", "root:x:0:0::/root:\napp:x:1000:1000::/:\n");
        engine.write("/etc/group", "root:x:0:\napp:x:1000:\n");
        return engine.program("/bin/told", TOLD);
    }

    /** Copy a program that needs no library to /bin. */
    Engine add(String program) throws Exception {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(
                Path.of(program),
                bin.resolve(Path.of(program).getFileName()),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        return this;
    }

    /** Write a file that every user may read. */
    Engine write(String path, String text) throws Exception {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Write a script that every user may execute. */
    Engine program(String path, String text) throws Exception {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        script(file, text);
        return this;
    }

    private void script(Path file, String text) throws Exception {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Return the command that runs a container: {@code podman run}. */
    List<String> command(List<String> options, List<String> command) {
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(options);
        words.addAll(List.of("-v", Image.HOME + ":/opt/ctk:ro"));
        words.addAll(List.of("--env", "PATH=/opt/ctk/bin:/bin", "--rootfs", root.toString()));
        words.addAll(command);
        return podman(words);
    }

    /** Return a command of podman. */
    List<String> podman(List<String> words) {
        List<String> all = new ArrayList<>(List.of("env"));
        all.add("CONTAINERS_CONF=" + directory.resolve("conf"));
        all.addAll(List.of("podman", "--storage-driver", "vfs"));
        for (String option : List.of("root", "runroot", "tmpdir")) {
            all.addAll(List.of("--" + option, directory.resolve(option).toString()));
        }
        all.addAll(words);
        return all;
    }

    /** Run a command of podman, which succeeds; return what it printed. */
    String run(String... words) throws Exception {
        Run run = Run.of(podman(List.of(words)));
        assertEquals(0, run.code(), () -> run.command() + ": " + run.err());
        return run.out();
    }

    /** Start a container, which runs on; return its id. */
    String start(List<String> options, List<String> command) throws Exception {
        List<String> detached = Stream.concat(Stream.of("-d"), options.stream()).toList();
        Run run = Run.of(command(detached, command));
        assertEquals(0, run.code(), () -> run.command() + ": " + run.err());
        return run.out().strip();
    }

    /** Wait until a container has printed a line that starts so. */
    void await(String id, String start) throws Exception {
        Live.await(
                start,
                () -> {
                    boolean runs = run("inspect", "-f", "{{.State.Running}}", id).equals("true\n");
                    String logs = logs(id);
                    boolean isThere = logs.lines().anyMatch(line -> line.startsWith(start));
                    assertTrue(isThere || runs, "it ended: " + logs);
                    return isThere;
                });
    }

    /** Return what a container has printed to both its streams. */
    String logs(String id) throws Exception {
        Run run = Run.of(podman(List.of("logs", id)));
        assertEquals(0, run.code(), run.err());
        return run.out() + run.err();
    }

    /**
     * Stop a container as {@code podman stop} does: with its signal, and with KILL a minute later.
     *
     * @return the exit code of its PID 1: 137 if it was killed
     */
    int stop(String id) throws Exception {
        run("stop", "-t", "50", id);
        return exitCode(id);
    }

    /** Return the exit code of a container that has ended. */
    int exitCode(String id) throws Exception {
        return Integer.parseInt(run("inspect", "-f", "{{.State.ExitCode}}", id).strip());
    }

    /** Remove all containers, and what podman keeps of them. */
    @Override
    public void close() {
        try {
            Run.of(podman(List.of("rm", "-f", "-t", "0", "-a")));
            Run.of(List.of("rm", "-rf", "--one-file-system", directory.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
