package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The line that shows how far a walk is, on a terminal alone: src/test/native/terminal.c. strace(1)
 * makes the walks last a second or more. Needs root.
 */
class VolumeProgressIT {

    private static final String ERASE = "\\x0d\\x1b[K";

    private static final Pattern LINE =
            Pattern.compile("(\\d+) entries, (\\d+) changed, (\\d+)/s, (\\d+) s");

    /** What was written to a terminal at a time. */
    private record Write(long milliseconds, String text) {

        static List<Write> of(Run run) {
            return run.out().lines().map(line -> line.split(" ", 2)).map(Write::of).toList();
        }

        private static Write of(String[] line) {
            return new Write(Long.parseLong(line[0]), line[1]);
        }
    }

    @Test
    void aLineIsWrittenAnewAtMostTenTimesASecondAndErasedAtTheEnd() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "30", "1");
        List<Write> writes = Write.of(onTerminal(volume, "--owner=7:8", "--jobs=1").expect(0));
        String all = String.join("", writes.stream().map(Write::text).toList());
        assertTrue(all.startsWith(ERASE) && all.endsWith(ERASE), all);
        List<String> lines =
                Stream.of(
                                Pattern.compile(ERASE, Pattern.LITERAL)
                                        .splitAsStream(all)
                                        .toArray(String[]::new))
                        .skip(1)
                        .toList();
        assertTrue(lines.size() >= 3, all);
        long elapsed = writes.getLast().milliseconds() - writes.getFirst().milliseconds();
        assertTrue(lines.size() <= elapsed / 100 + 1, lines.size() + " in " + elapsed + " ms");
        long before = -1;
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            assertTrue(matcher.matches(), line);
            long entries = Long.parseLong(matcher.group(1));
            long changed = Long.parseLong(matcher.group(2));
            assertTrue(entries >= before && entries <= 1862 && changed <= entries, all);
            assertTrue(Long.parseLong(matcher.group(4)) <= elapsed / 1000 + 1, line);
            before = entries;
        }
        assertTrue(before > 0, all);
        volume.expectOwner("7:8");
    }

    @Test
    void theSummaryStandsWhereTheLineWas() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "20", "1");
        Run run = onTerminal(volume, "--owner=7:8", "--jobs=1", "--verbose").expect(0);
        String all = String.join("", Write.of(run).stream().map(Write::text).toList());
        String[] parts =
                Pattern.compile(ERASE, Pattern.LITERAL).splitAsStream(all).toArray(String[]::new);
        assertTrue(LINE.matcher(parts[parts.length - 2]).matches(), all);
        String last = parts[parts.length - 1].replace("\\x0d\\x0a", "\n");
        assertEquals(Volumes.Summary.of(842, 842), Volumes.Summary.of(last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose", "--policy=changed"})
    void whatIsSoonDoneHasNoLine(String option) throws Exception {
        Volumes volume = Volumes.of("touch f");
        List<String> command = new ArrayList<>(List.of(Image.program("terminal")));
        command.addAll(volume.chown("--owner=7:8", option));
        String all = Run.of(command).expect(0).out();
        boolean isSummary = all.matches("\\d+ ctk chown-volumes: 2 entries[^\n]*\n");
        assertTrue(option.equals("--verbose") ? isSummary : all.isEmpty(), all);
    }

    /** The terminal gets the listing, or stays free for it. */
    @Test
    void aDryRunHasNoLine() throws Exception {
        Volumes volume = Volumes.plant("tree", "1", "30", "1");
        List<String> command = new ArrayList<>(List.of(Image.program("terminal")));
        command.addAll(List.of(Installed.assume("strace"), "-f", "-qq", "-o", "/dev/null"));
        command.addAll(List.of("-e", "trace=statx", "-e", "inject=statx:delay_enter=10000"));
        command.addAll(volume.chown("--owner=7:8", "--dry-run", "--json"));
        Run run = Run.of(command).expect(0);
        assertEquals(1, run.out().lines().count(), run.out());
        assertEquals("62", Volumes.json(run).get("changed"));
    }

    @Test
    void whereIsNoTerminalIsNoLine() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "20", "1");
        List<String> command = slowed(volume, "--owner=7:8", "--jobs=1");
        assertEquals("", Run.of(command).expect(0).out());
        volume.expectOwner("7:8");
    }

    /** As when a session ends that a walk was started in: that is no reason to end. */
    @Test
    void goesOnWhenTheTerminalIsGone() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "20", "1");
        List<String> command = new ArrayList<>(List.of(Image.program("terminal"), "--hang-up"));
        command.addAll(slowed(volume, "--owner=7:8", "--jobs=1"));
        Run run = Run.of(command);
        assertEquals(1, run.out().lines().count(), run.out());
        assertEquals(0, run.code());
        volume.expectOwner("7:8");
    }

    private static Run onTerminal(Volumes volume, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Image.program("terminal")));
        command.addAll(slowed(volume, options));
        return Run.of(command);
    }

    private static List<String> slowed(Volumes volume, String... options) throws Exception {
        Path log = Image.directory("log").resolve("log");
        return Volumes.trace(log, "delay_enter=500", volume.chown(options));
    }
}
