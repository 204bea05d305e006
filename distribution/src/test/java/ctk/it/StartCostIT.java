package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a start costs besides time: which classes it loads, and from where; memory; threads. Needs
 * root.
 */
class StartCostIT {

    private static final int MOST_KIBIBYTES = 36 * 1024;
    private static final int MOST_THREADS = 14;

    /** The archive of a plain run, and the one that builds on it. */
    private static final String RUN = Image.HOME + "/lib/server/classes.jsa";

    private static final String ALL = Image.HOME + "/lib/ctk.jsa";

    private static final Pattern LOADED =
            Pattern.compile("(?m)^\\[[^\\]]+\\]\\[info\\]\\[class,load *\\] (\\S+) source: (.+)$");
    private static final Pattern MEASURED = Pattern.compile("exit 0, (\\d+) KiB, (\\d+) threads\n");

    /** Libraries that are slow to start, and parts of the JDK that {@code run} does without. */
    private static final List<String> AVOIDED =
            List.of(
                    "picocli.",
                    "org.tomlj.",
                    "org.antlr.",
                    "org.jline.",
                    "jnr.",
                    "com.kenai.",
                    "java.lang.foreign.",
                    "jdk.internal.foreign.",
                    "java.nio.file.",
                    "sun.nio.fs.",
                    "java.lang.reflect.Proxy",
                    "java.util.regex.",
                    "java.util.stream.");

    /** These the VM itself loads, whatever the program. */
    private static final Set<String> OF_THE_VM =
            Set.of(
                    "jdk.internal.foreign.abi.NativeEntryPoint",
                    "jdk.internal.foreign.abi.ABIDescriptor",
                    "jdk.internal.foreign.abi.VMStorage",
                    "jdk.internal.foreign.abi.UpcallLinker$CallRegs");

    @ParameterizedTest
    @CsvSource({
        "ctk, run nobody -- true",
        "ctk, run 65534:65534 true",
        "ctk, run root:adm -- true",
        "gosu, nobody true",
    })
    void loadsWhatARunNeedsAndAllOfItFromTheArchive(String program, String line) throws Exception {
        Collection<String[]> loaded = loaded(program, RUN, line);
        Set<String> names = loaded.stream().map(one -> one[0]).collect(Collectors.toSet());
        assertTrue(names.contains("ctk.main.Main"), names.toString());
        assertTrue(names.contains("ctk.core.exec.Decision"), names.toString());
        assertEquals(
                List.of(),
                names.stream()
                        .filter(name -> AVOIDED.stream().anyMatch(name::startsWith))
                        .filter(name -> !OF_THE_VM.contains(name))
                        .sorted()
                        .toList());
        assertEquals(List.of(), elsewhere(loaded));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "run --help",
                "run --dry-run nobody -- true",
                "whoami",
                "whoami --json root"
            })
    void loadsOtherCommandsFromTheirArchive(String line) throws Exception {
        Collection<String[]> loaded = loaded("ctk", ALL, line);
        assertTrue(loaded.stream().anyMatch(one -> one[0].equals("ctk.main.Main")));
        List<String> others = elsewhere(loaded);
        assertTrue(10 * others.size() < loaded.size(), others.size() + " not from it: " + others);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c true", "-c ls|cat", "-c help>/dev/null&&ps", "/dev/null"})
    void loadsTheShellFromItsArchive(String line) throws Exception {
        Collection<String[]> loaded = loaded("ctk", ALL, "shell " + line);
        assertTrue(loaded.stream().anyMatch(one -> one[0].equals("ctk.cmd.shell.ShellCommand")));
        List<String> others = elsewhere(loaded);
        assertTrue(50 * others.size() < loaded.size(), others.size() + " not from it: " + others);
    }

    /** With two steps that find nothing to do. */
    @ParameterizedTest
    @ValueSource(strings = {"-- true", "--setup nobody -- true", "nobody -- true"})
    void loadsAStartWithAConfigurationFromItsArchive(String line) throws Exception {
        Path directory = Image.directory("config");
        Path file = directory.resolve("ctk.toml");
        Files.writeString(
                file,
                """
                user = "nobody"
                [[step]]
                use = "directory"
                path = "%s"
                mode = "0755"
                [[step]]
                use = "secrets"
                variables = ["NOT_THERE"]
                """
                        .formatted(directory));
        Collection<String[]> loaded = loaded("ctk", ALL, "run --config=" + file + " " + line);
        assertTrue(loaded.stream().anyMatch(one -> one[0].startsWith("ctk.core.steps.")));
        assertEquals(List.of(), elsewhere(loaded));
    }

    /** As ctk seal leaves it, whose file a start may not match. */
    @Test
    void loadsAStartBesideAnEmptyDirectoryOfTheConfigurationFromItsArchive() throws Exception {
        Path own = Image.directory("etc");
        String etc =
                "cd %s && mkdir upper work && mount -t overlay -o lowerdir=/etc,upperdir=upper,"
                        + "workdir=work o /etc && mkdir -p /etc/ctk && cd / && exec \"$@\"";
        List<String> inside = List.of("unshare", "-m", "sh", "-ec", etc.formatted(own), "sh");
        Collection<String[]> loaded = loaded(inside, "ctk", RUN, "run nobody -- true");
        assertTrue(loaded.stream().anyMatch(one -> one[0].equals("ctk.core.config.Merge")));
        assertEquals(List.of(), elsewhere(loaded));
    }

    @RepeatedTest(5)
    void needsLittleMemoryAndFewThreads() throws Exception {
        String measure = Image.program("measure");
        Run run = Run.of(List.of(measure, Image.CTK, "run", "nobody", "--", "true")).expect(0);
        Matcher measured = MEASURED.matcher(run.out());
        assertTrue(measured.matches(), run.out());
        assertTrue(Integer.parseInt(measured.group(1)) <= MOST_KIBIBYTES, run.out());
        int threads = Integer.parseInt(measured.group(2));
        assertTrue(threads > 1 && threads <= MOST_THREADS, run.out());
    }

    private static List<String> elsewhere(Collection<String[]> loaded) {
        return loaded.stream()
                .filter(one -> !one[1].startsWith("shared objects file")) // or that with " (top)"
                .map(one -> one[0] + " from " + one[1])
                .toList();
    }

    /** Return classes and where they come from, as the training build of the VM program logs it. */
    private static Collection<String[]> loaded(String program, String archives, String line)
            throws Exception {
        return loaded(List.of(), program, archives, line);
    }

    private static Collection<String[]> loaded(
            List<String> prefix, String program, String archives, String line) throws Exception {
        Path log = Image.directory("log").resolve("classes");
        Path training = Image.TOP.resolve("distribution/target/training/bin").resolve(program);
        String options = "-XX:SharedArchiveFile=" + archives + "\\n-Xlog:class+load:file=" + log;
        List<String> command = new ArrayList<>(prefix);
        command.add(training.toString());
        command.addAll(List.of(line.split(" ", -1)));
        StartState.PLAIN.and("--env=CTK_VM_OPTIONS=" + options).run(command).expect(0);
        Collection<String[]> loaded = new ArrayList<>();
        Matcher matcher = LOADED.matcher(Files.readString(log));
        while (matcher.find()) {
            loaded.add(new String[] {matcher.group(1), matcher.group(2)});
        }
        return loaded;
    }

    /** The floor of bench/bench hands a decision over that the performer of now takes. */
    @Test
    void theFloorOfTheBenchmarkIsOfThisVersion() throws Exception {
        Path header = Image.TOP.resolve("distribution/src/main/native/decision.h");
        Path floor = Image.TOP.resolve("distribution/bench/floor/ctk/main/Main.java");
        assertEquals(
                number(header, "#define DECISION_VERSION (\\d+)u"),
                number(floor, "\\{0x444b5443, (\\d+), "));
    }

    private static String number(Path file, String pattern) throws Exception {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(file));
        assertTrue(found.find(), pattern + " is not in " + file);
        return found.group(1);
    }
}
