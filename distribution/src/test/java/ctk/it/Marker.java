package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that the command would make, whoever it runs as. */
record Marker(Path file) {

    static Marker create() throws Exception {
        Path directory = Image.directory("marker");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        return new Marker(directory.resolve("made"));
    }

    /** Return the command that makes it: a program and its argument. */
    String[] command() {
        return new String[] {"/usr/bin/touch", file.toString()};
    }

    /** Return arguments of ctk, with the command at their end. */
    String[] after(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        System.arraycopy(command(), 0, all, arguments.length, 2);
        return all;
    }

    /** Fail the test unless ctk ended with this code and line, and the command did not run. */
    void expectRefusal(Run run, int code, String lines) {
        run.expectError(code, lines);
        assertFalse(Files.exists(file), "the command was run: " + run.command());
    }

    /** Fail the test unless the command ran, and nothing was said. */
    void expectMade(Run run) {
        assertEquals("", run.expect(0).out());
        assertEquals(true, Files.exists(file), "the command was not run: " + run.command());
    }
}
