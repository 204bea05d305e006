package ctk.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Looks at processes that still run, and ends them. Waits end a test that gets nowhere. */
final class Live {

    private static final long SECONDS = 30;

    private Live() {}

    /** Wait until something holds. */
    static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                fail("not within " + SECONDS + " s: " + what);
            }
            Thread.sleep(2);
        }
    }

    /** Wait for the end of a process; return its exit code, 128+n for signal n. */
    static int end(Process process) throws Exception {
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still runs: " + process.info());
        return process.exitValue();
    }

    /** Send a signal, such as TERM. */
    static void signal(String name, long pid) throws Exception {
        Run.of(List.of("kill", "-" + name, Long.toString(pid))).expect(0);
    }

    /** Return a field of /proc/PID/status, without a value if the process is gone. */
    static Optional<String> status(long pid, String field) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith(field + ":\t"))
                    .map(line -> line.substring(field.length() + 2))
                    .findFirst();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if ("No such process".equals(e.getMessage())) { // it ended between open and read
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Tell whether a process has become a program of this name. */
    static boolean is(long pid, String name) throws IOException {
        return status(pid, "Name").equals(Optional.of(name));
    }

    /** Tell whether a process is gone, or a zombie that waits for its parent. */
    static boolean ended(long pid) throws IOException {
        return status(pid, "State").map(state -> state.startsWith("Z")).orElse(true);
    }
}
