package ctk.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A container of runc with ctk and the C library in it and nothing else, in which nothing can be
 * written but terminals, and whose PID 1 has a terminal.
 *
 * @param directory of config.json
 */
record BareContainer(Path directory) implements AutoCloseable {

    private static final String CONFIG =
            """
            {"ociVersion": "1.0.2",
             "process": {
               "terminal": true, "user": {"uid": @UID, "gid": @UID}, "cwd": "/",
               "args": ["/opt/ctk/bin/ctk", "shell"],
               "env": ["PATH=/bin", "TERM=TYPE", "NO_COLOR=1"],
               "capabilities": {"bounding": ["CAP_CHOWN", "CAP_KILL", "CAP_SETUID", "CAP_SETGID"],
                 "effective": [GIVEN], "permitted": [GIVEN]}},
             "root": {"path": "ROOT", "readonly": true},
             "hostname": "bare",
             "mounts": [
               {"destination": "/proc", "type": "proc", "source": "proc"},
               {"destination": "/dev", "type": "tmpfs", "source": "tmpfs",
                "options": ["nosuid", "mode=755", "size=64k"]},
               {"destination": "/dev/pts", "type": "devpts", "source": "devpts",
                "options": ["newinstance", "ptmxmode=0666", "mode=0620"]},
               {"destination": "/opt/ctk", "type": "none", "source": "HOME",
                "options": ["bind", "ro"]}],
             "linux": {"namespaces": [{"type": "pid"}, {"type": "network"}, {"type": "ipc"},
               {"type": "uts"}, {"type": "mount"}]}}
            """;

    /** Write one whose PID 1 has this uid and gid and this kind of terminal. */
    static BareContainer of(Root root, int uid, String terminal) throws Exception {
        Path directory = Image.directory("bare");
        root.makeDirectory("proc").makeDirectory("dev");
        String given = uid == 0 ? "\"CAP_CHOWN\", \"CAP_KILL\"" : "";
        Files.writeString(
                directory.resolve("config.json"),
                CONFIG.replace("@UID", "" + uid)
                        .replace("GIVEN", given)
                        .replace("TYPE", terminal)
                        .replace("ROOT", root.directory.toString())
                        .replace("HOME", Image.HOME.toString()));
        return new BareContainer(directory);
    }

    /** Start it in a terminal, which tells PID 1's exit code at the end. */
    Tmux start(int columns, int rows) throws Exception {
        String script = "cd \"$0\"; runc run \"$1\"; echo exit code $?; exec sleep 1000";
        return Tmux.start(
                columns, rows, List.of(), "sh", "-c", script, directory.toString(), name());
    }

    /** Start a shell in it in a terminal, while it runs, as docker exec -it does. */
    Tmux exec(int columns, int rows, String... options) throws Exception {
        String line = String.join(" ", List.of(options));
        String script =
                "runc exec -t "
                        + line
                        + " \"$0\" /opt/ctk/bin/ctk shell; echo exit code $?; exec sleep 1000";
        return Tmux.start(columns, rows, List.of(), "sh", "-c", script, name());
    }

    private String name() {
        return directory.getFileName().toString();
    }

    @Override
    public void close() {
        try {
            Run.of(List.of("runc", "delete", "-f", name()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
