import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names a build: the same for the same modules, native sources and flags of the compiler, another
 * for any others. A sealed start is performed only by the build that decided it.
 */
final class BuildId {

    private BuildId() {}

    /** Return 64 hexadecimal digits for what is in these directories, by name and content. */
    static String of(Path modules, Path... sources) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        addAll(digest, modules);
        for (Path directory : sources) {
            addAll(digest, directory);
        }
        add(digest, "flags", String.join("\n", Native.FLAGS).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addAll(MessageDigest digest, Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.toString().matches(".*\\.(jar|c|h)")).sorted().toList();
        }
        for (Path file : files) {
            add(digest, file.getFileName().toString(), Files.readAllBytes(file));
        }
    }

    /** With the length, so that no two lists of files are the same bytes. */
    private static void add(MessageDigest digest, String name, byte[] content) {
        String head = name + "\n" + content.length + "\n";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        digest.update(content);
    }
}
