package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The C part of ctk, by itself: its test programs, fuzz targets, its size and its hardening. */
class NativeIT {

    /**
     * The functions of the performer that reach the kernel; its tests put a simulated one there.
     */
    private static final List<String> KERNEL =
            List.of(
                    "syscall",
                    "execve",
                    "_exit",
                    "writev",
                    "fcntl",
                    "stat",
                    "faccessat",
                    "fstat",
                    "open",
                    "write",
                    "close",
                    "chdir",
                    "umask",
                    "kill",
                    "getpid",
                    "getppid");

    /** The others: none allocates, locks, or writes anywhere but where it is told to. */
    private static final List<String> PURE =
            List.of(
                    "memchr",
                    "memcmp",
                    "memcpy",
                    "memset",
                    "strcat",
                    "strchr",
                    "strcmp",
                    "strcpy",
                    "strcspn",
                    "strerrordesc_np",
                    "strlen",
                    "strncmp",
                    "strrchr",
                    "__errno_location",
                    "__stack_chk_fail");

    /**
     * The functions of a sealed start that reach the kernel, beside those of the performer: the
     * real one, in its tests too.
     */
    private static final List<String> SEALED_KERNEL =
            List.of("fstatat", "lstat", "mmap", "munmap", "openat", "poll", "read");

    /** What they give each other. */
    private static final List<String> OWN =
            List.of(
                    "condition_holds",
                    "confine",
                    "decision_next",
                    "decision_read",
                    "error_line",
                    "facts_are",
                    "facts_now",
                    "fail",
                    "fail_call",
                    "failure_code",
                    "groups_are",
                    "perform_decision",
                    "read_text",
                    "sealed_condition",
                    "sealed_next",
                    "sealed_read",
                    "setting_u32",
                    "setting_u64",
                    "switch_user",
                    "u32_at",
                    "u64_at",
                    "verify");

    private static final int FUZZ_INPUTS = 300_000;
    private static final int FUZZ_SECONDS = 20;
    private static final int SEALED_INPUTS = 50_000;
    private static final int SEALED_SECONDS = 60;

    /** What the fuzz target over sealed files has in the place of these; see sealed_fuzz.c. */
    private static final List<String> SEALED_WRAPPED =
            List.of("open", "write", "poll", "mmap", "munmap", "perform_decision");

    @ParameterizedTest
    @ValueSource(strings = {"reader_test", "perform_test", "command_test"})
    void checksHoldAsTheProductIsBuilt(String name) throws Exception {
        run(build(Cc.product(), name + ".c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader_test", "perform_test", "command_test"})
    void checksHoldUnderSanitizers(String name) throws Exception {
        run(build(Cc.sanitized(), name + ".c"));
    }

    @Test
    void memoryIsWatchedAsItIsReadAgain() throws Exception {
        List<String> wrapped = List.of("getrusage", "clock_gettime", "madvise");
        Cc cc = Cc.sanitized().with(List.of("-Wl," + wrap(wrapped)));
        Path program = Image.directory("native").resolve("program");
        run(cc.compile(program, "memory_test.c", "memory.c", "installation.c").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sealed_test", "conditions_test", "sealed_start_test"})
    void sealedStartsHoldAsTheProductIsBuilt(String name) throws Exception {
        run(buildSealed(Cc.product(), name + ".c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sealed_test", "conditions_test", "sealed_start_test"})
    void sealedStartsHoldUnderSanitizers(String name) throws Exception {
        run(buildSealed(Cc.sanitized(), name + ".c"));
    }

    @Test
    void changedRecordsViolateNothing() throws Exception {
        String program = build(Cc.sanitized(), "decision_fuzz_main.c", "decision_fuzz.c");
        run(program, "1", Integer.toString(FUZZ_INPUTS));
    }

    @Test
    void recordsOfLibFuzzerViolateNothing() throws Exception {
        libFuzzer("decision", FUZZ_SECONDS);
    }

    @Test
    void changedSealedFilesViolateNothing() throws Exception {
        Cc cc = Cc.sanitized().with(List.of("-Wl," + wrap(SEALED_WRAPPED)));
        String program = buildSealed(cc, "sealed_fuzz_main.c", "sealed_fuzz.c");
        run(program, "1", Integer.toString(SEALED_INPUTS));
    }

    @Test
    void sealedFilesOfLibFuzzerViolateNothing() throws Exception {
        libFuzzer("sealed", SEALED_SECONDS);
    }

    /** Run the script of this name below distribution/fuzz. */
    private static void libFuzzer(String name, int seconds) throws Exception {
        Cc.assumeLibFuzzer();
        String script = Image.TOP.resolve("distribution/fuzz").resolve(name).toString();
        Run run = Run.of(seconds + SEALED_SECONDS, List.of(script, Integer.toString(seconds)));
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("DONE"), run.err());
    }

    @Test
    void thePerformerCallsNothingThatAllocatesOrLocks() throws Exception {
        assertEquals(
                List.of(), otherCalls(Cc.PERFORMER, KERNEL), "calls that the tests do not know");
    }

    @Test
    void sealedStartsCallNothingThatAllocatesOrLocks() throws Exception {
        List<String> kernel = new ArrayList<>(KERNEL);
        kernel.addAll(SEALED_KERNEL);
        assertEquals(List.of(), otherCalls(Cc.SEALED, kernel));
    }

    /** Return what these sources call beside the kernel, each other and pure functions. */
    private static List<String> otherCalls(List<String> sources, List<String> kernel)
            throws Exception {
        var called = new TreeSet<String>();
        for (String source : sources) {
            Path object = Image.directory("object").resolve(source.replace(".c", ".o"));
            Cc.product().with(List.of("-c")).compile(object, source);
            Run nm = Run.of(List.of(Installed.assume("nm"), "-u", object.toString())).expect(0);
            nm.out().lines().forEach(line -> called.add(line.strip().replaceFirst("^U ", "")));
        }
        called.removeAll(OWN);
        assertTrue(called.contains("syscall"), called.toString());
        called.removeAll(kernel);
        called.removeAll(PURE);
        called.removeIf(name -> PURE.contains(name.replaceFirst("^__(.*)_chk$", "$1")));
        return List.copyOf(called);
    }

    @ParameterizedTest
    @CsvSource({
        "distribution/src/main/native/launcher.c, 250",
        "distribution/src/main/native/perform.c, 300",
        "distribution/src/main/native/decision.c, 150",
        "distribution/src/main/native/switch.c, 200",
        "distribution/src/main/native/confine.c, 70",
        "distribution/src/main/native/child.c, 140",
        "distribution/src/main/native/sealed.c, 240",
        "distribution/src/main/native/sealed_start.c, 200",
        "distribution/src/main/native/conditions.c, 220",
        "modules/core.linux/src/main/native/kernel.c, 220",
        "modules/core.linux/src/main/native/directory.c, 280",
        "modules/core.linux/src/main/native/file.c, 260",
        "modules/core.linux/src/main/native/job.c, 220",
        "modules/core.linux/src/main/native/look.c, 180",
        "modules/core.linux/src/main/native/process.c, 200"
    })
    void staysInItsBudgetOfLines(String file, int most) throws Exception {
        try (Stream<String> lines = Files.lines(Image.TOP.resolve(file))) {
            long count = lines.count();
            assertTrue(count <= most, file + " has " + count + " lines, of " + most);
        }
    }

    @Test
    void theLauncherIsStatic() throws Exception {
        Elf elf = Elf.read(Path.of(Image.CTK));
        assertFalse(elf.has(Elf.PT_INTERP), "an interpreter is named");
        assertEquals(List.of(), elf.dynamic(Elf.DT_NEEDED), "libraries are needed");
        assertHardened(elf);
    }

    @Test
    void theVmProgramIsPositionIndependentWithFullRelro() throws Exception {
        Elf elf = Elf.read(Image.HOME.resolve("lib/ctk-vm"));
        assertEquals(Elf.ET_DYN, elf.type());
        assertTrue(elf.has(Elf.PT_INTERP), "no program");
        assertTrue(elf.has(Elf.PT_GNU_RELRO), "no RELRO");
        assertNotEquals(0, elf.dynamic(Elf.DT_FLAGS).getFirst() & Elf.DF_BIND_NOW, "lazy");
        assertEquals(List.of(), elf.dynamic(Elf.DT_RPATH), "a directory of libraries");
        assertEquals(List.of(), elf.dynamic(Elf.DT_RUNPATH), "a directory of libraries");
        assertHardened(elf);
    }

    private static void assertHardened(Elf elf) {
        assertTrue(elf.has(Elf.PT_GNU_STACK), "nothing said of the stack");
        for (Elf.Segment segment : elf.segments()) {
            boolean writable = (segment.flags() & Elf.PF_W) != 0;
            boolean executable = (segment.flags() & Elf.PF_X) != 0;
            assertFalse(writable && executable, "both writable and executable: " + segment);
        }
    }

    /** Compile test sources with the performer, on the simulated kernel. */
    private static String build(Cc cc, String... sources) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(sources));
        all.addAll(Cc.PERFORMER);
        if (!all.contains("reader_test.c")) {
            all.add("simulated_kernel.c");
            all.add("simulated_ids.c");
            cc = cc.with(List.of("-Wl," + wrap(KERNEL)));
        }
        Path program = Image.directory("native").resolve("program");
        return cc.compile(program, all.toArray(String[]::new)).toString();
    }

    private static String wrap(List<String> names) {
        return names.stream().map(n -> "--wrap=" + n).collect(Collectors.joining(","));
    }

    /** Compile test sources with all of a sealed start. */
    private static String buildSealed(Cc cc, String... sources) throws Exception {
        Path program = Image.directory("sealed").resolve("program");
        return cc.compileSealed(program, sources).toString();
    }

    /** Run a test program; fail unless each of its checks, of which there are some, is ok. */
    private static void run(String... command) throws Exception {
        Run run = Run.of(List.of(command));
        List<String> lines = run.out().lines().filter(line -> !line.startsWith("ok ")).toList();
        assertEquals("0\n\n", run.code() + "\n" + String.join("\n", lines) + "\n" + run.err());
        assertTrue(run.out().startsWith("ok "), "no check was made");
    }
}
