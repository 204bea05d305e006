package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are kept in src/test/golden; -Dgolden.update=true writes them anew. */
final class Golden {

    private static final Path DIRECTORY = Image.TOP.resolve("distribution/src/test/golden");

    private Golden() {}

    /** Fail the test unless the text is the one that is kept. */
    static void check(String name, String text) throws Exception {
        Path file = DIRECTORY.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file), text, name);
    }
}
