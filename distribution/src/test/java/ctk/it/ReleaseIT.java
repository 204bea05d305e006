package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is handed out, its checksums, and the version in all of it, from one place. */
class ReleaseIT {

    private static final Path TARGET = Image.TOP.resolve("distribution/target");

    private static final Pattern TARBALL = Pattern.compile("\\bctk-[0-9][^-]*-linux-x64\\b");

    private static String version() throws Exception {
        String pom = Files.readString(Image.TOP.resolve("pom.xml"));
        return pom.split("</?revision>", -1)[1];
    }

    @Test
    void theChecksumsAreOfAllThatIsHandedOut() throws Exception {
        Set<String> listed = new TreeSet<>();
        Files.readAllLines(TARGET.resolve("SHA256SUMS"))
                .forEach(line -> listed.add(line.split("  ", -1)[1]));
        assertEquals(handedOut(), listed);
        String check = "cd \"$1\" && sha256sum --strict --quiet -c SHA256SUMS";
        Run.of(List.of("sh", "-c", check, "sh", TARGET.toString())).expect(0);
    }

    private static Set<String> handedOut() throws Exception {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(TARGET)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("ctk.*[.](tar[.]gz|cdx[.]json|deb)"))
                    .forEach(names::add);
        }
        return names;
    }

    @Test
    void allOfItHasTheVersionOfThePom() throws Exception {
        String version = version();
        for (String name : handedOut()) {
            assertTrue(name.matches("ctk[-_]\\Q" + version + "\\E[-_].*"), name);
        }
        String said = Run.ctk("--version").expect(0).out();
        assertTrue(said.startsWith("ctk " + version), said);
        assertTrue(Files.readString(Image.TOP.resolve("README.md")).contains("ctk-" + version));
        String example = Files.readString(Image.TOP.resolve("plugins/example/pom.xml"));
        assertTrue(example.contains("<artifactId>core.setup</artifactId><version>" + version));
    }

    /** README.md, plugins/example and the examples are read by people elsewhere, as they are. */
    @Test
    void noOtherSourceStatesIt() throws Exception {
        Set<String> stating = new TreeSet<>();
        String[] places = {
            "README.md",
            "SECURITY.md",
            "CONTRIBUTING.md",
            "pom.xml",
            "build",
            "docs",
            "man",
            "modules",
            "plugins",
            "third-party",
            "distribution"
        };
        for (String place : places) {
            try (Stream<Path> all = Files.walk(Image.TOP.resolve(place))) {
                List<Path> sources =
                        all.filter(Files::isRegularFile)
                                .filter(file -> !file.toString().matches(".*/target/.*"))
                                .filter(file -> !file.toString().contains("/src/test/"))
                                .toList();
                for (Path source : sources) {
                    String text =
                            Files.readString(source, java.nio.charset.StandardCharsets.ISO_8859_1);
                    if (text.contains("-" + version()) || text.contains(">" + version() + "<")) {
                        stating.add(Image.TOP.relativize(source).toString());
                    }
                }
            }
        }
        stating.removeIf(source -> source.startsWith("distribution/examples/"));
        assertEquals(Set.of("README.md", "plugins/example/pom.xml", "pom.xml"), stating);
    }

    @Test
    void theExamplesNameTheTarballOfThatVersion() throws Exception {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> all = Files.walk(Image.TOP.resolve("distribution/examples"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                TARBALL.matcher(Files.readString(file))
                        .results()
                        .forEach(m -> named.add(m.group()));
            }
        }
        assertEquals(Set.of("ctk-" + version() + "-linux-x64"), named);
    }

    /** For those who compile steps against it, whose Maven knows nothing of the property. */
    @Test
    void whatIsInstalledStatesIt() throws Exception {
        for (String module : List.of("", "modules/core.setup")) {
            Path pom = Image.TOP.resolve(module).resolve("target/.flattened-pom.xml");
            if (Files.exists(pom)) {
                String text = Files.readString(pom);
                assertFalse(text.contains("<version>${revision}"), pom.toString());
                assertTrue(text.contains("<version>" + version() + "<"), pom.toString());
            }
        }
    }
}
