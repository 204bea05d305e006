package ctk.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A container of runc: the whole machine under an overlay, with the capabilities that docker run
 * gives, and the directories of these tests where they are outside.
 *
 * @param directory of config.json
 */
record Bundle(Path directory) {

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

    /**
     * Write a bundle.
     *
     * @param shared directories that are the same inside and outside
     * @param resources members of the object {@code linux.resources}
     * @param command what runs as PID 1
     */
    static Bundle of(Set<Path> shared, String resources, List<String> command) throws Exception {
        Path directory = Image.directory("bundle");
        for (String name : List.of("upper", "work", "root")) {
            Files.createDirectory(directory.resolve(name));
        }
        String mounts = shared.stream().map(Bundle::bind).collect(Collectors.joining());
        String root = quoted(List.of(directory.resolve("root").toString()));
        Files.writeString(
                directory.resolve("config.json"),
                """
                {"ociVersion": "1.0.2",
                 "process": {
                   "terminal": false, "user": {"uid": 0, "gid": 0}, "args": [%1$s], "cwd": "/",
                   "env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
                   "capabilities":
                     {"bounding": [%2$s], "effective": [%2$s], "permitted": [%2$s]}},
                 "root": {"path": %3$s, "readonly": false},
                 "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"}%4$s],
                 "linux": {"namespaces": [%5$s], "resources": {%6$s}}}
                """
                        .formatted(
                                quoted(command),
                                CAPABILITIES,
                                root,
                                mounts,
                                NAMESPACES,
                                resources));
        return new Bundle(directory);
    }

    /** Return the command that runs it until its PID 1 ends, under the name of the directory. */
    List<String> command() {
        String mount =
                "mount -t overlay -o lowerdir=/,upperdir=upper,workdir=work o root"
                        + " && exec runc run -b . \"$1\"";
        List<String> command = new ArrayList<>(List.of("env", "-C", directory.toString()));
        command.addAll(List.of("unshare", "-m", "--propagation", "private"));
        command.addAll(List.of("sh", "-c", mount, "sh", name()));
        return command;
    }

    /** Remove what a runc that was killed leaves behind. */
    void delete() throws Exception {
        Run.of(List.of("runc", "delete", "-f", name()));
    }

    private String name() {
        return directory.getFileName().toString();
    }

    private static String bind(Path path) {
        return """
        , {"destination": %1$s, "type": "none", "source": %1$s, "options": ["bind", "rw"]}\
        """
                .formatted(quoted(List.of(path.toString())));
    }

    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", "));
    }
}
