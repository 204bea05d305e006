package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trees that are as large or as deep as they get, with few descriptors, threads and little memory.
 * The largest lie in a tmpfs of a mount namespace that ends with the test. Needs root.
 */
class VolumeLimitsIT {

    /** In KiB, for any tree. */
    private static final long MOST_MEMORY = 64 << 10;

    /** See src/test/native/plant.c: 4 MiB is what all names may take. */
    private static final String FULL = "full 8191 4194304 100000";

    private static final Pattern MEASURED =
            Pattern.compile("(.*\n)exit (\\d+), (\\d+) KiB, \\d+ threads\nleft (\\d+)\n");

    /** What measure.c and find(1) say of a walk. */
    private record Walk(Run run, int code, long memory, long left) {

        Map<String, String> json() throws Exception {
            Matcher matcher = match(run);
            return Volumes.json(new Run(run.command(), code, matcher.group(1), run.err()));
        }

        static Walk of(Run run) {
            assertEquals(0, run.code(), run.err());
            Matcher matcher = match(run);
            return new Walk(
                    run,
                    Integer.parseInt(matcher.group(2)),
                    Long.parseLong(matcher.group(3)),
                    Long.parseLong(matcher.group(4)));
        }

        private static Matcher match(Run run) {
            Matcher matcher = MEASURED.matcher(run.out());
            assertTrue(matcher.matches(), run.out() + run.err());
            return matcher;
        }

        /** Fail the test unless each of so many entries was changed once, in little memory. */
        Walk expectAll(long entries) throws Exception {
            assertEquals("0\n", code + "\n" + run.err());
            assertEquals(0, left);
            Map<String, String> json = json();
            assertEquals(Long.toString(entries), json.get("entries"));
            assertEquals(Long.toString(entries), json.get("changed"));
            return expectLittleMemory();
        }

        Walk expectLittleMemory() {
            assertTrue(memory <= MOST_MEMORY, memory + " KiB");
            return this;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chain 1500 1, 3001",
        "chain 1500 255, 3001",
        "files 1000000, 1000001",
        "directories 100000, 100001",
        "directories 300000, 300001",
        "tree 3 40 0, 65641",
    })
    void changesAllWithFewDescriptors(String shape, long entries) throws Exception {
        walk("--rlimit=nofile=64:64", shape).expectAll(entries);
    }

    @ParameterizedTest
    @CsvSource({
        "16, chain 1500 255, 3001, 2",
        "16, tree 2 40 5, 9846, 64",
        "64, tree 2 40 5, 9846, 64",
        "64, chain 1500 1, 3001, 64",
        "4096, chain 1500 1, 3001, 64",
        "4096, files 500000, 500001, 64",
    })
    void changesAllWithManyThreads(int files, String shape, long entries, int jobs)
            throws Exception {
        walk("--rlimit=nofile=" + files + ":" + files, shape, "--jobs=" + jobs).expectAll(entries);
    }

    /** There is no room for all names, so that the directory is read again and again. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16, 64})
    void findsEachOfManyDirectoriesOnceThoughNotAllNamesFit(int jobs) throws Exception {
        String[] options = {"--jobs=" + jobs, "--exclude=*7", "--exclude=d1?3*"};
        Walk walk = walk("--rlimit=nofile=1024:1024", "directories 100000", options);
        walk.expectLittleMemory();
        assertEquals(0, walk.code(), walk.run().err());
        long excluded = 0;
        for (int i = 0; i < 100_000; i++) {
            String name = "d" + i;
            excluded += name.endsWith("7") || name.matches("d1.3.*") ? 1 : 0;
        }
        assertEquals(excluded, walk.left());
        assertEquals(Long.toString(excluded), walk.json().get("excluded"));
        assertEquals(Long.toString(100_001 - excluded), walk.json().get("entries"));
        assertEquals(Long.toString(100_001 - excluded), walk.json().get("changed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "255"})
    void endsInOrderBelowTheDeepestDirectoryThatItWalks(String length) throws Exception {
        Walk walk = walk("--rlimit=nofile=64:64", "chain 9000 " + length).expectLittleMemory();
        assertEquals(1, walk.code(), walk.run().err());
        assertEquals(2 * (9_000 - 8_192), walk.left());
        assertEquals("1", walk.json().get("failed"));
        assertEquals("16385", walk.json().get("changed"));
        String err = walk.run().err();
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.startsWith("ctk chown-volumes: cannot enter '/"), err);
        assertTrue(err.endsWith("'...: more than 8192 directories deep\n"), err);
    }

    /** As much as a tree can have of both: at each of its levels are many long names. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 64})
    void aTreeThatIsDeepAndWideTakesNoMoreMemory(int jobs) throws Exception {
        walk("--rlimit=nofile=64:64", "chain 8191 255 20", "--jobs=" + jobs).expectAll(180_203);
    }

    @Test
    void aDeepTreeWithManyPatternsTakesNoMoreMemory() throws Exception {
        List<String> options = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            options.add("--exclude=**/" + "long".repeat(60) + i);
            options.add("--exclude=x/*/" + "long".repeat(60) + i + "/*/x");
        }
        walk("--rlimit=nofile=64:64", "chain 8192 1", options.toArray(String[]::new))
                .expectAll(16_385);
    }

    /**
     * Names that are still to be walked fill their room in the upper directories, and each further
     * level keeps names, too; at the same time many files with several links are known.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void namesInAllLevelsTakeNoMoreMemory(int jobs) throws Exception {
        Walk walk = walk("--rlimit=nofile=1024:1024", FULL, "--jobs=" + jobs);
        walk.expectLittleMemory();
        assertEquals("0\n", walk.code() + "\n" + walk.run().err());
        assertEquals(0, walk.left());
    }

    /** Of each level it is kept what the patterns matched so far: here other parts of them. */
    @ParameterizedTest
    @ValueSource(strings = {"chain 5000 255", "full 300 1048576 0"})
    void patternsThatMatchAtAllDepthsAreAFailureBelowOne(String shape) throws Exception {
        List<String> options = new ArrayList<>(List.of("--jobs=1"));
        for (int i = 0; i < 10; i++) {
            options.add("--exclude=" + "*/".repeat(2000) + "none" + i);
        }
        String[] all = options.toArray(String[]::new);
        Walk walk = walk("--rlimit=nofile=64:64", shape, all).expectLittleMemory();
        assertEquals(1, walk.code(), walk.run().err());
        String err = walk.run().err().lines().findFirst().orElse("");
        String cause = ": too many directories deep for so many and long patterns to exclude";
        assertTrue(err.startsWith("ctk chown-volumes: cannot enter '/"), err);
        assertTrue(err.endsWith(cause), err);
        assertTrue(walk.left() > 0);
    }

    /**
     * Upper directories use up the room for names, and there is a wide one below: each directory is
     * read a few times all the same, and not again for every name.
     */
    @ParameterizedTest
    @CsvSource({"1, 3145728", "2, 3145728", "1, 4194304", "64, 4194304"})
    void readsNoDirectoryAgainForEveryName(int jobs, int room) throws Exception {
        List<String> command = new ArrayList<>(List.of(Installed.assume("strace"), "-f", "-qq"));
        command.addAll(List.of("-c", "-U", "calls,name", "-e", "trace=getdents64", Image.CTK));
        command.addAll(List.of("chown-volumes", "--owner=7:8", "--json", "--jobs=" + jobs));
        Run run = inTmpfs("full 60 " + room + " 0 20000", command);
        assertEquals(0, run.code(), run.err());
        Matcher calls = Pattern.compile("(\\d+) getdents64").matcher(run.err());
        assertTrue(calls.find(), run.err());
        assertTrue(run.out().endsWith("\nleft 0\n"), run.out());
        long reads = Long.parseLong(calls.group(1));
        long directories = Tree.count(run, "entries");
        assertTrue(directories > 30_000, run.out());
        assertTrue(reads < 4 * directories, reads + " reads of " + directories + " directories");
    }

    @ParameterizedTest
    @CsvSource({"100000000, false", "250000000, false", "400000000, true"})
    void needsSomeAddressSpace(long bytes, boolean isEnough) throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "20", "5");
        Run run = StartState.PLAIN.and("--as=" + bytes).run(volume.chown("--owner=7:8"));
        if (isEnough) {
            run.expect(0);
            volume.expectOwner("7:8");
        } else {
            String cause = "cannot start the Java runtime: too little address space (ulimit -v)";
            run.expectError(125, "ctk: " + cause);
            volume.expectOwner("0:0");
        }
    }

    /** Threads of the VM count too. RLIMIT_NPROC holds for others than root only. */
    @ParameterizedTest
    @ValueSource(ints = {12, 16, 30})
    void walksWithAsManyThreadsAsItMayHave(int most) throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "40", "5");
        int uid = 54_320 + most;
        volume.in("chown", "-R", uid + ":" + uid, ".").expect(0);
        StartState state =
                StartState.PLAIN.and(
                        "--rlimit=nproc=" + most + ":" + most,
                        "--groups=",
                        "--gid=" + uid,
                        "--uid=" + uid);
        String owner = "--owner=" + uid + ":" + uid;
        Run run = state.run(volume.chown(owner, "--mode=go=", "--jobs=64", "--verbose"));
        assertEquals(0, run.code(), run.err());
        assertEquals(Volumes.Summary.of(9846, 9846), Volumes.Summary.of(run.err()));
        assertEquals(0, volume.count("-perm", "/077"));
    }

    @Test
    void walksWithAThreadForEachCpuThatItMayUse() throws Exception {
        String cpus = Run.of(List.of("nproc")).expect(0).out().strip();
        Volumes volume = Volumes.of("touch f");
        assertEquals(Math.min(64, Integer.parseInt(cpus)), walkers(List.of(), volume));
        assertEquals(1, walkers(List.of("taskset", "-c", "0"), volume));
        assertEquals(5, walkers(List.of(), volume, "--jobs=5"));
    }

    @ParameterizedTest
    @CsvSource({"100000, 1", "50000, 1", "150000, 2", "200000, 2"})
    void walksWithAThreadForEachCpuThatTheCgroupGives(String quota, int threads) throws Exception {
        Path group = Path.of("/sys/fs/cgroup/cpu/ctk-it-" + ProcessHandle.current().pid());
        String reason = "skipped: cannot make " + group + ", for a quota of CPU time";
        boolean isMade = true;
        try {
            Files.createDirectory(group);
        } catch (IOException e) {
            isMade = false;
            System.out.println(reason + ": " + e);
        }
        assumeTrue(isMade, reason);
        assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "this machine has one CPU");
        try {
            Files.writeString(group.resolve("cpu.cfs_period_us"), "100000");
            Files.writeString(group.resolve("cpu.cfs_quota_us"), quota);
            String enter = "echo $$ > \"$0/cgroup.procs\"; exec \"$@\"";
            List<String> inside = List.of("sh", "-c", enter, group.toString());
            assertEquals(threads, walkers(inside, Volumes.of("touch f")));
        } finally {
            Files.delete(group);
        }
    }

    /** Return how many threads walk, by the names that they get. */
    private static long walkers(List<String> before, Volumes volume, String... options)
            throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Installed.assume("strace"), "-f", "-qq", "-e", "trace=prctl"));
        List<String> all = new ArrayList<>(List.of("--owner=7:7"));
        all.addAll(List.of(options));
        command.addAll(volume.chown(all.toArray(String[]::new)));
        Run run = Run.of(command);
        assertEquals(0, run.code(), run.err());
        return run.err().lines().filter(line -> line.contains("PR_SET_NAME, \"walker-")).count();
    }

    /** Make a tree in a tmpfs, and give it to 7:8. */
    private static Walk walk(String limit, String shape, String... options) throws Exception {
        List<String> ctk = new ArrayList<>(List.of(Image.program("measure"), Image.CTK));
        ctk.addAll(List.of("chown-volumes", "--owner=7:8", "--json"));
        ctk.addAll(List.of(options));
        return Walk.of(inTmpfs(shape, StartState.of(limit).command(ctk)));
    }

    /** Make a tree in a tmpfs, run a command with its path, and tell how many are not of 7:8. */
    private static Run inTmpfs(String shape, List<String> walk) throws Exception {
        String script =
                """
                mount -t tmpfs -o size=90%,nr_inodes=2m t "$1"
                mkdir "$1/v"; cd "$1/v"; "$2" $3; cd /; top=$1/v; shift 3
                "$@" "$top"
                echo "left $(find "$top" ! -uid 7 -printf x -o ! -gid 8 -printf x | wc -c)"
                """;
        List<String> command =
                new ArrayList<>(List.of("unshare", "-m", "--propagation", "private", "sh", "-ec"));
        command.addAll(List.of(script, "sh", Image.directory("tmpfs").toString()));
        command.addAll(List.of(Image.program("plant"), shape));
        command.addAll(walk);
        return Run.of(command);
    }
}
