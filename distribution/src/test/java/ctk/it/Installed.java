package ctk.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs of the machine that a test is nothing without. */
final class Installed {

    private static final List<String> DIRECTORIES =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private Installed() {}

    /** Return the path of a program; skip the test, and say why, if it is not there. */
    static String assume(String program) {
        Stream<Path> places = DIRECTORIES.stream().map(d -> Path.of(d, program));
        List<Path> found = places.filter(Files::isExecutable).toList();
        String reason = "skipped: " + program + " is not installed";
        if (found.isEmpty()) {
            System.out.println(reason);
        }
        assumeTrue(!found.isEmpty(), reason);
        return found.getFirst().toString();
    }
}
