import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes what an image consists of, in CycloneDX 1.6: modules of ctk, published jars, the JDK with
 * its modules, the C library, and each file that holds code. The same image makes the same text.
 */
final class Sbom {

    /** Of each published jar, as the jar or its pom.xml states it; SPDX. */
    private static final Map<String, String> LICENCES =
            Map.ofEntries(
                    Map.entry("asm", "BSD-3-Clause"),
                    Map.entry("asm-analysis", "BSD-3-Clause"),
                    Map.entry("asm-commons", "BSD-3-Clause"),
                    Map.entry("asm-tree", "BSD-3-Clause"),
                    Map.entry("asm-util", "BSD-3-Clause"),
                    Map.entry("jffi", "Apache-2.0 OR LGPL-3.0-only"),
                    Map.entry("jline-native", "BSD-3-Clause"),
                    Map.entry("jline-reader", "BSD-3-Clause"),
                    Map.entry("jline-terminal", "BSD-3-Clause"),
                    Map.entry("jnr-a64asm", "Apache-2.0"),
                    Map.entry("jnr-constants", "Apache-2.0"),
                    Map.entry("jnr-ffi", "Apache-2.0"),
                    Map.entry("jnr-posix", "EPL-2.0 OR GPL-2.0-only OR LGPL-2.1-only"),
                    Map.entry("jnr-x86asm", "MIT"),
                    Map.entry("picocli", "Apache-2.0"),
                    Map.entry("tomlj", "Apache-2.0"));

    private static final String OWN = "Apache-2.0";

    private final Pom pom;
    private final Path image;
    private final Path modules;

    /** By the name of a module in the image: references to the components that it is made of. */
    private final Map<String, List<String>> made = new TreeMap<>();

    Sbom(Pom pom, Path image, Path modules) {
        this.pom = pom;
        this.image = image;
        this.modules = modules;
    }

    /** Write it into the image, and beside the tarball. */
    void write(Path beside) throws Exception {
        Path inside = Files.createDirectories(image.resolve("share/sbom")).resolve("ctk.cdx.json");
        Map<String, ModuleReference> linked = linked();
        List<Component> all = new ArrayList<>(own());
        all.addAll(published());
        all.add(new SystemParts(image).jdk());
        all.add(new SystemParts(image).cLibrary());
        all.add(SystemParts.compilerLibrary());
        linked.forEach(
                (name, module) -> {
                    if (!made.containsKey(name)) {
                        all.add(module(name, module));
                    }
                });
        Component ctk =
                new Component("application", "ctk", pom.version())
                        .with("bom-ref", "ctk")
                        .licence(OWN)
                        .with("description", "The container entrypoint as one program.");
        Map<String, Object> bom = Component.map("bomFormat", "CycloneDX", "specVersion", "1.6");
        bom.put("version", 1);
        bom.put(
                "metadata",
                Component.map(
                        "timestamp",
                        pom.time().toString(),
                        "lifecycles",
                        List.of(Map.of("phase", "build")),
                        "component",
                        ctk.json()));
        bom.put("components", all.stream().map(Component::json).toList());
        bom.put("dependencies", dependencies(all, linked));
        byte[] content = Json.write(bom).getBytes(StandardCharsets.UTF_8);
        bom.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(content));
        Files.writeString(inside, Json.write(bom));
        Files.writeString(beside, Json.write(bom));
    }

    /** Return the modules that were linked from jars, those of ctk and others. */
    private Map<String, ModuleReference> linked() throws IOException {
        List<String> names =
                Files.readAllLines(image.resolve("release")).stream()
                        .filter(line -> line.startsWith("MODULES="))
                        .flatMap(line -> Arrays.stream(line.split("\"")[1].split(" ")))
                        .toList();
        Map<String, ModuleReference> linked = new TreeMap<>();
        for (ModuleReference module : ModuleFinder.of(modules).findAll()) {
            if (names.contains(module.descriptor().name())) {
                linked.put(module.descriptor().name(), module);
            }
        }
        return linked;
    }

    /**
     * Files that are made by the build: the programs in C, and what holds classes of all origins.
     */
    private List<Component> own() throws Exception {
        List<Component> own = new ArrayList<>();
        for (String name : List.of("bin/ctk", "lib/ctk-vm")) {
            own.add(Component.file(image, name).licence(OWN));
        }
        for (String name : List.of("lib/modules", "lib/server/classes.jsa")) {
            own.add(Component.file(image, name));
        }
        own.add(
                new Component("file", "lib/ctk.jsa", "")
                        .with("bom-ref", "file:lib/ctk.jsa")
                        .with(
                                "description",
                                "Differs in each build: lib/ctk.sha256 has its hash."));
        return own;
    }

    private List<Component> published() throws Exception {
        List<Component> all = new ArrayList<>();
        Map<String, String> targets =
                Map.of("jnr", "org.jnrproject", "picocli", "info.picocli", "tomlj", "org.tomlj");
        for (String from : new TreeSet<>(targets.keySet())) {
            for (Pom.Jar jar : pom.jarsOf(from)) {
                all.add(published(jar, targets.get(from)));
            }
        }
        for (String part : List.of("native", "reader", "terminal")) {
            Pom.Jar jar =
                    new Pom.Jar("org.jline", "jline-" + part, pom.property("jline.version"), "");
            all.add(published(jar, "org.jline." + part.replace("native", "nativ")));
        }
        return all;
    }

    private Component published(Pom.Jar jar, String module) throws Exception {
        String licence = LICENCES.get(jar.artifact());
        if (licence == null) {
            throw new IllegalStateException("Sbom.java knows no licence of " + jar);
        }
        if (jar.classifier().isEmpty() || jar.artifact().equals("picocli")) {
            made.computeIfAbsent(module, name -> new ArrayList<>()).add(jar.purl());
        }
        Component component =
                new Component("library", jar.artifact(), jar.version())
                        .with("bom-ref", jar.purl())
                        .with("group", jar.group())
                        .hash(jar.file())
                        .licence(licence)
                        .with("purl", jar.purl());
        if (jar.classifier().equals("native")) {
            component.inside(Component.file(image, "lib/libjffi-1.2.so"));
            component.inside(
                    new Component("library", "libffi", "")
                            .with("bom-ref", "libffi")
                            .with("description", "Linked statically into lib/libjffi-1.2.so.")
                            .licence("MIT"));
            return component;
        }
        if (jar.artifact().equals("tomlj")) {
            component.inside(antlr(jar));
        }
        return component.property("ctk:module", module);
    }

    /** The run-time library of ANTLR, which tomlj's jar holds under other names. */
    private static Component antlr(Pom.Jar jar) throws Exception {
        String name = "org.tomlj.internal.antlr.v4.runtime.RuntimeMetaData";
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.file().toUri().toURL()})) {
            Object version = loader.loadClass(name).getField("VERSION").get(null);
            String purl = "pkg:maven/org.antlr/antlr4-runtime@" + version + "?type=jar";
            return new Component("library", "antlr4-runtime", version.toString())
                    .with("bom-ref", purl)
                    .with("group", "org.antlr")
                    .licence("BSD-3-Clause")
                    .with("purl", purl);
        }
    }

    /** A module of ctk; its version is that of its interface, if it has one of its own. */
    private Component module(String name, ModuleReference module) {
        String version = module.descriptor().rawVersion().orElse(pom.version());
        return new Component("library", name, version)
                .with("bom-ref", "module:" + name)
                .hash(Path.of(module.location().orElseThrow()))
                .licence(OWN)
                .property("ctk:module", name);
    }

    private List<Object> dependencies(List<Component> all, Map<String, ModuleReference> linked) {
        List<Object> lines = new ArrayList<>();
        lines.add(depends("ctk", all.stream().map(Component::reference).toList()));
        linked.forEach(
                (name, module) -> {
                    List<String> needed = new ArrayList<>();
                    for (ModuleDescriptor.Requires required : module.descriptor().requires()) {
                        boolean isStatic =
                                required.modifiers()
                                        .contains(ModuleDescriptor.Requires.Modifier.STATIC);
                        if (!isStatic || linked.containsKey(required.name())) {
                            needed.addAll(references(required.name()));
                        }
                    }
                    references(name).forEach(each -> lines.add(depends(each, needed)));
                });
        return lines;
    }

    /** Return the components that a module is, or is made of. */
    private List<String> references(String module) {
        return made.getOrDefault(module, List.of("module:" + module));
    }

    private static Map<String, Object> depends(String reference, List<String> on) {
        return Component.map("ref", reference, "dependsOn", List.copyOf(new TreeSet<>(on)));
    }
}
