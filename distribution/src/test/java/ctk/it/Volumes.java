package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory tree for {@code ctk chown-volumes}, and what other programs say of it.
 *
 * @param top its root
 */
record Volumes(Path top) {

    /** The calls that change owners, as strace(1) names them. */
    private static final String CALLS = "fchownat,fchown";

    private static final Pattern SUMMARY =
            Pattern.compile(
                    "ctk chown-volumes: (|interrupted: )(\\d+) entr(?:y|ies), (\\d+) changed"
                            + "(?:, \\d+ (?:excluded|on other mounts))*, \\d+\\.\\d\\d s\n");

    /** Make a tree by a shell script that runs in its root. */
    static Volumes of(String script) throws Exception {
        Volumes volume = new Volumes(Files.createDirectory(Image.directory("v").resolve("top")));
        volume.in("sh", "-ec", "umask 022\n" + script).expect(0);
        return volume;
    }

    /** Make a tree of a shape that src/test/native/plant.c knows. */
    static Volumes plant(String... shape) throws Exception {
        Volumes volume = of("");
        List<String> plant = List.of("env", "-C", volume.top.toString(), Image.program("plant"));
        Run.of(joined(plant, shape)).expect(0);
        return volume;
    }

    /** Run a command in the root of the tree. */
    Run in(String... command) throws Exception {
        return Run.of(joined(List.of("env", "-C", top.toString()), command));
    }

    private static List<String> joined(List<String> first, String... rest) {
        return Stream.concat(first.stream(), Stream.of(rest)).toList();
    }

    /** Return the command that gives this tree an owner, or does what else the options say. */
    List<String> chown(String... options) {
        List<String> command = new ArrayList<>(List.of(Image.CTK, "chown-volumes"));
        command.addAll(List.of(options));
        command.add(top.toString());
        return command;
    }

    /** Run ctk with these options and this tree; it succeeds and says nothing of errors. */
    Run run(String... options) throws Exception {
        return Run.of(chown(options)).expect(0);
    }

    /** Run ctk with these options and --verbose; it succeeds, and this is what it says. */
    Summary summary(String... options) throws Exception {
        Run run = Run.of(chown(joined(List.of("--verbose"), options).toArray(String[]::new)));
        assertEquals(0, run.code(), run.err());
        return Summary.of(run.err());
    }

    /**
     * Return the command that runs another under strace(1), which logs each change of an owner.
     *
     * @param injection what happens at such a call, as strace has it: {@code error=EPERM:when=3}
     */
    static List<String> trace(Path log, String injection, List<String> command) {
        List<String> all = new ArrayList<>(List.of(Installed.assume("strace"), "-f", "-qq", "-y"));
        all.addAll(List.of("-o", log.toString(), "-e", "trace=" + CALLS));
        if (!injection.isEmpty()) {
            all.addAll(List.of("-e", "inject=" + CALLS + ":" + injection));
        }
        all.addAll(command);
        return all;
    }

    /**
     * Return the lines of such a log, less those of threads that the end of the process took away
     * on their way into a call: strace cannot say which, and writes {@code ???(}.
     */
    static List<String> calls(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.stream().filter(line -> !line.contains(" ???(")).toList();
    }

    /** Return a line for each file, sorted, in the format of find(1); the path is {@code %P}. */
    List<String> list(String format) throws Exception {
        Run find = Run.of(List.of("find", top.toString(), "-printf", format + "\n"));
        return find.expect(0).out().lines().sorted().toList();
    }

    /** Return the path below the root, owner and permissions of each file. */
    List<String> list() throws Exception {
        return list("%P %U:%G %m");
    }

    /** Return the paths below the root, sorted, of the files that belong to a uid. */
    List<String> owned(int uid) throws Exception {
        List<String> find = List.of("find", top.toString(), "-uid", Integer.toString(uid));
        return Run.of(joined(find, "-printf", "%P\n")).expect(0).out().lines().sorted().toList();
    }

    /** Return how many files there are of which some tests of find(1) hold. */
    long count(String... tests) throws Exception {
        List<String> find = joined(joined(List.of("find", top.toString()), tests), "-printf", "x");
        return Run.of(find).expect(0).out().length();
    }

    /** Fail the test unless all belongs to this owner, {@code UID:GID}. */
    void expectOwner(String owner) throws Exception {
        String[] ids = owner.split(":", 2);
        assertEquals(0, count("(", "!", "-uid", ids[0], "-o", "!", "-gid", ids[1], ")"));
    }

    /** Return the path of a file below the root. */
    String path(String name) {
        return top.resolve(name).toString();
    }

    /** What a summary line says, which is all that was written to standard error. */
    record Summary(boolean interrupted, long entries, long changed) {

        /** Of a walk that came to its end. */
        static Summary of(long entries, long changed) {
            return new Summary(false, entries, changed);
        }

        static Summary of(String err) {
            Matcher matcher = SUMMARY.matcher(err);
            assertTrue(matcher.matches(), err);
            return new Summary(
                    !matcher.group(1).isEmpty(),
                    Long.parseLong(matcher.group(2)),
                    Long.parseLong(matcher.group(3)));
        }
    }

    /** Return the members of the one JSON object that a run printed, their values as JSON. */
    static Map<String, String> json(Run run) throws Exception {
        String script =
                """
                import json, sys
                for name, value in json.load(open(sys.argv[1], "rb"), object_pairs_hook=list):
                    print(name, json.dumps(value))
                """;
        Path file = Files.writeString(Image.directory("json").resolve("out"), run.out());
        Run python = Run.of(List.of(Installed.assume("python3"), "-c", script, file.toString()));
        Map<String, String> members = new TreeMap<>();
        for (String line : python.expect(0).out().lines().toList()) {
            String[] member = line.split(" ", 2);
            assertEquals(null, members.put(member[0], member[1]), "twice: " + member[0]);
        }
        return members;
    }
}
