package ctk.core.userdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Reads a passwd file of 58 MB with a heap of 16 MB. */
class EndlessPasswdTests {

    @Test
    void resolvesTheLastOfAMillionUsersWithoutHoldingTheFile() throws Exception {
        Result result = run("stream");
        assertEquals("1000000 5 9 /home/user999999 line 1000000", result.output());
        assertEquals(0, result.status());
    }

    @Test
    void couldNotHoldTheFile() throws Exception {
        Result result = run("whole");
        assertTrue(result.output().contains("java.lang.OutOfMemoryError"), result.output());
        assertNotEquals(0, result.status());
    }

    private record Result(int status, String output) {}

    private static Result run(String how) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path =
                String.join(
                        File.pathSeparator,
                        rootOf(ByteString.class),
                        rootOf(FileUserDb.class),
                        rootOf(EndlessPasswd.class));
        var command =
                List.of(
                        java,
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        path,
                        EndlessPasswd.class.getName(),
                        how);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** Return the folder or jar that a class was loaded from, whether or not it is in a module. */
    private static String rootOf(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        var found = Objects.requireNonNull(type.getResource("/" + name));
        String url = found.toString();
        String root = url.substring(0, url.length() - name.length());
        if (root.startsWith("jar:")) {
            root = root.substring("jar:".length(), root.length() - "!/".length());
        }
        return Path.of(URI.create(root)).toString();
    }
}
