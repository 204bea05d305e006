package ctk.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tarball of the build, unpacked.
 *
 * @param home of the installation in it
 */
record Tarball(Path home) {

    /** Return the tarball. */
    static Path file() throws IOException {
        try (Stream<Path> files = Files.list(Image.TOP.resolve("distribution/target"))) {
            return files.filter(
                            f -> f.getFileName().toString().matches("ctk-.*-linux-.*[.]tar[.]gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Unpack it into a directory of its own. */
    static Tarball unpack() throws Exception {
        return unpackIn(Image.directory("unpacked"));
    }

    static Tarball unpackIn(Path directory) throws Exception {
        Run.of(List.of("tar", "-xzf", file().toString(), "-C", directory.toString())).expect(0);
        String name = file().getFileName().toString().replace(".tar.gz", "");
        return new Tarball(directory.resolve(name));
    }

    Path path(String name) {
        return home.resolve(name);
    }

    String ctk() {
        return path("bin/ctk").toString();
    }

    /** Run {@code ctk} of it. */
    Run run(String... arguments) throws Exception {
        return Run.of(Stream.concat(Stream.of(ctk()), Stream.of(arguments)).toList());
    }
}
