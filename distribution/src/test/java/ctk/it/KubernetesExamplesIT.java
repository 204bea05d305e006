package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The examples for Kubernetes do what they say, with no more capabilities than they ask for. */
class KubernetesExamplesIT {

    private static final Path EXAMPLES = Image.TOP.resolve("distribution/examples/kubernetes");

    @Test
    void theInitContainerOwnsAVolumeOfAnother() throws Exception {
        Path volume = volume("init");
        String example = Files.readString(EXAMPLES.resolve("init-container.yaml"));
        run(example, words(example, "args"), volume).expect(0, ".* changed, .*\n");
        for (Path path : all(volume)) {
            assertEquals(List.of(1000, 1000), owner(path), path.toString());
        }
        assertEquals("rwx------", mode(volume.resolve("private")));
        assertEquals("rw-------", mode(volume.resolve("private/file0")));
        Run again = run(example, words(example, "args"), volume).run();
        assertTrue(again.err().contains(": 1 entry, 0 changed"), again.err());
    }

    @Test
    void theShardsOfTheJobAreTheWholeTree() throws Exception {
        Path volume = volume("job");
        String example = Files.readString(EXAMPLES.resolve("sharded-job.yaml"));
        int completions = Integer.parseInt(value(example, "completions"));
        assertTrue(example.contains("completionMode: Indexed"), example);
        long entries = 0;
        for (int index = 0; index < completions; index++) {
            String number = Integer.toString(index);
            List<String> arguments =
                    words(example, "args").stream()
                            .map(a -> a.replace("$(JOB_COMPLETION_INDEX)", number))
                            .toList();
            String json = run(example, arguments, volume).expect(0, "").out();
            entries += Long.parseLong(value(json.replace("\"", "").replace(",", "\n"), "entries"));
        }
        assertEquals(all(volume).size(), entries);
        for (Path path : all(volume)) {
            assertEquals(List.of(1000, 1000), owner(path), path.toString());
        }
    }

    /** A tree that uid 4000 owns, with directories and files that nobody else may read. */
    private static Path volume(String name) throws Exception {
        Path volume = Image.directory(name);
        Path secret = Files.createDirectory(volume.resolve("private"));
        for (int i = 0; i < 20; i++) {
            Files.writeString(secret.resolve("file" + i), "x");
            Files.createDirectory(volume.resolve("d" + i));
        }
        Run.of(List.of("chown", "-R", "4000:4000", volume.toString())).expect(0);
        Run.of(List.of("chmod", "-R", "go=,u=r", secret.toString())).expect(0);
        return volume;
    }

    private record Started(Run run) {
        Run expect(int code, String errors) {
            assertEquals(code, run.code(), run.err());
            assertTrue(run.err().matches(errors), run.err());
            return run;
        }
    }

    /** Run the arguments as root with the capabilities of the example alone. */
    private static Started run(String example, List<String> arguments, Path volume)
            throws Exception {
        assertTrue(example.contains("drop: [\"ALL\"]"), example);
        String capabilities =
                words(example, "add").stream()
                        .map(name -> "+" + name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(",", "-all,", ""));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--no-new-privs",
                                "--bounding-set=" + capabilities,
                                "--inh-caps=-all",
                                Image.CTK));
        arguments.forEach(a -> command.add(a.equals("/data") ? volume.toString() : a));
        return new Started(Run.of(command));
    }

    /** The words of the first list of that name. */
    private static List<String> words(String example, String name) {
        String list = value(example, name);
        return Pattern.compile("\"([^\"]*)\"")
                .matcher(list)
                .results()
                .map((MatchResult word) -> word.group(1))
                .toList();
    }

    private static String value(String text, String name) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> all(Path volume) throws Exception {
        try (Stream<Path> paths = Files.walk(volume)) {
            return paths.toList();
        }
    }

    private static List<Object> owner(Path path) throws Exception {
        var ids =
                Files.readAttributes(path, "unix:uid,gid", java.nio.file.LinkOption.NOFOLLOW_LINKS);
        return List.of(ids.get("uid"), ids.get("gid"));
    }

    private static String mode(Path path) throws Exception {
        return java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(path));
    }
}
