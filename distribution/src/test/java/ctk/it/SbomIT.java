package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.cyclonedx.Version;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The list of components says what is in the tarball: no more, no less, and nothing else. */
class SbomIT {

    private static Path home;
    private static Path file;
    private static List<Component> components;

    @BeforeAll
    static void read() throws Exception {
        home = Tarball.unpack().home();
        file = Path.of(Tarball.file().toString().replace(".tar.gz", ".cdx.json"));
        components = new ArrayList<>();
        new JsonParser().parse(file.toFile()).getComponents().forEach(SbomIT::add);
    }

    private static void add(Component component) {
        components.add(component);
        if (component.getComponents() != null) {
            component.getComponents().forEach(SbomIT::add);
        }
    }

    @Test
    void isAsItsSchemaSays() throws Exception {
        JsonParser parser = new JsonParser();
        assertEquals(List.of(), parser.validate(file.toFile(), Version.VERSION_16));
        String text = Files.readString(file);
        String broken = text.replaceFirst("\"Apache-2.0\"", "\"Apache-2.00\"");
        assertFalse(parser.isValid(broken.getBytes(UTF_8), Version.VERSION_16));
    }

    @Test
    void isInTheTarballAndBesideIt() throws Exception {
        assertEquals(-1, Files.mismatch(file, home.resolve("share/sbom/ctk.cdx.json")));
    }

    /** But for texts, settings and the list of hashes, which has that of the one without one. */
    @Test
    void hasEveryFileAndItsHash() throws Exception {
        Map<String, String> there = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.filter(SbomIT::isFile).toList()) {
                String name = home.relativize(each).toString();
                if (!name.matches("(legal|share|conf)/.*|release|lib/ctk[.]sha256")) {
                    boolean differs = name.equals("lib/ctk.jsa");
                    there.put(name, differs ? "" : sha256(each));
                }
            }
        }
        Map<String, String> listed = new TreeMap<>();
        for (Component component : of(Component.Type.FILE)) {
            boolean has = component.getHashes() != null;
            listed.put(component.getName(), has ? hash(component) : "");
        }
        assertTrue(there.size() > 20, there.toString());
        assertEquals(there, listed);
    }

    @Test
    void hasEveryModule() throws Exception {
        Set<String> listed = new TreeSet<>();
        for (Component component : components) {
            listed.addAll(modules(component));
        }
        assertEquals(modules(), listed);
    }

    /** A module of ctk by the jar of this build, all others as they are published. */
    @Test
    void hasTheHashesOfTheJars() throws Exception {
        Set<String> hashes = new HashSet<>();
        try (Stream<Path> jars = Files.list(ModuleJar.MODULES)) {
            for (Path jar : jars.toList()) {
                hashes.add(sha256(jar));
            }
        }
        int own = 0;
        int published = 0;
        for (Component component : of(Component.Type.LIBRARY)) {
            if (component.getName().startsWith("ctk.")) {
                assertTrue(hashes.contains(hash(component)), component.getName());
                own++;
            } else if (component.getGroup() != null && component.getHashes() != null) {
                assertEquals(sha256(jar(component)), hash(component), component.getName());
                published++;
            }
        }
        assertTrue(own > 20 && published > 10, own + " " + published);
    }

    private static Path jar(Component component) {
        String[] parts = component.getPurl().split("classifier=|&|[?]type", -1);
        String classifier = parts.length > 2 ? "-" + parts[1] : "";
        String version = component.getVersion();
        return Image.repository()
                .resolve(component.getGroup().replace('.', '/'))
                .resolve(component.getName() + "/" + version)
                .resolve(component.getName() + "-" + version + classifier + ".jar");
    }

    @Test
    void everyLibraryHasAVersionAndALicence() throws Exception {
        Set<String> unknown = Set.of("libffi", "Mozilla Public Suffix List");
        for (Component component : of(Component.Type.LIBRARY)) {
            String name = component.getName();
            assertEquals(unknown.contains(name), component.getVersion() == null, name);
            assertTrue(component.getLicenses() != null, name);
        }
    }

    @Test
    void theNoticeNamesEveryJarAndItsVersion() throws Exception {
        String notice = Files.readString(Image.TOP.resolve("NOTICE")).toLowerCase(Locale.ROOT);
        for (Component component : of(Component.Type.LIBRARY)) {
            if (component.getGroup() != null && component.getHashes() != null) {
                assertTrue(notice.contains(component.getName()), component.getName());
                assertTrue(notice.contains(" " + component.getVersion()), component.getName());
            }
        }
    }

    /** Its paragraph on the runtime begins with a line for each. */
    @Test
    void theSecurityPageNamesTheModulesOfTheJdk() throws Exception {
        Set<String> inside = new TreeSet<>(modules());
        inside.removeIf(module -> !module.matches("(java|jdk)[.].*"));
        Set<String> told = new TreeSet<>();
        for (String line : Files.readAllLines(Image.TOP.resolve("SECURITY.md"))) {
            if (line.matches("- `(java|jdk)[.].*")) {
                told.add(line.split("`", -1)[1]);
            }
        }
        assertEquals(inside, told);
    }

    /** Return the names of the modules in lib/modules, as the JDK reads it. */
    private static Set<String> modules() throws Exception {
        String jimage = Path.of(System.getProperty("java.home"), "bin/jimage").toString();
        Run run = Run.of(List.of(jimage, "list", home.resolve("lib/modules").toString()));
        Set<String> names = new TreeSet<>();
        for (String line : run.expect(0).out().lines().toList()) {
            if (line.startsWith("Module: ")) {
                names.add(line.substring("Module: ".length()));
            }
        }
        assertTrue(names.contains("java.base"), names.toString());
        return names;
    }

    private static List<String> modules(Component component) {
        return component.getProperties() == null
                ? List.of()
                : component.getProperties().stream()
                        .filter(property -> property.getName().equals("ctk:module"))
                        .map(property -> property.getValue())
                        .toList();
    }

    private static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Component> of(Component.Type type) {
        return components.stream().filter(component -> component.getType() == type).toList();
    }

    private static String hash(Component component) {
        assertEquals(1, component.getHashes().size(), component.getName());
        return component.getHashes().getFirst().getValue();
    }

    private static String sha256(Path path) throws Exception {
        return Run.of(List.of("sha256sum", path.toString())).expect(0).out().split(" ", -1)[0];
    }
}
