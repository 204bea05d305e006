package ctk.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A container of runc: the whole machine, or an image, under an overlay, with the capabilities that
 * docker run gives, and the directories of these tests where they are outside.
 *
 * @param directory of config.json
 * @param lower what is under the overlay
 */
record Bundle(Path directory, Path lower) {

    private static final String CAPABILITIES =
            quoted(
                    List.of(
                            "CAP_CHOWN",
                            "CAP_DAC_OVERRIDE",
                            "CAP_FSETID",
                            "CAP_FOWNER",
                            "CAP_MKNOD",
                            "CAP_NET_RAW",
                            "CAP_SETGID",
                            "CAP_SETUID",
                            "CAP_SETFCAP",
                            "CAP_SETPCAP",
                            "CAP_NET_BIND_SERVICE",
                            "CAP_SYS_CHROOT",
                            "CAP_KILL",
                            "CAP_AUDIT_WRITE"));

    private static final String NAMESPACES =
            List.of("pid", "network", "ipc", "uts", "mount").stream()
                    .map(type -> "{\"type\": \"" + type + "\"}")
                    .collect(Collectors.joining(", "));

    private static final String OVERLAY =
            "mount -t overlay -o lowerdir=$LOWER,upperdir=upper,workdir=work o root\n";

    private static final String PATH =
            "PATH=/opt/ctk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /**
     * What is particular about a container.
     *
     * @param mounts further elements of the list {@code mounts}
     * @param resources members of the object {@code linux.resources}
     * @param user {@code UID:GID} of PID 1
     * @param environment NAME=VALUE, besides PATH
     * @param isReadOnly whether nothing can be written but what is mounted
     */
    record Particulars(
            List<String> mounts,
            String resources,
            String user,
            List<String> environment,
            boolean isReadOnly) {}

    /**
     * Write a bundle.
     *
     * @param shared directories that are the same inside and outside
     * @param resources members of the object {@code linux.resources}
     * @param command what runs as PID 1
     */
    static Bundle of(Set<Path> shared, String resources, List<String> command) throws Exception {
        List<String> mounts = shared.stream().map(path -> bind(path, path, "rw")).toList();
        return of(new Particulars(mounts, resources, "0:0", List.of(), false), command);
    }

    /** Write a bundle for a command, which runs as PID 1. */
    static Bundle of(Particulars particulars, List<String> command) throws Exception {
        return on(Path.of("/"), particulars, command);
    }

    /** Write a bundle of other files than the machine's. */
    static Bundle on(Path lower, Particulars particulars, List<String> command) throws Exception {
        Path directory = Image.directory("bundle");
        for (String name : List.of("upper", "work", "root")) {
            Files.createDirectory(directory.resolve(name));
        }
        List<String> mounts = new ArrayList<>();
        mounts.add("{\"destination\": \"/proc\", \"type\": \"proc\", \"source\": \"proc\"}");
        mounts.addAll(particulars.mounts());
        List<String> environment = new ArrayList<>(List.of(PATH));
        environment.addAll(particulars.environment());
        String[] user = particulars.user().split(":", 2);
        boolean isRoot = user[0].equals("0");
        Files.writeString(
                directory.resolve("config.json"),
                """
                {"ociVersion": "1.0.2",
                 "process": {
                   "terminal": false, "user": {"uid": %1$s, "gid": %2$s}, "args": [%3$s],
                   "cwd": "/", "env": [%4$s],
                   "capabilities":
                     {"bounding": [%5$s], "effective": [%6$s], "permitted": [%6$s]}},
                 "root": {"path": %7$s, "readonly": %8$s},
                 "mounts": [%9$s],
                 "linux": {"namespaces": [%10$s], "resources": {%11$s}}}
                """
                        .formatted(
                                user[0],
                                user[1],
                                quoted(command),
                                quoted(environment),
                                CAPABILITIES,
                                isRoot ? CAPABILITIES : "",
                                quoted(List.of(directory.resolve("root").toString())),
                                particulars.isReadOnly(),
                                String.join(", ", mounts),
                                NAMESPACES,
                                particulars.resources()));
        return new Bundle(directory, lower);
    }

    /** Return where a file that was changed inside is outside. */
    Path upper(String path) {
        return directory.resolve("upper" + path);
    }

    /** Return the command that runs it until its PID 1 ends, under the name of the directory. */
    List<String> command() {
        return below("exec runc run -b . \"$1\"", name());
    }

    /** Run a script of sh below its root, where what it changes stays; it succeeds. */
    void prepare(String script) throws Exception {
        Run.of(below("exec /usr/sbin/chroot root sh -euc \"$1\"", script)).expect(0);
    }

    /**
     * Return a command that runs another as root below its root, which runc has no part in: there
     * is no /proc, which runc needs, and no environment but PATH.
     */
    List<String> bare(String... words) {
        String clear = "exec env -i PATH=/usr/bin:/bin /usr/sbin/chroot root \"$@\"";
        return below(clear, words);
    }

    private List<String> below(String script, String... words) {
        List<String> command = new ArrayList<>(List.of("env", "-C", directory.toString()));
        command.addAll(List.of("LOWER=" + lower, "unshare", "-m", "--propagation", "private"));
        command.addAll(List.of("sh", "-ec", OVERLAY + script, "sh"));
        command.addAll(List.of(words));
        return command;
    }

    /** Run a command in it, as root, while it runs. */
    Run exec(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("runc", "exec", name()));
        command.addAll(List.of(words));
        return Run.of(command);
    }

    /** Remove what a runc that was killed leaves behind. */
    void delete() throws Exception {
        Run.of(List.of("runc", "delete", "-f", name()));
    }

    private String name() {
        return directory.getFileName().toString();
    }

    /** Return the mount of a directory of outside. */
    static String bind(Path from, Path to, String mode) {
        return """
        {"destination": %2$s, "type": "none", "source": %1$s, "options": ["bind", "%3$s"]}\
        """
                .formatted(quoted(List.of(from.toString())), quoted(List.of(to.toString())), mode);
    }

    /** Return the mount of an empty file system in memory. */
    static String tmpfs(String at) {
        return """
        {"destination": "%1$s", "type": "tmpfs", "source": "tmpfs", "options": ["mode=0755"]}\
        """
                .formatted(at);
    }

    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> word.replace("\\", "\\\\").replace("\"", "\\\""))
                .map(word -> '"' + word.replace("\n", "\\n") + '"')
                .collect(Collectors.joining(", "));
    }
}
