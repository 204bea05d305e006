package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A real server behind an entrypoint script of the usual shape: it runs as its user under the
 * script's PID, gets the signals, and keeps its data over a restart. Needs root.
 */
class ServerIT {

    private Path data = Path.of("/");

    @BeforeEach
    void makeDataDirectory() throws Exception {
        Installed.assume("redis-server");
        Installed.assume("redis-cli");
        data = Image.directory("data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctk run", "gosu"})
    void servesAsItsUserAndKeepsItsDataOverARestart(String by) throws Exception {
        String entrypoint = entrypoint(by);
        Process server = serve(List.of(entrypoint, "--loglevel", "verbose"));
        try {
            assertRunsAsRedis(server.pid());
            assertEquals("OK\n", redis("SET", "key", "kept"));
            assertStops(server);
        } finally {
            server.destroyForcibly();
        }
        assertEquals("redis", Files.getOwner(data.resolve("dump.rdb")).getName());
        Process again = serve(List.of(entrypoint));
        try {
            assertEquals("kept\n", redis("GET", "key"));
            assertStops(again);
        } finally {
            again.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctk run", "gosu"})
    void servesAsPid1OfAContainer(String by) throws Exception {
        Installed.assume("runc");
        Bundle bundle = Bundle.of(shared(), "", List.of(entrypoint(by)));
        Process runc = serve(bundle.command());
        try {
            assertTrue(redis("INFO", "server").contains("process_id:1\r\n"));
            assertEquals("redis", Files.getOwner(data.resolve("socket")).getName());
            assertEquals("OK\n", redis("SET", "key", "contained"));
            assertStops(runc);
        } finally {
            bundle.delete();
            runc.destroyForcibly();
        }
        assertEquals("redis", Files.getOwner(data.resolve("dump.rdb")).getName());
    }

    /** Few processes and little memory: what a start needs beside its command. */
    @Test
    void startsInASmallContainer() throws Exception {
        Installed.assume("runc");
        String limits = "\"pids\": {\"limit\": 16}, \"memory\": {\"limit\": 67108864}";
        List<String> command = List.of(Image.CTK, "run", "redis", "--", "id", "-un");
        Bundle bundle = Bundle.of(shared(), limits, command);
        try {
            assertEquals("redis\n", Run.of(bundle.command()).expect(0).out());
        } finally {
            bundle.delete();
        }
    }

    private Set<Path> shared() {
        return Set.of(Image.HOME, data.getParent());
    }

    /** Write the entrypoint script; every user may execute it. */
    private String entrypoint(String by) throws Exception {
        Path directory = Image.directory("entrypoint");
        Path gosu = Files.createSymbolicLink(directory.resolve("gosu"), Path.of(Image.CTK));
        Path script = directory.resolve("entrypoint.sh");
        String stepDown = by.equals("gosu") ? gosu.toString() : Image.CTK + " run";
        Files.writeString(
                script,
                """
                #!/bin/sh
                set -e
                if [ "$(id -u)" = 0 ]; then
                    chown -R redis:redis %1$s
                    exec %2$s redis "$0" "$@"
                fi
                umask 077
                exec redis-server --dir %1$s --unixsocket %1$s/socket --port 0 --save 3600 1 "$@"
                """
                        .formatted(data, stepDown));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script.toString();
    }

    /** Start a server, and wait until it answers. */
    private Process serve(List<String> command) throws Exception {
        Path log = data.resolve("log");
        Files.deleteIfExists(log);
        Process server =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Live.await(
                "the server answers",
                () -> {
                    assertTrue(server.isAlive(), () -> "it ended: " + command + " " + text(log));
                    return redis("PING").equals("PONG\n");
                });
        return server;
    }

    private void assertRunsAsRedis(long pid) throws Exception {
        String uid = Run.of(List.of("id", "-u", "redis")).expect(0).out().strip();
        String gid = Run.of(List.of("id", "-g", "redis")).expect(0).out().strip();
        assertEquals(Optional.of("redis-server"), Live.status(pid, "Name"));
        assertEquals(Optional.of(String.join("\t", uid, uid, uid, uid)), Live.status(pid, "Uid"));
        assertEquals(Optional.of(String.join("\t", gid, gid, gid, gid)), Live.status(pid, "Gid"));
        assertEquals(Optional.of("0000000000000000"), Live.status(pid, "CapEff"));
        assertEquals(Optional.of("0000000000000000"), Live.status(pid, "CapPrm"));
        assertEquals(Optional.of("0000000000000000"), Live.status(pid, "SigBlk"));
    }

    /** TERM is what docker stop sends. */
    private void assertStops(Process server) throws Exception {
        Live.signal("TERM", server.pid());
        assertEquals(0, Live.end(server), () -> text(data.resolve("log")));
        String log = text(data.resolve("log"));
        assertTrue(log.contains("Received SIGTERM scheduling shutdown"), log);
        assertTrue(log.contains("DB saved on disk"), log);
        assertTrue(log.contains("Redis is now ready to exit, bye bye"), log);
    }

    /** Ask the server; an answer that it did not give is empty. */
    private String redis(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-s", data + "/socket"));
        command.addAll(List.of(words));
        return Run.of(command).out();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return "no log: " + e;
        }
    }
}
