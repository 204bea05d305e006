package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** Helps, man pages, README and what ctk does say the same. */
class DocumentsIT {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    /** Options of docker run and of chroot. */
    private static final Set<String> FOREIGN =
            Set.of(
                    "--cap-drop",
                    "--dir",
                    "--dump",
                    "--group-add",
                    "--init",
                    "--init-groups",
                    "--pty",
                    "--runs",
                    "--security-opt",
                    "--user",
                    "--userspec");

    @Test
    void eachHelpHasAPageWithTheSameOptionsUnderTheSameHeadings() throws Exception {
        List<String> commands = HelpText.commands();
        assertTrue(commands.contains("run") && commands.size() > 4, commands.toString());
        for (String command : commands) {
            Page page = Page.of(command.isEmpty() ? "ctk.1" : "ctk-" + command + ".1");
            assertEquals(HelpText.of(command).options(), page.options(), page.name());
        }
    }

    @Test
    void noPageMentionsAnOptionThatIsNotThere() throws Exception {
        Set<String> known = options();
        for (Page page : Page.all()) {
            Set<String> unknown = new TreeSet<>(page.mentioned());
            unknown.removeAll(known);
            assertEquals(Set.of(), unknown, page.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "SECURITY.md", "CHANGELOG.md"})
    void noTextMentionsAnOptionThatIsNotThere(String file) throws Exception {
        Set<String> unknown = new TreeSet<>();
        String text = Files.readString(Image.TOP.resolve(file));
        OPTION.matcher(text).results().forEach(m -> unknown.add(m.group()));
        assertTrue(unknown.size() > 3, "only these were found: " + unknown);
        unknown.removeAll(options());
        unknown.removeAll(FOREIGN);
        assertEquals(Set.of(), unknown);
    }

    @Test
    void theReadmeNamesEveryCommandAndPage() throws Exception {
        String readme = Files.readString(Image.TOP.resolve("README.md"));
        for (String command : HelpText.commands()) {
            assertTrue(readme.contains(("ctk " + command).strip()), command);
        }
        for (Page page : Page.all()) {
            assertTrue(readme.contains("`" + page.name() + "`"), page.name());
        }
    }

    @Test
    void everyPageRefersOnlyToPagesThatAreThere() throws Exception {
        Set<String> names = sources();
        for (Page page : Page.all()) {
            Set<String> missing = page.references();
            missing.removeIf(name -> !name.startsWith("ctk") || names.contains(name));
            assertEquals(Set.of(), missing, page.name());
            assertFalse(page.references().contains(page.name()), page.name());
        }
    }

    @Test
    void everySourceOfAPageIsInTheImage() throws Exception {
        Set<String> names = sources();
        List<String> commands = HelpText.commands();
        names.removeIf(
                name ->
                        name.matches("ctk-(whoami|shell).1")
                                && !commands.contains(name.substring(4, name.length() - 2)));
        Set<String> pages = new TreeSet<>();
        for (Page page : Page.all()) {
            pages.add(page.name());
            assertTrue(page.lines().stream().noneMatch(l -> l.contains("INSERT")), page.name());
        }
        assertEquals(names, pages);
    }

    /** The page of the shell against its help, if there is a shell. */
    @Test
    void thePageOfTheShellNamesWhatIsBuiltIn() throws Exception {
        for (Page page : Page.all()) {
            if (page.name().equals("ctk-shell.1")) {
                Set<String> told = new TreeSet<>();
                page.lines().stream()
                        .filter(line -> line.startsWith(".Ic "))
                        .forEach(line -> told.add(line.split(" ", -1)[1]));
                Set<String> builtIn = new TreeSet<>();
                Run.ctk("shell", "-c", "help")
                        .expect(0)
                        .out()
                        .lines()
                        .filter(line -> line.matches("  [a-z0-9]\\S*  .*"))
                        .forEach(line -> builtIn.add(line.strip().split(" ", -1)[0]));
                builtIn.removeAll(HelpText.commands());
                assertEquals(builtIn, told);
            }
        }
    }

    private static Set<String> sources() throws Exception {
        Set<String> names = new TreeSet<>();
        try (var files = Files.list(Image.TOP.resolve("man"))) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    /** The page of the steps against what ctk plugins says. */
    @Test
    void thePageOfTheStepsHasTheirKeys() throws Exception {
        Page page = Page.of("ctk-steps.7");
        var common = Page.keys(page.section("KEYS OF EVERY STEP"));
        List<String> steps = page.section("STEPS");
        Map<String, Map<String, String>> told = new TreeMap<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).startsWith(".Ss ")) {
                var keys = Page.keys(steps.subList(i, steps.size()));
                common.forEach(keys::putIfAbsent);
                if (steps.subList(i, steps.size()).stream()
                        .takeWhile(l -> l.isEmpty() || !l.startsWith(".Bd"))
                        .anyMatch(l -> l.equals("is 3600 seconds."))) {
                    keys.replace("timeout", "number, default 3600");
                }
                told.put(steps.get(i).substring(4), keys);
            }
        }
        assertEquals(declared(), told);
    }

    private static Map<String, Map<String, String>> declared() throws Exception {
        String script =
                """
                import json, sys
                for step in json.loads(sys.argv[1])["steps"]:
                    for key in step["keys"]:
                        kind = key["type"] + (", required" if key["required"] else "")
                        if key["default"] is not None:
                            kind += ", default " + key["default"]
                        print(step["id"], key["name"], kind)
                """;
        String json = Run.ctk("plugins", "--json").expect(0).out();
        Run python = Run.of(List.of(Installed.assume("python3"), "-c", script, json)).expect(0);
        Map<String, Map<String, String>> declared = new TreeMap<>();
        for (String line : python.out().lines().toList()) {
            String[] words = line.split(" ", 3);
            declared.computeIfAbsent(words[0], id -> new TreeMap<>()).put(words[1], words[2]);
        }
        assertTrue(declared.size() >= 8, declared.toString());
        return declared;
    }

    /** The page of the configuration against what the reader takes. */
    @Test
    void thePageOfTheConfigurationHasTheKeysOfRun() throws Exception {
        List<String> section = Page.of("ctk.toml.5").section("DESCRIPTION");
        int at = section.indexOf(".Ss Keys of the table run");
        Set<String> told = Page.keys(section.subList(at, section.size())).keySet();
        Set<String> taken = new TreeSet<>();
        Path file = Image.directory("run-keys").resolve("ctk.toml");
        for (String option : HelpText.of("run").names()) {
            String key = option.substring(2);
            Files.writeString(file, "[run]\n" + key + " = true\n");
            Run run = Run.ctk("config", "check", file.toString());
            if (!run.err().contains("unknown key")) {
                taken.add(key);
            }
        }
        assertEquals(taken, told);
    }

    @Test
    void thePageOfTheInterfaceNamesItsTypesAndVersion() throws Exception {
        String page = String.join("\n", Page.of("ctk-plugin-api.7").lines());
        Path jar;
        try (var jars = Files.list(Image.TOP.resolve("distribution/target/modules"))) {
            jar =
                    jars.filter(
                                    j ->
                                            j.getFileName()
                                                    .toString()
                                                    .matches("(ctk\\.)?core\\.setup[-.].*"))
                            .findFirst()
                            .orElseThrow();
        }
        Set<String> missing = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("ctk/core/setup/\\w+\\.class"))
                    .map(name -> name.replaceAll(".*/|\\.class", ""))
                    .filter(
                            name ->
                                    !Pattern.compile(
                                                    "^\\.(It )?Vt (.*, )?(ctk.core.setup.)?"
                                                            + name
                                                            + "( .*)?$",
                                                    Pattern.MULTILINE)
                                            .matcher(page)
                                            .find())
                    .forEach(missing::add);
        }
        assertEquals(Set.of(), missing);
        assertTrue(page.contains("\nwhich is 1.0.\n"), page);
    }

    private static Set<String> options() throws Exception {
        Set<String> options = new TreeSet<>();
        for (String command : HelpText.commands()) {
            options.addAll(HelpText.of(command).names());
        }
        return options;
    }
}
