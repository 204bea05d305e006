package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that ended.
 *
 * @param code its exit code, 128+n if signal n ended it
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Run(List<String> command, int code, String out, String err) {

    private static final long SECONDS = 60;

    /** Run a command with the environment of the tests. */
    static Run of(List<String> command) throws Exception {
        return with(System.getenv(), command);
    }

    /** Run {@code ctk} of the image with arguments. */
    static Run ctk(String... arguments) throws Exception {
        return of(Stream.concat(Stream.of(Image.CTK), Stream.of(arguments)).toList());
    }

    /** Run a command that may take longer than others. */
    static Run of(long seconds, List<String> command) throws Exception {
        return with(System.getenv(), seconds, command);
    }

    /** Run a command with an environment of its own. */
    static Run with(Map<String, String> environment, List<String> command) throws Exception {
        return with(environment, SECONDS, command);
    }

    static Run with(Map<String, String> environment, long seconds, List<String> command)
            throws Exception {
        Path out = Files.createTempFile("ctk", ".out");
        Path err = Files.createTempFile("ctk", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.redirectInput(new java.io.File("/dev/null"));
            Process process =
                    builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                fail("still running after " + seconds + " s: " + command);
            }
            return new Run(command, process.exitValue(), text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Return it without what --verbose says of the command, behind what it says of steps. */
    Run ofSteps() {
        String name =
                "(configuration|user|group|groups|capabilities|permitted|effective|inheritable|"
                        + "ambient|bounding|own-stdio|environment|command|looked up)";
        String lines = err.replaceAll("(?m)^ctk run: " + name + ": .*\n", "");
        String rest =
                lines.replaceAll("(?m)^\\{\"level\":\"info\",\"step\":\"" + name + "\".*\n", "");
        return new Run(command, code, out, rest);
    }

    /** Fail the test unless the exit code is this one and nothing was written to standard error. */
    Run expect(int expected) {
        assertEquals(expected + "\n", code + "\n" + err, command.toString());
        return this;
    }

    /** Fail the test unless this is all that came: an exit code and an error line. */
    Run expectError(int expected, String line) {
        assertEquals(expected + "\n" + line + "\n", code + "\n" + err, command.toString());
        assertEquals("", out, command.toString());
        return this;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
