package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** {@code plugins/example} as a team uses it: copied out of the tree, built there, run, linked. */
@LeftOutWhenSealed("no start with a step of a plugin directory is sealed")
class PluginExampleIT {

    private static final String JAR = "target/ctk-cpu-limit-1.0.0.jar";

    private static final String STEP =
            "user = \"\"\n[[step]]\nuse = \"cpu-limit\"\nvariable = \"GOMAXPROCS\"\n"
                    + "file = \"/opt/cpu.max\"\n";

    private static Path project;

    /** Build it by Maven, against the interface as if that were installed. */
    @BeforeAll
    static void build() throws Exception {
        String maven = Installed.assume("mvn");
        project = Image.directory("project");
        String copy = "cp -r \"$1\"/. \"$2\"; rm -rf \"$2\"/target";
        Path example = Image.TOP.resolve("plugins/example");
        sh(copy, example.toString(), project.toString());
        String pom = project.resolve("pom.xml").toString();
        String local = "-Dmaven.repo.local=" + repository();
        Run built = Run.of(600, List.of(maven, "-B", "-f", pom, local, "package"));
        assertEquals(0, built.code(), built.out() + built.err());
        assertTrue(built.out().contains("Tests run: 14, Failures: 0, Errors: 0"), built.out());
    }

    /** Return a repository with all of the usual one, and the interface installed. */
    private static Path repository() throws Exception {
        Path repository = Image.directory("repository");
        sh(
                "[ ! -d \"$1\" ] || cp -rs \"$1\"/. \"$2\"; rm -rf \"$2\"/ctk",
                Image.repository().toString(),
                repository.toString());
        Path parent = Files.createDirectories(repository.resolve("ctk/ctk/0.1.0"));
        Files.copy(Image.TOP.resolve("target/.flattened-pom.xml"), parent.resolve("ctk-0.1.0.pom"));
        Path own = Files.createDirectories(repository.resolve("ctk/core.setup/0.1.0"));
        Path pom = Image.TOP.resolve("modules/core.setup/target/.flattened-pom.xml");
        Files.copy(pom, own.resolve("core.setup-0.1.0.pom"));
        Files.copy(jarOfTheInterface(), own.resolve("core.setup-0.1.0.jar"));
        return repository;
    }

    private static Path jarOfTheInterface() throws Exception {
        try (Stream<Path> jars = Files.list(ModuleJar.MODULES)) {
            return jars.filter(jar -> jar.toString().contains("core.setup"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void sh(String script, String... arguments) throws Exception {
        Stream<String> start = Stream.of("sh", "-euc", script, "sh");
        Run.of(Stream.concat(start, Stream.of(arguments)).toList()).expect(0);
    }

    @Test
    void isAModule() throws Exception {
        String said = tool("jar", "--describe-module", "--file=" + project.resolve(JAR));
        assertTrue(said.startsWith("com.example.ctk.cpulimit@1.0.0 "), said);
        assertTrue(said.contains("provides ctk.core.setup.SetupStep with"), said);
    }

    @Test
    void runsFromThePluginPath() throws Exception {
        Machine machine = Machine.configured(STEP).write("/opt/cpu.max", "250000 100000\n");
        Path jar = machine.upper("/opt/steps/limit.jar");
        Files.createDirectories(jar.getParent());
        Files.copy(project.resolve(JAR), jar);
        String[] start = {"run", "--plugin-path=/opt/steps", "--", "printenv", "GOMAXPROCS"};
        assertEquals("3\n", machine.ctk(start).expect(0).out());
        assertEquals("7\n", machine.ctk(List.of("GOMAXPROCS=7"), start).expect(0).out());
        Run dry = machine.ctk("run", "--plugin-path=/opt/steps", "--dry-run", "--", "true");
        String planned = "cpu-limit: set variable 'GOMAXPROCS' to 3\n";
        assertTrue(dry.expect(0).out().contains(planned), dry.out());
        machine.write("/opt/cpu.max", "nonsense\n");
        machine.ctk(start)
                .expectError(
                        125,
                        "ctk run: step 'cpu-limit' (/etc/ctk/ctk.toml:2:1): key 'file' at 5:1:"
                                + " '/opt/cpu.max' does not hold a quota and a period");
    }

    /** As the README says it. */
    @Test
    void runsFromAnImageItIsLinkedInto() throws Exception {
        Path image = Image.directory("linked").resolve("image");
        String modules =
                Files.readAllLines(Image.HOME.resolve("release")).stream()
                        .filter(line -> line.startsWith("MODULES="))
                        .map(line -> line.substring(9, line.length() - 1).replace(' ', ','))
                        .findFirst()
                        .orElseThrow();
        tool(
                "jlink",
                "--module-path",
                ModuleJar.MODULES + ":" + project.resolve(JAR),
                "--add-modules",
                "com.example.ctk.cpulimit," + modules,
                "--output",
                image.toString(),
                "--no-header-files",
                "--no-man-pages");
        for (String each : List.of("bin/ctk", "lib/ctk-vm")) {
            StandardCopyOption mode = StandardCopyOption.COPY_ATTRIBUTES;
            Files.copy(Image.HOME.resolve(each), image.resolve(each), mode);
        }
        String ctk = image.resolve("bin/ctk").toString();
        Run listed = Run.of(List.of(ctk, "plugins", "cpu-limit")).expect(0);
        String line =
                "cpu-limit: set a variable to the number of processors that the container may use"
                        + " (image)\n";
        assertTrue(listed.out().startsWith(line), listed.out());
        Path config = image.resolveSibling("ctk.toml");
        Path limit = Files.writeString(image.resolveSibling("cpu.max"), "100000 100000\n");
        Files.writeString(config, STEP.replace("/opt/cpu.max", limit.toString()));
        Run run = Run.of(List.of(ctk, "run", "--config=" + config, "--", "printenv", "GOMAXPROCS"));
        assertEquals("1\n", run.expect(0).out());
    }

    private static String tool(String name, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments);
        assertEquals(0, code, said.toString());
        return said.toString();
    }
}
