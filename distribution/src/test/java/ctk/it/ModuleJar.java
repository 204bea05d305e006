package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.NullMarked;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** A module that is compiled from sources to be put into a jar. */
final class ModuleJar {

    /** The modules that the image was linked from. */
    static final Path MODULES = Image.TOP.resolve("distribution/target/modules");

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE =
            Pattern.compile(
                    "(?m)^(?:public |abstract |sealed |final )*(?:class|interface|record) (\\w+)");

    private final Path sources;
    private final Path classes;
    private final List<String> path = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    private ModuleJar(Path directory) throws Exception {
        sources = Files.createDirectory(directory.resolve("sources"));
        classes = Files.createDirectory(directory.resolve("classes"));
        path.add(jspecify().toString());
    }

    /** Start a module with this declaration, empty for none, against those of the image. */
    static ModuleJar of(String declaration, Object... types) throws Exception {
        ModuleJar module = alone(declaration, types).against(MODULES);
        try (Stream<Path> jars = Files.list(MODULES)) {
            jars.filter(jar -> declaration.isEmpty()).forEach(module::against);
        }
        return module;
    }

    /** Start a module against no other. */
    static ModuleJar alone(String declaration, Object... types) throws Exception {
        ModuleJar module = new ModuleJar(Image.directory("module"));
        if (!declaration.isEmpty()) {
            Files.writeString(module.sources.resolve("module-info.java"), declaration);
        }
        for (Object each : types) {
            module.add(each.toString());
        }
        return module;
    }

    /** Start the module of a step. */
    static ModuleJar ofStep(String packageName, String name, Object step) throws Exception {
        return of(declaration(packageName, packageName + "." + name), step);
    }

    static String declaration(String module, String provider) {
        return "module "
                + module
                + " { requires ctk.core.setup; provides ctk.core.setup.SetupStep with "
                + provider
                + "; }";
    }

    private void add(String source) throws Exception {
        Matcher inside = PACKAGE.matcher(source);
        Matcher type = TYPE.matcher(source);
        assertEquals(true, inside.find() && type.find(), source);
        Path directory = sources.resolve(inside.group(1).replace('.', '/'));
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(type.group(1) + ".java"), source);
    }

    /** Look for modules in another directory first. */
    ModuleJar against(Path modules) {
        path.addFirst(modules.toString());
        return this;
    }

    /** Compile with a further option. */
    ModuleJar with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** Compile it, and return where the classes are. */
    Path compile() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
        arguments.addAll(options);
        arguments.add(Files.exists(sources.resolve("module-info.java")) ? "-p" : "-cp");
        arguments.add(String.join(":", path));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(f -> f.toString().endsWith(".java"))
                    .forEach(f -> arguments.add(f.toString()));
        }
        tool("javac", arguments);
        return classes;
    }

    private static Path jspecify() throws Exception {
        return Path.of(
                NullMarked.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Compile it, and put it into a jar. */
    void write(Path jar) throws Exception {
        compile();
        pack(jar);
    }

    /** Put what was compiled into a jar. */
    void pack(Path jar) throws Exception {
        Files.createDirectories(jar.getParent());
        tool("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
    }

    private static void tool(String name, List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code =
                ToolProvider.findFirst(name)
                        .orElseThrow()
                        .run(out, out, arguments.toArray(String[]::new));
        assertEquals(0, code, name + " " + arguments + "\n" + said);
    }
}
