package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names are bytes: each message about one is one line, and the summary is JSON. Needs root. */
class VolumeNamesIT {

    /** Names as printf(1) makes them, and as messages show them. */
    private static final List<List<String>> NAMES =
            List.of(
                    List.of("new\\nline", "new\\x0aline"),
                    List.of("return\\rctk: all is well", "return\\x0dctk: all is well"),
                    List.of("escape\\033[2J", "escape\\x1b[2J"),
                    List.of("delete\\177", "delete\\x7f"),
                    List.of("latin\\351", "latin\\xe9"),
                    List.of("half\\303", "half\\xc3"),
                    List.of("long\\300\\257", "long\\xc0\\xaf"),
                    List.of("separator\\342\\200\\250", "separator\\xe2\\x80\\xa8"),
                    List.of("letter-mark\\330\\234", "letter-mark\\xd8\\x9c"),
                    List.of("zero-width\\342\\200\\213", "zero-width\\xe2\\x80\\x8b"),
                    List.of("mark\\357\\273\\277", "mark\\xef\\xbb\\xbf"),
                    List.of("tag\\363\\240\\201\\277", "tag\\xf3\\xa0\\x81\\xbf"),
                    List.of("c1\\302\\233", "c1\\xc2\\x9b"),
                    List.of("\\303\\274mlaut", "\u00fcmlaut"),
                    List.of("quote\\047s", "quote\\'s"),
                    List.of("double\\042", "double\""),
                    List.of("backslash\\134n", "backslash\\\\n"),
                    List.of("\\055option", "-option"),
                    List.of(" ", " "));

    private static final String READ_ONLY =
            "mount --bind volume volume; mount -o remount,ro,bind volume; ";

    private static final String FAILURES =
            lines("ctk chown-volumes: cannot chown 'volume", "': read-only file system");

    private static final String MAKE =
            NAMES.stream()
                    .map(name -> ": > volume/\"$(printf '" + name.getFirst() + "x')\"\n")
                    .collect(Collectors.joining("", "mkdir volume\n", ""));

    /** A tool that prints names as they are lets a file's owner write lines of its own. */
    @Test
    void tellsOfEachFailureInOneLine() throws Exception {
        Run run = Tree.create().script(MAKE + READ_ONLY + "chown volume");
        assertEquals("1\n" + FAILURES, run.code() + "\n" + sorted(run.err()));
    }

    @Test
    void printsEachChangeOfADryRunInOneLine() throws Exception {
        Run run = Tree.create().script(MAKE + "chown --dry-run volume").expect(0);
        assertEquals(lines("'volume", "': 0:0 -> 4711:4712"), sorted(run.out()));
    }

    /** Read by another program, what JSON says is what the error lines say. */
    @Test
    void printsFailuresAsJson() throws Exception {
        Installed.assume("python3");
        String python =
                "import json, sys; s = json.load(sys.stdin);"
                        + " print(s['failed'], *sorted(s['failures']), sep='\\n')";
        String script = MAKE + READ_ONLY + "chown --json volume >json 2>lines || echo $?\n";
        script += "python3 -X utf8 -c \"$1\" <json; sort lines";
        Run run = Tree.create().script(script, python).expect(0);
        String failures = sorted(FAILURES.replace("ctk chown-volumes: ", ""));
        int count = NAMES.size() + 1;
        List<String> all = run.out().lines().toList();
        assertEquals(List.of("1", Integer.toString(count)), all.subList(0, 2));
        assertEquals(failures, String.join("\n", all.subList(2, 2 + count)) + "\n");
        assertEquals(
                FAILURES, sorted(String.join("\n", all.subList(2 + count, all.size())) + "\n"));
    }

    /** Changed they are, too: a walker that decodes names does not find such files again. */
    @Test
    void changesFilesOfAllNames() throws Exception {
        Run run = Tree.create().script(MAKE + "chown --json volume; find volume ! -uid 4711");
        run.expect(0);
        assertEquals(NAMES.size() + 1, Tree.count(run, "changed"));
        assertEquals(1, run.out().lines().count(), run.out());
    }

    @Test
    void cutsPathsThatFillTheScreen() throws Exception {
        String name = "n".repeat(250);
        String path = String.join("/", "volume", name, name, name, name, name);
        Tree tree = Tree.create().directories(path);
        tree.chown("volume").expect(0);
        tree.run("chown", "0", path).expect(0);
        Run run = tree.script(READ_ONLY + "chown volume");
        run.expectError(
                1,
                "ctk chown-volumes: cannot chown '"
                        + path.substring(0, 1000)
                        + "'...: read-only file system");
    }

    /** Return a line for the volume and each file in it, sorted. */
    private static String lines(String before, String after) {
        Stream<String> names = NAMES.stream().map(name -> "/" + name.getLast() + "x");
        Stream<String> all = Stream.concat(Stream.of(""), names);
        return sorted(all.map(name -> before + name + after + "\n").collect(Collectors.joining()));
    }

    private static String sorted(String lines) {
        return lines.lines().sorted().collect(Collectors.joining("\n", "", "\n"));
    }
}
