package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code bin/ctk} records of its caller and hands on, with and without sanitizers. Needs root.
 */
@ParameterizedClass
@EnumSource(FakeInstallation.Build.class)
class LauncherIT {

    private static final StartState EMPTY = StartState.of("--env-clear");
    private static final List<Integer> FAULTS = List.of(4, 5, 7, 8, 11);
    private static final List<Integer> UNBLOCKABLE = List.of(9, 19);

    private final FakeInstallation installation;

    LauncherIT(FakeInstallation.Build build) throws Exception {
        installation = FakeInstallation.create(build);
    }

    @Test
    void recordsThePlainState() throws Exception {
        FakeInstallation.Dump dump = installation.start(EMPTY, "run", "nobody");
        assertEquals("1 size as compiled", dump.one("version"));
        assertEquals(List.of(), dump.signals("blocked"));
        assertEquals("0", dump.one("pdeathsig"));
        assertEquals("is", dump.one("parent"));
        assertEquals("0", dump.one("variables"));
        assertEquals("0", dump.one("left"));
        assertEquals(installation.home() + "/lib/ctk-vm", dump.one("self"));
    }

    @Test
    void recordsBlockedSignals() throws Exception {
        StartState state = EMPTY;
        for (int signal : new int[] {1, 10, 11, 15, 32, 33, 34, 63, 64}) {
            state = state.and("--block=" + signal);
        }
        assertEquals(
                List.of(1, 10, 11, 15, 32, 33, 34, 63, 64),
                installation.start(state).signals("blocked"));
    }

    @Test
    void recordsThatAllSignalsWereBlocked() throws Exception {
        List<Integer> expected = signalsBut(UNBLOCKABLE);
        assertEquals(expected, installation.start(EMPTY.and("--block=all")).signals("blocked"));
    }

    @Test
    void recordsIgnoredSignals() throws Exception {
        List<Integer> before = installation.start(EMPTY).signals("ignored");
        List<Integer> more = List.of(1, 13, 15, 17, 32, 33, 64);
        StartState state = EMPTY;
        for (int signal : more) {
            state = state.and("--ignore=" + signal);
        }
        List<Integer> expected = new ArrayList<>(before);
        expected.addAll(more);
        assertEquals(
                expected.stream().sorted().distinct().toList(),
                installation.start(state).signals("ignored"));
    }

    @Test
    void holdsAllSignalsButFaultsBack() throws Exception {
        List<Integer> free = new ArrayList<>(FAULTS);
        free.addAll(UNBLOCKABLE);
        assertEquals(signalsBut(free), installation.start(EMPTY).signals("held"));
    }

    @Test
    void recordsTheParentDeathSignal() throws Exception {
        assertEquals("9", installation.start(EMPTY.and("--pdeathsig=KILL")).one("pdeathsig"));
        assertEquals("64", installation.start(EMPTY.and("--pdeathsig=64")).one("pdeathsig"));
    }

    @Test
    void recordsTheLowestFreeDescriptors() throws Exception {
        StartState state = EMPTY.and("--open=4:/etc/passwd", "--open=7:/", "--open=131:/");
        FakeInstallation.Dump dump = installation.start(state);
        assertEquals(free(128, List.of(0, 1, 2, 4, 7, 131)), dump.one("free"));
        assertEquals(List.of("0", "1", "2", "4", "7", "131"), dump.all("open"));
    }

    @Test
    void countsDescriptorsOfNumbersAboveTheLimitAsFree() throws Exception {
        StartState state = EMPTY.and("--open=4:/", "--rlimit=nofile=10:10");
        assertEquals(free(128, List.of(0, 1, 2, 4)), installation.start(state).one("free"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2", "0,1", "0,2", "1,2", "0,1,2"})
    void fillsClosedStandardStreams(String closed) throws Exception {
        StartState state = EMPTY;
        List<String> expected = new ArrayList<>(List.of("0", "1", "2"));
        for (String stream : closed.split(",", -1)) {
            state = state.and("--close=" + stream);
            expected.set(Integer.parseInt(stream), stream + " path");
        }
        FakeInstallation.Dump dump = installation.start(state);
        assertEquals(expected, dump.all("open"));
        String free = " " + dump.one("free") + " ";
        for (String stream : closed.split(",", -1)) {
            assertTrue(free.contains(" " + stream + " "), stream + " is not free:" + free);
        }
    }

    @Test
    void handsTheEnvironmentOnByteByByte() throws Exception {
        List<String> variables =
                List.of("B=1", "A=\\xff\\x01\\x0a", "", "no", "B=2", "=x", "", "LANG=C");
        StartState state = EMPTY;
        for (String variable : variables) {
            state = state.and("--env=" + variable);
        }
        FakeInstallation.Dump dump = installation.start(state);
        assertEquals(variables, dump.all("variable"));
        assertEquals("0", dump.one("left"));
    }

    @Test
    void keepsTheEnvironmentFromTheVm() throws Exception {
        StartState state = EMPTY.and("--env=JAVA_TOOL_OPTIONS=-version", "--env=CTK_ENTRY=0");
        FakeInstallation.Dump dump = installation.start(state);
        assertEquals(List.of("_JAVA_SR_SIGNUM=64"), dump.all("own"));
        assertEquals(List.of("JAVA_TOOL_OPTIONS=-version", "CTK_ENTRY=0"), dump.all("variable"));
    }

    /**
     * The sanitizers come from a library, and so does a loader: only without them is ctk static.
     */
    @Test
    void hidesTheEnvironmentFromLoaders() throws Exception {
        var image = FakeInstallation.create(FakeInstallation.Build.AS_IN_THE_IMAGE);
        StartState state = EMPTY.and("--env=LD_PRELOAD=none", "--env=LD_AUDIT=none");
        List<String> expected = List.of("LD_PRELOAD=none", "LD_AUDIT=none");
        assertEquals(expected, image.start(state).all("variable"));
    }

    @Test
    void handsALargeEnvironmentOn() throws Exception {
        StartState state = EMPTY;
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String variable = "V" + i + "=" + "x".repeat(100_000);
            expected.add(variable);
            state = state.and("--env=" + variable);
        }
        for (int i = 0; i < 2_000; i++) {
            expected.add("W=" + i);
            state = state.and("--env=W=" + i);
        }
        assertEquals(expected, installation.start(state).all("variable"));
    }

    @Test
    void handsTheArgumentsOnByteByByte() throws Exception {
        String[] arguments = {"run", "", "\\xff\\x0a", "--", "-x=\\x20"};
        List<String> expected = new ArrayList<>(List.of(installation.ctk().toString()));
        Collections.addAll(expected, arguments);
        assertEquals(expected, installation.start(EMPTY, arguments).all("argument"));
    }

    @Test
    void findsTheInstallationWhateverItsFirstArgumentSays() throws Exception {
        for (String name : List.of("gosu", "/nonexistent/bin/ctk", "", "\\xff", "/")) {
            FakeInstallation.Dump dump = installation.start(EMPTY.and("--argv0=" + name));
            assertEquals(installation.home() + "/lib/ctk-vm", dump.one("self"));
            assertEquals(name, dump.one("argument"));
        }
    }

    /** Since Linux 5.18 execve(2) adds one empty argument to none. */
    @Test
    void startsWithoutArguments() throws Exception {
        FakeInstallation.Dump dump = installation.start(EMPTY.and("--no-arguments"));
        assertEquals(List.of(""), dump.all("argument"));
    }

    @Test
    void findsTheInstallationBehindLinks() throws Exception {
        Path elsewhere = Image.directory("elsewhere");
        Path link = Files.createSymbolicLink(elsewhere.resolve("gosu"), installation.ctk());
        Path relative = Files.createSymbolicLink(elsewhere.resolve("su-exec"), Path.of("./gosu"));
        Path above = Files.createSymbolicLink(elsewhere.resolve("above"), installation.home());
        for (Path path : List.of(link, relative, above.resolve("bin/../bin/ctk"))) {
            List<String> command = EMPTY.command(List.of(path.toString(), "x"));
            FakeInstallation.Dump dump = installation.dump(command);
            assertEquals(installation.home() + "/lib/ctk-vm", dump.one("self"));
            assertEquals(List.of(path.toString(), "x"), dump.all("argument"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/ctk", "./bin/ctk", "lib/../bin//ctk"})
    void findsTheInstallationByARelativePath(String path) throws Exception {
        StartState state = EMPTY.and("--chdir=" + installation.home());
        FakeInstallation.Dump dump = installation.dump(state.command(List.of(path)));
        assertEquals(installation.home() + "/lib/ctk-vm", dump.one("self"));
    }

    private static List<Integer> signalsBut(List<Integer> others) {
        return IntStream.rangeClosed(1, 64).boxed().filter(n -> !others.contains(n)).toList();
    }

    /** Return that many of the lowest numbers but these. */
    private static String free(int count, List<Integer> open) {
        return IntStream.range(0, 1000)
                .filter(n -> !open.contains(n))
                .limit(count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
    }
}
