package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What {@code ctk chown-volumes} tells of its work, compared with the work: dry run, JSON, summary
 * line. Needs root.
 */
class VolumeReportIT {

    private static final String LABEL = "ctk chown-volumes: ";
    private static final String LOST =
            LABEL
                    + "warning: 2 files lost set-user-ID or set-group-ID bits or file"
                    + " capabilities\n"
                    + "hint: --keep-special puts them back\n";

    @Test
    void everyMemberOfTheObjectIsTrue() throws Exception {
        Installed.assume("setcap");
        Volumes volume =
                Volumes.of(
                        "mkdir d m x y; touch d/f d/suid d/cap one x/1 x/2 y/skip y/stay; ln one"
                                + " two; chmod 4755 d/suid; chmod 755 d/cap; setcap cap_net_raw+ep"
                                + " d/cap; chown 7:7 y/stay");
        String script = "mount -t tmpfs t \"$1\"; touch \"$1/inside\"; shift; exec \"$@\"";
        List<String> command =
                new ArrayList<>(List.of("unshare", "-m", "--propagation", "private", "sh", "-ec"));
        command.addAll(List.of(script, "sh", volume.path("m")));
        command.addAll(
                volume.chown(
                        "--owner=7:7",
                        "--json",
                        "--exclude=x",
                        "--exclude=y/skip",
                        "--hardlinks=skip"));
        long start = System.nanoTime();
        Run run = Run.of(command);
        long elapsed = (System.nanoTime() - start) / 1_000_000;
        assertEquals(0, run.code(), run.err());
        assertEquals(LOST, run.err());
        assertEquals(1, run.out().lines().count(), run.out());
        Map<String, String> json = Volumes.json(run);
        long milliseconds = Long.parseLong(String.valueOf(json.remove("milliseconds")));
        assertTrue(milliseconds >= 0 && milliseconds <= elapsed, milliseconds + " of " + elapsed);
        assertEquals(
                object(
                        false,
                        "entries=8 changed=6 excluded=2 other_mounts=1 hard_links_skipped=1"
                                + " special_lost=2"),
                json);
        assertEquals(List.of("", "d", "d/cap", "d/f", "d/suid", "y", "y/stay"), volume.owned(7));
    }

    @Test
    void tellsOfADryRunInTheObjectAlone() throws Exception {
        Volumes volume = Volumes.of("mkdir d; touch d/f; chown 7:7 d");
        Run run = volume.run("--owner=7:7", "--json", "--dry-run");
        Map<String, String> json = Volumes.json(run);
        json.remove("milliseconds");
        assertEquals(object(true, "entries=3 changed=2"), json);
        assertEquals(1, run.out().lines().count(), run.out());
        assertEquals(List.of("d"), volume.owned(7));
    }

    @Test
    void tellsHowDeepATreeIsDividedIntoShards() throws Exception {
        Volumes volume = Volumes.plant("directories", "9");
        Map<String, String> json = Volumes.json(volume.run("--owner=7:7", "--json", "--shard=0/1"));
        assertTrue(Integer.parseInt(String.valueOf(json.remove("shard_depth"))) >= 1);
        json.remove("milliseconds");
        assertEquals(object(false, "entries=10 changed=10"), json);
    }

    /** Names that JSON and terminals take amiss, each failing. */
    @Test
    void showsFailuresInTheObject() throws Exception {
        Volumes volume =
                Volumes.of(
                        """
                        touch 'a"b' 'c\\d' "$(printf 'e\\nf')" "$(printf 'g\\377h')" "$(printf 'i\\033[j')"
                        touch "$(printf '\\346\\227\\245')"\
                        """);
        Path log = Image.directory("log").resolve("log");
        Run run = Run.of(Volumes.trace(log, "error=EIO", volume.chown("--owner=7:7", "--json")));
        assertEquals(1, run.code(), run.err());
        Map<String, String> json = Volumes.json(run);
        assertEquals("7", json.get("failed"));
        assertEquals("7", json.get("entries"));
        assertEquals("0", json.get("changed"));
        List<String> lines = run.err().lines().map(l -> l.substring(LABEL.length())).toList();
        assertEquals(shown(volume), lines.stream().sorted().toList());
        assertEquals(list(lines), json.get("failures"));
        volume.expectOwner("0:0");
    }

    private static List<String> shown(Volumes volume) {
        Stream<String> names =
                Stream.of("/a\"b", "/c\\\\d", "/e\\x0af", "/g\\xffh", "/i\\x1b[j", "/日", "");
        return names.map(n -> "cannot chown '" + volume.top() + n + "': input/output error")
                .sorted()
                .toList();
    }

    @Test
    void showsTwentyFailuresAndCountsAll() throws Exception {
        Volumes volume = Volumes.plant("files", "50");
        Path log = Image.directory("log").resolve("log");
        List<String> command = volume.chown("--owner=7:7", "--json", "--verbose");
        Run run = Run.of(Volumes.trace(log, "error=EPERM", command));
        assertEquals(1, run.code(), run.err());
        List<String> lines = run.err().lines().toList();
        assertEquals(22, lines.size(), run.err());
        for (String line : lines.subList(0, 20)) {
            assertTrue(line.matches(LABEL + "cannot chown '[^']+': operation not permitted"), line);
        }
        assertEquals(LABEL + "and 31 more failures", lines.get(20));
        assertTrue(
                lines.get(21).matches(LABEL + "51 entries, 0 changed, 51 failed, \\d+\\.\\d\\d s"),
                lines.get(21));
        assertEquals("51", Volumes.json(run).get("failed"));
    }

    @Test
    void printsALineForEachChangeThatItWouldMake() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "20", "5");
        volume.in(
                "sh", "-c", "chown 7:8 d1/f* d2; chown 9:9 d3/f0; touch d4/\"$(printf 'a\\nb')\"");
        List<String> before = volume.list("%P %U:%G %m %C@");
        Run run = volume.run("--owner=7:8", "--dry-run", "--jobs=8");
        assertEquals(before, volume.list("%P %U:%G %m %C@"));
        String top = volume.top().toString();
        List<String> expected =
                volume.list("%U:%G %P").stream()
                        .filter(line -> line.contains(":") && !line.startsWith("7:8 "))
                        .filter(line -> !line.contains(" d4/a"))
                        .map(line -> line.split(" ", -1))
                        .map(w -> "'" + (top + "/" + w[1]).replaceAll("/$", "") + "': " + w[0])
                        .map(line -> line + " -> 7:8")
                        .toList();
        List<String> all = new ArrayList<>(expected);
        all.add("'" + top + "/d4/a\\x0ab': 0:0 -> 7:8");
        assertEquals(all.stream().sorted().toList(), run.out().lines().sorted().toList());
        Volumes.Summary summary = volume.summary("--owner=7:8");
        assertEquals(Volumes.Summary.of(2527, all.size()), summary);
        assertEquals("", volume.run("--owner=7:8", "--dry-run").out());
    }

    @Test
    void printsPermissionsThatItWouldChange() throws Exception {
        Volumes volume = Volumes.of("mkdir d; touch d/f right; ln -s f d/l; chmod 2751 d");
        volume.in("sh", "-c", "chown 7:8 right; chmod 600 right").expect(0);
        String[] options = {"--owner=7:8", "--mode=D2770,F0600"};
        String[] dry =
                Stream.concat(Stream.of(options), Stream.of("--dry-run")).toArray(String[]::new);
        String top = volume.top().toString();
        List<String> expected =
                List.of(
                        "'" + top + "': 0:0 -> 7:8, 0755 -> 2770",
                        "'" + top + "/d': 0:0 -> 7:8, 2751 -> 2770",
                        "'" + top + "/d/f': 0:0 -> 7:8, 0644 -> 0600",
                        "'" + top + "/d/l': 0:0 -> 7:8");
        assertEquals(expected, volume.run(dry).out().lines().sorted().toList());
        assertEquals(Volumes.Summary.of(5, 4), volume.summary(options));
        assertEquals("", volume.run(dry).out());
    }

    @Test
    void sumsADryRunUp() throws Exception {
        Volumes volume = Volumes.of("touch f g; chown 7:7 f");
        Run run = Run.of(volume.chown("--owner=7:7", "--dry-run", "--verbose"));
        assertEquals(0, run.code());
        assertTrue(
                run.err().matches(LABEL + "3 entries, 2 would change, \\d+\\.\\d\\d s\n"),
                run.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--dry-run, > /dev/full, 125, no space left on device",
        "--dry-run, >&-, 125, bad file descriptor",
        "--json, > /dev/full, 1, no space left on device",
        "--json, >&-, 1, bad file descriptor",
        "--json --dry-run, > /dev/full, 1, no space left on device",
    })
    void failsIfItCannotPrint(String options, String output, int code, String cause)
            throws Exception {
        Volumes volume = Volumes.plant("files", "3000");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + output, "sh"));
        command.addAll(volume.chown(("--owner=7:7 " + options).split(" ")));
        Run.of(command).expectError(code, LABEL + "cannot write 'standard output': " + cause);
        assertEquals(options.contains("--dry-run") ? 0 : 3001, volume.count("-uid", "7"));
    }

    /** A reader that has seen enough, as head(1). */
    @ParameterizedTest
    @ValueSource(strings = {"1", "8"})
    void endsIfNobodyReadsOn(String jobs) throws Exception {
        Volumes volume = Volumes.plant("files", "3000");
        String script = "{ \"$@\"; echo $? >&2; } | head -n 1";
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(volume.chown("--owner=7:7", "--dry-run", "--jobs=" + jobs));
        Run run = Run.of(command);
        assertEquals(LABEL + "cannot write 'standard output': broken pipe\n125\n", run.err());
        assertTrue(run.out().matches("'[^']+': 0:0 -> 7:7\n"), run.out());
        volume.expectOwner("0:0");
    }

    /** Return texts as json.dumps() of Python writes a list of them. */
    private static String list(List<String> texts) {
        List<String> quoted = new ArrayList<>();
        for (String text : texts) {
            StringBuilder ascii = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean isPlain = c >= ' ' && c < 0x7f;
                ascii.append(c == '"' || c == '\\' ? "\\" : "");
                ascii.append(isPlain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
            }
            quoted.add("\"" + ascii + "\"");
        }
        return "[" + String.join(", ", quoted) + "]";
    }

    /** Return an object's members: these, and those of which there is nothing to tell. */
    private static Map<String, String> object(boolean isDryRun, String numbers) {
        Map<String, String> members = new TreeMap<>();
        members.put("dry_run", Boolean.toString(isDryRun));
        members.put("interrupted", "false");
        members.put("failures", "[]");
        members.put("failed", "0");
        for (String name :
                List.of("excluded", "other_mounts", "hard_links_skipped", "special_lost")) {
            members.put(name, "0");
        }
        for (String member : numbers.split(" ", -1)) {
            members.put(member.split("=", 2)[0], member.split("=", 2)[1]);
        }
        return members;
    }
}
