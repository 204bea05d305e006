package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Jars of steps that are damaged, or do not fit: named in one line, before anything is done. */
@LeftOutWhenSealed("no start with a step of a plugin directory is sealed")
class PluginLoadingIT {

    private static final String USE = "[[step]]\nuse = \"good\"\n";

    private static StepSource good() {
        return new StepSource("com.example.good", "GoodStep");
    }

    private static ModuleJar goodModule() throws Exception {
        return ModuleJar.ofStep("com.example.good", "GoodStep", good());
    }

    private static String jar(String name) {
        return "'" + Plugged.DIRECTORY + "/" + name + "'";
    }

    @Test
    void findsAStepInAJar() throws Exception {
        Plugged.of(USE).with("good.jar", goodModule()).works();
    }

    @ParameterizedTest
    @CsvSource({"0, zip file is empty", "100, zip END header not found"})
    void refusesATruncatedJar(int length, String cause) throws Exception {
        Plugged plugged = Plugged.of(USE).with("good.jar", goodModule());
        byte[] bytes = Files.readAllBytes(plugged.jar("good.jar"));
        Files.write(plugged.jar("good.jar"), Arrays.copyOf(bytes, length));
        plugged.refuses("cannot load plugin " + jar("good.jar") + ": " + cause);
    }

    @Test
    void refusesTextThatIsNamedLikeAJar() throws Exception {
        Plugged plugged = Plugged.of(USE);
        Files.writeString(plugged.jar("text.jar"), "nothing\n".repeat(1000));
        plugged.refuses("cannot load plugin " + jar("text.jar") + ": zip END header not found");
    }

    @Test
    void refusesADirectoryThatIsNamedLikeAJar() throws Exception {
        Plugged plugged = Plugged.of(USE);
        Files.createDirectory(plugged.jar("d.jar"));
        plugged.refuses("cannot load plugin " + jar("d.jar") + ": it is no regular file");
    }

    @Test
    void refusesAJarWithoutDescriptor() throws Exception {
        Plugged plugged = Plugged.of(USE).with("good.jar", ModuleJar.of("", good()));
        plugged.refuses("cannot load plugin " + jar("good.jar") + ": it has no module descriptor");
    }

    @Test
    void namesAModuleThatIsMissing() throws Exception {
        Path there = Image.directory("there");
        ModuleJar.of("module lib { exports lib; }", "package lib;\npublic class Lib {}\n")
                .write(there.resolve("lib.jar"));
        String declaration =
                ModuleJar.declaration("com.example.good", "com.example.good.GoodStep")
                        .replace("{", "{ requires lib;");
        Plugged plugged = Plugged.of(USE);
        plugged.with("good.jar", ModuleJar.of(declaration, good()).against(there));
        plugged.refuses(
                "cannot load plugins: module lib not found, required by com.example.good ("
                        + jar("good.jar")
                        + ")");
        Files.copy(there.resolve("lib.jar"), plugged.jar("lib.jar"));
        plugged.works();
    }

    @Test
    void namesAPackageThatTwoJarsExport() throws Exception {
        Path there = Image.directory("there");
        String type = "package lib;\npublic class Lib {}\n";
        ModuleJar.of("module one { exports lib; }", type).write(there.resolve("one.jar"));
        ModuleJar.of("module two { }", type).write(there.resolve("two.jar"));
        String declaration =
                ModuleJar.declaration("com.example.good", "com.example.good.GoodStep")
                        .replace("{", "{ requires one; requires two;");
        Plugged plugged = Plugged.of(USE);
        plugged.with("good.jar", ModuleJar.of(declaration, good()).against(there));
        ModuleJar.of("module two { exports lib; }", type).write(there.resolve("two.jar"));
        Files.copy(there.resolve("one.jar"), plugged.jar("one.jar"));
        Files.copy(there.resolve("two.jar"), plugged.jar("two.jar"));
        Run run = plugged.run();
        String start = "ctk run: cannot load plugins: modules ";
        assertTrue(run.err().startsWith(start), run.err());
        assertTrue(
                run.err().contains(" export package lib to module com.example.good ("), run.err());
        assertTrue(run.err().contains(jar("one.jar") + ", " + jar("two.jar")), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(125, run.code());
    }

    @Test
    void namesBothStepsOfOneId() throws Exception {
        Plugged plugged = Plugged.of(USE).with("a.jar", goodModule());
        StepSource other = new StepSource("com.example.other", "GoodStep");
        plugged.with("b.jar", ModuleJar.ofStep("com.example.other", "GoodStep", other));
        Run run = plugged.run();
        assertEquals(
                "ctk run: step 'good' (module com.example.good of '/opt/plugins/a.jar') and step"
                        + " 'good' (module com.example.other of '/opt/plugins/b.jar') have one"
                        + " id\n",
                run.err());
        assertEquals(125, run.code());
    }

    @Test
    void namesTheStepOfTheImageThatHasTheId() throws Exception {
        StepSource own = new StepSource("com.example.own", "SeedStep");
        Plugged plugged = Plugged.of(USE).with("good.jar", goodModule());
        plugged.with("own.jar", ModuleJar.ofStep("com.example.own", "SeedStep", own));
        plugged.refuses(
                "step 'seed' (module ctk.plugins.seed) and step 'seed' (module com.example.own of"
                        + " '/opt/plugins/own.jar') have one id");
    }

    @Test
    void namesBothJarsOfOneModule() throws Exception {
        Plugged plugged = Plugged.of(USE).with("a.jar", goodModule()).with("b.jar", goodModule());
        plugged.refuses(
                "cannot load plugin "
                        + jar("b.jar")
                        + ": module com.example.good is in "
                        + jar("a.jar")
                        + " too");
    }

    @Test
    void refusesTheInterfaceItselfInAJar() throws Exception {
        Plugged plugged = Plugged.of(USE).with("good.jar", goodModule());
        plugged.with("api.jar", api("1.0"));
        plugged.refuses(
                "cannot load plugin "
                        + jar("api.jar")
                        + ": module ctk.core.setup is in the image\nhint: remove it");
    }

    @ParameterizedTest
    @CsvSource({"2.0, version 2.0", "1.1, version 1.1", "0.9, version 0.9", ", an unknown version"})
    void refusesAStepOfAnotherInterface(String version, String said) throws Exception {
        Path there = Image.directory("there");
        api(version).write(there.resolve("api.jar"));
        Plugged plugged = Plugged.of(USE).with("good.jar", goodModule().against(there));
        plugged.refuses(
                "cannot load plugin "
                        + jar("good.jar")
                        + ": module com.example.good was compiled against "
                        + said
                        + " of ctk.core.setup, this is 1.0");
    }

    /** Return the interface of steps in another version, null for none. */
    private static ModuleJar api(String version) throws Exception {
        Path sources = Image.TOP.resolve("modules/core.setup/src/main/java");
        List<String> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(sources.resolve("ctk/core/setup"))) {
            for (Path each : (Iterable<Path>) files::iterator) {
                types.add(Files.readString(each));
            }
        }
        String declaration = Files.readString(sources.resolve("module-info.java"));
        ModuleJar module = ModuleJar.alone(declaration, types.toArray());
        return version == null ? module : module.with("--module-version", version);
    }

    /** What the compiler would not let pass. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class GoodStep|class com.example.good.GoodStep is not public",
                "public class GoodStep|com.example.good.GoodStep not a subtype",
                "public abstract class GoodStep|",
            })
    void namesAProviderThatIsNone(String declared, String cause) throws Exception {
        ModuleJar module = goodModule();
        Path classes = module.compile();
        boolean isStep = !declared.equals("public class GoodStep");
        String source = good().toString().replace("public class GoodStep", declared);
        String changed = isStep ? source : "package com.example.good;\n" + declared + " {}\n";
        Path other = ModuleJar.of("", changed).compile();
        Path name = Path.of("com/example/good/GoodStep.class");
        Files.write(classes.resolve(name), Files.readAllBytes(other.resolve(name)));
        Plugged plugged = Plugged.of(USE);
        module.pack(plugged.jar("good.jar"));
        if (cause == null) {
            plugged.refuses(
                    "cannot load step 'good' (module com.example.good of '/opt/plugins/good.jar'):"
                            + " java.lang.InstantiationException");
        } else {
            plugged.refuses("cannot load plugins: " + cause + " (" + jar("good.jar") + ")");
        }
    }

    @Test
    void namesAProviderThatIsMissing() throws Exception {
        ModuleJar module = goodModule();
        Path classes = module.compile();
        Files.delete(classes.resolve("com/example/good/GoodStep.class"));
        Plugged plugged = Plugged.of(USE);
        Path jar = plugged.jar("good.jar");
        Files.createDirectories(jar.getParent());
        Run.of(
                        List.of(
                                "python3",
                                "-c",
                                "import sys, zipfile, os\n"
                                        + "z = zipfile.ZipFile(sys.argv[1], 'w')\n"
                                        + "for d, _, fs in os.walk(sys.argv[2]):\n"
                                        + "  for f in fs:\n"
                                        + "    p = os.path.join(d, f)\n"
                                        + "    z.write(p, os.path.relpath(p, sys.argv[2]))\n",
                                jar.toString(),
                                classes.toString()))
                .expect(0);
        plugged.refuses(
                "cannot load plugins: provider com.example.good.GoodStep not found ("
                        + jar("good.jar")
                        + ")");
    }

    @Test
    void saysThatADirectoryIsMissing() throws Exception {
        Plugged plugged = Plugged.of(USE);
        Run missing = plugged.run("--plugin-path=/missing");
        missing.expectError(
                125, "ctk run: cannot read plugin directory '/missing': no such file or directory");
        plugged.run("--plugin-path=/etc/passwd")
                .expectError(
                        125,
                        "ctk run: cannot read plugin directory '/etc/passwd': it is no directory");
        plugged.run("--plugin-path=")
                .expectError(125, "ctk run: cannot read plugin directory '': it is empty");
    }

    /** What is not asked for is not looked at. */
    @Test
    void opensNoJarIfAllStepsAreInTheImage() throws Exception {
        Plugged plugged = Plugged.of("");
        Files.writeString(plugged.jar("broken.jar"), "no jar");
        plugged.works();
        assertEquals("ran\n", plugged.run("--plugin-path=/missing").expect(0).out());
    }

    @Test
    void looksIntoTheInstallationItself() throws Exception {
        Plugged plugged = Plugged.of(USE);
        Machine machine = plugged.machine();
        machine.sh("cp -r /opt/ctk /opt/own; mkdir /opt/own/lib/plugins");
        String ctk = "/opt/own/bin/ctk";
        Run without = machine.run(ctk, "run", "--", "true");
        assertTrue(without.err().contains("no such step 'good'"), without.err());
        goodModule().write(machine.upper("/opt/own/lib/plugins/good.jar"));
        assertEquals("yes\n", machine.run(ctk, "run", "--", "echo", "yes").expect(0).out());
        Run listed = machine.run(ctk, "plugins", "good").expect(0);
        assertTrue(
                listed.out().startsWith("good: do nothing (/opt/own/lib/plugins/good.jar)\n"),
                listed.out());
    }
}
