package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The Tab key, in the shells that people have. */
class CompletionIT {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w=-])--?[a-z][a-z-]*");

    /** What is typed, and what begins the line after Tab. TREE holds one file, and a directory. */
    private static final List<List<String>> LINES =
            List.of(
                    List.of("ctk chown-v", "ctk chown-volumes"),
                    List.of("ctk run --log-f", "ctk run --log-format"),
                    List.of("ctk run --log-format=js", "ctk run --log-format=json"),
                    List.of("ctk run --log-format js", "ctk run --log-format json"),
                    List.of("ctk run --dry-run=te", "ctk run --dry-run=text"),
                    List.of("ctk run nobod", "ctk run nobody"),
                    List.of("ctk run nobody:nogr", "ctk run nobody:nogroup"),
                    List.of("ctk run --verbose nobod", "ctk run --verbose nobody"),
                    List.of("ctk run --config x nobod", "ctk run --config x nobody"),
                    List.of("ctk run nobody setpr", "ctk run nobody setpriv"),
                    List.of("ctk run nobody -- setpr", "ctk run nobody -- setpriv"),
                    List.of("ctk run -- setpr", "ctk run -- setpriv"),
                    List.of("ctk run nobody cat TREE/on", "ctk run nobody cat TREE/only.toml"),
                    List.of("ctk run -- cat TREE/on", "ctk run -- cat TREE/only.toml"),
                    List.of("ctk run --config=TREE/on", "ctk run --config=TREE/only.toml"),
                    List.of("ctk run --config TREE/on", "ctk run --config TREE/only.toml"),
                    List.of("ctk run --plugin-path=TREE/", "ctk run --plugin-path=TREE/sub/"),
                    List.of("ctk chown-volumes --pol", "ctk chown-volumes --policy"),
                    List.of(
                            "ctk chown-volumes --policy=r",
                            "ctk chown-volumes --policy=root-mismatch"),
                    List.of("ctk chown-volumes --owner=nobod", "ctk chown-volumes --owner=nobody"),
                    List.of(
                            "ctk chown-volumes --owner=nobody:nogr",
                            "ctk chown-volumes --owner=nobody:nogroup"),
                    List.of("ctk chown-volumes TREE/on", "ctk chown-volumes TREE/only.toml"),
                    List.of("ctk config ch", "ctk config check"),
                    List.of("ctk config check TREE/on", "ctk config check TREE/only.toml"),
                    List.of("ctk plugins ensure", "ctk plugins ensure-user"),
                    List.of("ctk plugins seed ensure", "ctk plugins seed ensure-user"));

    /** What ctk has no part in, or does not know. */
    private static final List<String> UNKNOWN =
            List.of(
                    "ctk run nobody cat --volu",
                    "ctk run -- cat --volu",
                    "ctk run nobody --volu",
                    "ctk chown-volumes --jobs=on",
                    "ctk chown-volumes -- --owne",
                    "ctk nothing --hel");

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void offersExactlyTheOptionsOfEachHelp(String name) throws Exception {
        try (TypedShell shell = TypedShell.start(name)) {
            for (String command : HelpText.commands()) {
                Set<String> options = new TreeSet<>(HelpText.of(command).names());
                shell.type(("ctk " + command).strip() + " -");
                shell.keys("Tab");
                awaitOptions(shell, options, name + ": " + command);
            }
        }
    }

    private static void awaitOptions(TypedShell shell, Set<String> options, String what)
            throws Exception {
        try {
            Live.await(what, () -> offered(shell).equals(options));
        } catch (AssertionError e) {
            throw new AssertionError(options + " expected in:\n" + shell.screen(), e);
        }
    }

    /** Return the options below the line that is typed, as many as fit; zsh tells the rest. */
    private static Set<String> offered(TypedShell shell) throws Exception {
        Set<String> offered = new TreeSet<>();
        shell.screen()
                .lines()
                .skip(1)
                .filter(line -> !line.startsWith("> "))
                .forEach(
                        line ->
                                OPTION.matcher(line)
                                        .results()
                                        .forEach(m -> offered.add(m.group())));
        return offered;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void offersTheCommands(String name) throws Exception {
        try (TypedShell shell = TypedShell.start(name)) {
            shell.type("ctk ");
            shell.keys("Tab");
            for (String command : HelpText.commands()) {
                Live.await(
                        name + ": " + command,
                        () -> shell.screen().matches("(?s).*\n(.* )?" + command + "( .*|\n.*|)"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completesWhatIsKnown(String name) throws Exception {
        Path tree = tree();
        try (TypedShell shell = TypedShell.start(name)) {
            for (List<String> line : LINES) {
                shell.type(line.getFirst().replace("TREE", tree.toString()));
                shell.keys("Tab");
                awaitLine(shell, name, line.getLast().replace("TREE", tree.toString()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void leavesAloneWhatItDoesNotKnow(String name) throws Exception {
        try (TypedShell shell = TypedShell.start(name)) {
            for (String line : UNKNOWN) {
                shell.type(line);
                shell.keys("Tab");
                shell.keys("-l", "X");
                awaitLine(shell, name, line + "X");
            }
        }
    }

    private static void awaitLine(TypedShell shell, String name, String line) throws Exception {
        try {
            Live.await(
                    name + ": " + line,
                    () -> shell.screen().lines().anyMatch(l -> begins(l, line)));
        } catch (AssertionError e) {
            throw new AssertionError(line + " expected in:\n" + shell.screen(), e);
        }
    }

    /** A directory that is completed may have a slash behind it. */
    private static boolean begins(String line, String expected) {
        String rest =
                line.startsWith("> " + expected) ? line.substring(2 + expected.length()) : "x";
        return rest.isBlank() || rest.equals("=");
    }

    /** Bash has the words in pieces where they are broken at = and :, unless it is told not to. */
    @Test
    void completesWhereBashDoesNotBreakWords() throws Exception {
        try (TypedShell shell = TypedShell.start("bash")) {
            shell.type("COMP_WORDBREAKS=' '");
            shell.keys("Enter");
            for (List<String> line : LINES) {
                if (!line.getFirst().contains("TREE") && line.getFirst().matches(".*[:=].*")) {
                    shell.type(line.getFirst());
                    shell.keys("Tab");
                    awaitLine(shell, "bash", line.getLast());
                }
            }
        }
    }

    @Test
    void isSilentAndCleanWhenItIsSourced() throws Exception {
        String file = Image.HOME.resolve("share/bash-completion/completions/ctk").toString();
        Run run = Run.of(List.of("bash", "-eu", "-c", "source \"$1\"", "bash", file)).expect(0);
        assertEquals("", run.out() + run.err());
    }

    private static Path tree() throws Exception {
        Path tree = Image.directory("tree");
        Files.createFile(tree.resolve("only.toml"));
        Files.createDirectory(tree.resolve("sub"));
        return tree;
    }
}
