package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users and other modules see of ctk, word for word. */
class GoldenIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core.linux",
                "core.userdb",
                "core.nss",
                "core.proc",
                "core.exec",
                "core.volumes",
                "core.setup",
                "core.config",
                "core.files",
                "core.steps",
                "core.seal",
                "core.cli",
                "cmd.run",
                "cmd.chown-volumes",
                "cmd.plugins",
                "cmd.whoami",
                "cmd.shell",
                "plugins.chown",
                "plugins.directory",
                "plugins.ensure-user",
                "plugins.exec",
                "plugins.render",
                "plugins.secrets",
                "plugins.seed",
                "plugins.wait-for",
                "documents",
                "main",
                "third-party.jnr",
                "third-party.picocli",
                "third-party.tomlj"
            })
    void theModuleIsWhatItSays(String module) throws Exception {
        Golden.check(module + ".module", describe(jar(module)));
    }

    @Test
    void noModuleIsMissingAbove() throws Exception {
        try (Stream<Path> jars = Files.list(Image.TOP.resolve("distribution/target/modules"))) {
            assertEquals(33, jars.count());
        }
    }

    @Test
    void theImageHoldsTheseModules() throws Exception {
        String release = Files.readString(Image.HOME.resolve("release"));
        String modules =
                release.lines().filter(l -> l.startsWith("MODULES=")).collect(Collectors.joining());
        assertEquals(
                "MODULES=\"java.base ctk.core.linux ctk.core.userdb ctk.core.exec info.picocli"
                    + " ctk.core.cli org.tomlj ctk.core.config ctk.core.volumes"
                    + " ctk.cmd.chownvolumes ctk.core.setup ctk.core.files ctk.core.steps"
                    + " ctk.cmd.plugins java.logging jdk.unsupported org.jnrproject ctk.core.nss"
                    + " ctk.core.seal ctk.cmd.run ctk.core.proc org.jline.nativ org.jline.terminal"
                    + " org.jline.reader ctk.cmd.shell ctk.cmd.whoami ctk.main ctk.plugins.chown"
                    + " ctk.plugins.directory ctk.plugins.ensureuser ctk.plugins.exec"
                    + " ctk.plugins.render ctk.plugins.secrets ctk.plugins.seed"
                    + " ctk.plugins.waitfor\"",
                modules);
    }

    @Test
    void helpSaysThis() throws Exception {
        Golden.check("ctk.help", help("--help"));
        Golden.check("ctk-run.help", help("run", "--help"));
        Golden.check("ctk-chown-volumes.help", help("chown-volumes", "--help"));
        Golden.check("ctk-config.help", help("config", "--help"));
        Golden.check("ctk-plugins.help", help("plugins", "--help"));
        Golden.check("ctk-whoami.help", help("whoami", "--help"));
        Golden.check("ctk-seal.help", help("seal", "--help"));
        Golden.check("ctk-shell.help", help("shell", "--help"));
    }

    /** The keys of all steps, as ctk plugins tells them. */
    @Test
    void theStepsAreThese() throws Exception {
        Golden.check("ctk-plugins.steps", Run.ctk("plugins").expect(0).out());
    }

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        String pom = Files.readString(Image.TOP.resolve("pom.xml"));
        String version = pom.split("<revision>", 2)[1].split("</revision>", 2)[0];
        assertEquals("ctk " + version + "\n", Run.ctk("--version").expect(0).out());
        assertEquals("ctk " + version + "\n", Run.ctk("run", "--version").expect(0).out());
        assertEquals("ctk " + version + "\n", Run.ctk("whoami", "--version").expect(0).out());
    }

    private static String help(String... arguments) throws Exception {
        String text = Run.ctk(arguments).expect(0).out();
        List<String> wide = text.lines().filter(line -> line.length() > 80).toList();
        assertEquals(List.of(), wide, "wider than a terminal");
        return text;
    }

    private static Path jar(String module) throws Exception {
        try (Stream<Path> jars = Files.list(Image.TOP.resolve("distribution/target/modules"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(module + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String describe(Path jar) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        assertEquals(0, tool.run(writer, writer, "--describe-module", "--file", jar.toString()));
        String[] lines = out.toString().split("\n");
        assertTrue(lines[0].contains(" jar:file:"), lines[0]);
        lines[0] = lines[0].replaceFirst("@[^ ]* jar:.*", "");
        Arrays.sort(lines, 1, lines.length);
        return String.join("\n", lines) + "\n";
    }
}
