package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command finds what ctk's caller had, bit for bit: what it sees after {@code ctk run} is what
 * it sees after setpriv(1), which changes nothing that it is not asked to. Needs root.
 */
class TransparencyIT {

    private static final List<String> SETPRIV =
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--");
    private static final List<String> CTK = List.of(Image.CTK, "run", "65534:65534", "--");
    private static final String HOME = "env HOME=/nonexistent";

    /** The files that {@link Run} catches output in have other names each time. */
    private static final Pattern CAUGHT = Pattern.compile("/ctk\\d+\\.(out|err) ");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--umask=022",
                "--umask=0777 --chdir=/usr --nice=3",
                "--umask=0 --nice=19",
                "--block=USR1",
                "--block=TERM --block=INT --block=HUP --block=QUIT --block=CHLD",
                "--block=USR2 --block=34 --block=50 --block=64",
                "--ignore=PIPE --ignore=HUP --ignore=XFSZ --ignore=USR2",
                "--ignore=CHLD",
                "--ignore=QUIT --ignore=INT --ignore=TERM --ignore=ALRM",
                "--ignore=SEGV --ignore=BUS --ignore=FPE --ignore=ILL --ignore=TRAP",
                "--ignore=32 --ignore=33 --ignore=34 --ignore=50 --ignore=64",
                "--ignore=TERM --block=TERM --block=PIPE --ignore=USR1",
                "--open=7:/etc/hostname",
                "--open=3:/etc/hostname --open=130:/etc --open=300:/dev/null",
                "--close=0",
                "--close=0 --open=5:/etc/hostname",
                "--rlimit=nofile=512:-",
                "--rlimit=nofile=10:20",
                "--rlimit=core=0:- --rlimit=stack=1048576:-",
                "--rlimit=stack=262144:-",
                "--rlimit=stack=unlimited:unlimited --rlimit=core=4096:8192",
                "--rlimit=fsize=1048576:1048576 --rlimit=nproc=1000:2000",
                "--rlimit=as=4294967296:8589934592",
                "--coredump-filter=1",
                "--coredump-filter=7f --oom-score-adj=500",
                "--coredump-filter=0 --oom-score-adj=1000",
                "--no-new-privs",
                "--drop-cap=21 --drop-cap=24 --drop-cap=12",
                "--groups=5,4,2000000000",
                "--gid=7 --groups=",
            })
    void keepsTheStateOfItsCaller(String options) throws Exception {
        assertSameView(StartState.PLAIN.and(options.split(" ", -1)));
    }

    /** Also the two that libc keeps to itself, which setpriv unblocks; KILL and STOP cannot be. */
    @Test
    void keepsEverySignalBlocked() throws Exception {
        List<String> seen = view(CTK, StartState.PLAIN.and("--block=all"));
        assertEquals(
                List.of("SigBlk:\tfffffffffffbfeff"),
                seen.stream().filter(line -> line.startsWith("SigBlk")).toList());
    }

    /** The kernel clears it on a change of ids, so that setpriv loses it. */
    @Test
    void keepsTheParentDeathSignal() throws Exception {
        for (String signal : List.of("KILL 9", "USR1 10", "64 64")) {
            String[] nameAndNumber = signal.split(" ", -1);
            List<String> seen = view(CTK, StartState.PLAIN.and("--pdeathsig=" + nameAndNumber[0]));
            assertEquals(
                    List.of(
                            "dumpable 1 no_new_privs 0 keepcaps 0 pdeathsig "
                                    + nameAndNumber[1]
                                    + " timerslack 50000 securebits 0 thp 0 subreaper 0"),
                    seen.stream().filter(line -> line.startsWith("dumpable")).toList());
        }
    }

    @Test
    void keepsArgumentsByteForByte() throws Exception {
        List<String> arguments =
                List.of(
                        "h\\xe9llo",
                        "",
                        " ",
                        "a b",
                        "\\xe6\\x97\\xa5\\xe6\\x9c\\xac",
                        "\\xff\\xfe\\x01\\x7f",
                        "line\\nline",
                        "--",
                        "-x",
                        "--debug",
                        "$HOME",
                        "back\\\\slash",
                        "x".repeat(100_000),
                        "");
        assertSameView(StartState.PLAIN, arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LANG=C LC_ALL=C BAD=caf\\xe9 EMPTY= =odd =",
                "no-equals-sign A=1 A=2 A=1 \\xff=\\xfe",
                "JAVA_TOOL_OPTIONS=-Xmx1k _JAVA_OPTIONS=-Xss1g JDK_JAVA_OPTIONS=--bad"
                        + " JDK_AOT_VM_OPTIONS=-XX:+Bad CLASSPATH=/x JAVA_HOME=/x JVM_OPTIONS=-x",
                "LD_LIBRARY_PATH=/nonexistent LD_BIND_NOW=1 LD_WARN=1 LD_DEBUG_OUTPUT=/nonexistent",
                "MALLOC_ARENA_MAX=7 MALLOC_PERTURB_=85 MALLOC_TRIM_THRESHOLD_=1"
                        + " GLIBC_TUNABLES=glibc.malloc.perturb=85",
                "CTK_ENTRY=3 CTK_ENTRY=nonsense CTK_VM_OPTIONS=-version _JAVA_SR_SIGNUM=12",
                "NLSPATH=/x LOCPATH=/x TZ=:/x TMPDIR=/nonexistent MALLOC_TRACE=/nonexistent",
            })
    void keepsTheEnvironmentByteForByteInItsOrder(String strings) throws Exception {
        StartState state = StartState.PLAIN;
        for (String string : strings.split(" ", -1)) {
            state = state.and("--env=" + string);
        }
        assertSameView(state.and("--env=", "--env=LONG=" + "y".repeat(100_000)));
    }

    @Test
    void replacesHomeWhereItStands() throws Exception {
        List<String> seen =
                view(CTK, StartState.PLAIN.and("--env=HOME=/wrong", "--env=HOME", "--env=Z=1"));
        assertEquals(
                List.of(
                        "env PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                        "env LANG=C",
                        HOME,
                        "env HOME",
                        "env Z=1"),
                environment(seen));
    }

    @Test
    void appendsHomeWhereThereIsNone() throws Exception {
        List<String> seen = view(CTK, StartState.of("--env-clear", "--env=A=1", "--env=HOMER=x"));
        assertEquals(List.of("env A=1", "env HOMER=x", HOME), environment(seen));
    }

    @Test
    void leavesOneHomeOfSeveral() throws Exception {
        List<String> seen =
                view(
                        CTK,
                        StartState.of(
                                "--env-clear", "--env=HOME=/a", "--env=B=2", "--env=HOME=/c"));
        assertEquals(List.of(HOME, "env B=2"), environment(seen));
    }

    @Test
    void startsFromAnEmptyEnvironment() throws Exception {
        assertEquals(List.of(HOME), environment(view(CTK, StartState.of("--env-clear"))));
    }

    @Test
    void leavesStandardInputUnread() throws Exception {
        String line = "printf abc | " + Image.CTK + " run 65534:65534 -- cat";
        assertEquals("abc", Run.of(List.of("sh", "-c", line)).expect(0).out());
    }

    @Test
    void isOneThreadOfTheSameProcess() throws Exception {
        String line =
                "echo $$; exec " + Image.CTK + " run nobody -- sh -c 'echo $$; ls /proc/$$/task'";
        String[] numbers = Run.of(List.of("sh", "-c", line)).expect(0).out().split("\n", -1);
        assertEquals(List.of(numbers[0], numbers[0], numbers[0], ""), List.of(numbers));
    }

    /** As PID 1 the command stays PID 1. */
    @Test
    void staysTheInitOfItsNamespace() throws Exception {
        Run run = StartState.PLAIN.and("--pid1").ctk("run", "nobody", "--", "sh", "-c", "echo $$");
        assertEquals("1\n", run.expect(0).out());
    }

    @Test
    void loadsNoLibraryOfTheCallerIntoItself() throws Exception {
        String library = Image.program("announce", "-shared", "-fPIC");
        Run run =
                StartState.PLAIN
                        .and("--env=LD_PRELOAD=" + library)
                        .ctk("run", "nobody", "--", "/bin/true");
        Path program = Path.of("/bin/true").toRealPath();
        run.expectError(0, "loaded by " + program + " as 65534");
    }

    @ParameterizedTest
    @ValueSource(longs = {1024, 300})
    void startsInLittleAddressSpace(long mebibytes) throws Exception {
        StartState.PLAIN
                .and("--as=" + (mebibytes << 20))
                .ctk("run", "nobody", "--", "true")
                .expect(0);
    }

    /** Under RLIMIT_FSIZE no file may grow, and ctk needs none that does (setrlimit(2)). */
    @Test
    void startsWhereNoFileMayGrow() throws Exception {
        StartState.PLAIN.and("--rlimit=fsize=0:0").ctk("run", "nobody", "--", "true").expect(0);
    }

    private static void assertSameView(StartState state) throws Exception {
        assertSameView(state, List.of());
    }

    private static void assertSameView(StartState state, List<String> arguments) throws Exception {
        StartState withHome = state.and("--env=HOME=/wrong", "--env=LAST=1");
        List<String> wanted = new ArrayList<>(view(SETPRIV, withHome, arguments));
        wanted.replaceAll(line -> line.equals("env HOME=/wrong") ? HOME : line);
        assertEquals(String.join("\n", wanted), String.join("\n", view(CTK, withHome, arguments)));
    }

    private static List<String> view(List<String> by, StartState state) throws Exception {
        return view(by, state, List.of());
    }

    /** Return what the probe prints, started in a state by ctk or setpriv, which print nothing. */
    private static List<String> view(List<String> by, StartState state, List<String> arguments)
            throws Exception {
        List<String> command = new ArrayList<>(by);
        command.add(Image.program("probe"));
        command.addAll(arguments);
        String out = state.run(command).expect(0).out();
        return List.of(CAUGHT.matcher(out).replaceAll("/caught.$1 ").strip().split("\n", -1));
    }

    private static List<String> environment(List<String> view) {
        return view.stream().filter(line -> line.startsWith("env ")).toList();
    }
}
