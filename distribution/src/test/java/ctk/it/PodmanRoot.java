package ctk.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A root directory with busybox, the user app (1000), and ctk at its place, on which podman runs
 * containers, in no control group.
 *
 * @param directory of this and all that podman keeps
 * @param root of every container, which may write to it
 */
record PodmanRoot(Podman podman, Path directory, Path root) implements AutoCloseable {

    /** Of every user in the container, by these names. */
    private static final List<String> PROGRAMS =
            List.of("sh", "sleep", "id", "ps", "stty", "cat", "grep", "sed", "touch", "setsid");

    private static final String ENGINE =
            """
            runtime = "wrapped"
            runtime_supports_nocgroup = ["wrapped"]
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
    static PodmanRoot create() throws Exception {
        for (String program : List.of("podman", "conmon", "runc")) {
            Installed.assume(program);
        }
        Path directory = Files.createTempDirectory("ctk"); // podman takes no long path
        String engine = ENGINE.replace("@", directory.toString());
        String containers = "cgroups = \"disabled\"";
        Podman podman = Podman.create(directory.resolve("storage"), directory, containers, engine);
        Path files = Root.create().directory;
        PodmanRoot root = new PodmanRoot(podman, directory, files);
        root.script(directory.resolve("runtime"), RUNTIME);
        root.add(Installed.assume("busybox"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(files.resolve("bin/" + program), Path.of("busybox"));
        }
        root.write("/etc/passwd", "root:x:0:0::/root:\napp:x:1000:1000::/:\n");
        root.write("/etc/group", "root:x:0:\napp:x:1000:\n");
        return root.program("/bin/told", TOLD);
    }

    /** Copy a program that needs no library to /bin. */
    PodmanRoot add(String program) throws Exception {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(
                Path.of(program),
                bin.resolve(Path.of(program).getFileName()),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        return this;
    }

    /** Write a file that every user may read. */
    PodmanRoot write(String path, String text) throws Exception {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Write a script that every user may execute. */
    PodmanRoot program(String path, String text) throws Exception {
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
        words.addAll(of(options, command));
        return podman.command(words);
    }

    /** Start a container, which runs on; return its id. */
    String start(List<String> options, List<String> command) throws Exception {
        return podman.start(of(options, command));
    }

    private List<String> of(List<String> options, List<String> command) {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("-v", Image.HOME + ":/opt/ctk:ro"));
        words.addAll(List.of("--env", "PATH=/opt/ctk/bin:/bin", "--rootfs", root.toString()));
        words.addAll(command);
        return words;
    }

    /** Remove all containers, and what podman keeps of them. */
    @Override
    public void close() {
        try {
            podman.removeAll();
            Run.of(List.of("rm", "-rf", "--one-file-system", directory.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
