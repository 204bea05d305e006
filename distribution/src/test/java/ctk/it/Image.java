package ctk.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built image under test, and the C programs that help to test it. */
final class Image {

    static final Path TOP = Path.of(System.getProperty("top"));
    static final Path HOME = home();
    static final String CTK = HOME.resolve("bin/ctk").toString();

    /** Reachable for every user, unlike the tree that is built in. */
    private static final Path PUBLIC = temporary();

    private Image() {}

    /** Compile src/test/native/NAME.c, once, and return the program; every user may execute it. */
    static synchronized String program(String name, String... flags) throws Exception {
        Path program = PUBLIC.resolve(name);
        if (Files.notExists(program)) {
            Path source = TOP.resolve("distribution/src/test/native/" + name + ".c");
            var command =
                    new ArrayList<>(
                            List.of("cc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror"));
            command.addAll(List.of(flags));
            command.addAll(List.of("-o", program.toString(), source.toString()));
            Run.of(command).expect(0);
        }
        return program.toString();
    }

    /** Return a new directory that every user may enter; it is removed when the tests end. */
    static Path directory(String name) throws IOException {
        return Files.createTempDirectory(PUBLIC, name, Permissions.of("rwxr-xr-x"));
    }

    /** Return the directory in which Maven keeps what is published. */
    static Path repository() {
        String usual = System.getProperty("user.home") + "/.m2/repository";
        return Path.of(System.getProperty("localRepository", usual)); // which Failsafe sets
    }

    private static Path home() {
        Path built = TOP.resolve("distribution/target/ctk");
        return Sealing.IS_ON ? Sealing.install(built) : built;
    }

    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("ctk-it", Permissions.of("rwxr-xr-x"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path directory) {
        try {
            new ProcessBuilder("rm", "-rf", "--one-file-system", directory.toString())
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
