package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code --shard}: the parts of a tree make up the whole, whatever its shape, and none does
 * another's work. Each shard's owner has the shard's number here. Needs root.
 */
class VolumeShardIT {

    private static final List<Integer> COUNTS = List.of(1, 2, 3, 5, 8);

    /** A line of the table of strace -c: calls, perhaps errors, the name. */
    private static final Pattern CALLS =
            Pattern.compile("(?m)^ .* (\\d+) +(?:\\d+ +)?([a-z]\\w+)$");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files 5000",
                "directories 2000",
                "chain 200 1",
                "chains 40 9 1",
                "tree 3 8 3",
            })
    void shardsMakeUpTheTreeAndShareNothing(String shape) throws Exception {
        Volumes volume = Volumes.plant(shape.split(" "));
        long entries = volume.count();
        int uid = 1000;
        for (int count : COUNTS) {
            long changed = 0;
            for (int i = 0; i < count; i++) {
                Volumes.Summary summary = shard(volume, uid + i, i, count);
                assertEquals(summary.entries(), summary.changed(), shape + " " + i + "/" + count);
                assertEquals(summary.changed(), volume.owned(uid + i).size());
                changed += summary.changed();
            }
            assertEquals(entries, changed, shape + " " + count);
            assertEquals(0, volume.count("-uid", "-" + uid), shape + " " + count);
            uid += count;
        }
    }

    /** A machine that may read more would divide otherwise: nothing is begun. */
    @Test
    void dividesNothingThatItCannotRead() throws Exception {
        Installed.assume("setpriv");
        Tree tree = Tree.create().files("volume/d/e/f", "volume/g/f");
        tree.run("chmod", "700", "volume/d/e").expect(0);
        String user =
                "setpriv --reuid=4000 --regid=4000 --clear-groups --inh-caps=-all,+chown"
                        + " --ambient-caps=-all,+chown ";
        String command = "\"$CTK\" chown-volumes --owner=4711:4712 --shard=%d/2 volume";
        for (int i = 0; i < 2; i++) {
            tree.script(user + command.formatted(i))
                    .expectError(
                            125,
                            "ctk chown-volumes: cannot divide 'volume' into shards: permission"
                                    + " denied\n"
                                    + "hint: to read directories of others needs"
                                    + " CAP_DAC_READ_SEARCH");
        }
        tree.expectOwner("0:0", "volume");
        for (int i = 0; i < 2; i++) {
            tree.script(command.formatted(i)).expect(0);
        }
        tree.expectOwner(Tree.OWNER, "volume");
    }

    /** All at once and one after the other, under any name of the tree. */
    @Test
    void dividesATreeAlwaysInTheSameWay() throws Exception {
        Volumes volume = Volumes.plant("tree", "3", "9", "3");
        volume.in("sh", "-c", "mkdir d1/more; touch d1/more/f d2/d3/late; rm d3/f0").expect(0);
        for (int i = 0; i < 5; i++) {
            shard(volume, 100 + i, i, 5);
        }
        List<String> divided = volume.list("%P %U");
        volume.in("chown", "-R", "0:0", ".").expect(0);
        List<Process> together = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<String> command =
                    volume.chown("--owner=" + (100 + i) + ":7", "--shard=" + i + "/5", "--jobs=3");
            together.add(new ProcessBuilder(command).inheritIO().start());
        }
        for (Process process : together) {
            assertEquals(0, Live.end(process));
        }
        assertEquals(divided, volume.list("%P %U"));
        volume.in("chown", "-R", "0:0", ".").expect(0);
        Path copy = Image.directory("copy").resolve("of it");
        Run.of(List.of("cp", "-a", volume.top().toString(), copy.toString())).expect(0);
        for (int i = 4; i >= 0; i--) {
            shard(new Volumes(copy), 100 + i, i, 5);
        }
        assertEquals(divided, new Volumes(copy).list("%P %U"));
    }

    @Test
    void completesAShardThatWasBegunBefore() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "20", "5");
        Volumes.Summary summary = shard(volume, 7, 1, 3);
        assertEquals(0, shard(volume, 7, 1, 3).changed());
        volume.in("sh", "-c", "find . -uid 7 | head -n 100 | xargs chown 9:9").expect(0);
        assertEquals(Volumes.Summary.of(summary.entries(), 100), shard(volume, 7, 1, 3));
        assertEquals(summary.changed(), volume.owned(7).size());
    }

    @Test
    void dividesWhatPatternsLeave() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "20", "5");
        String[] exclude = {"--exclude=d1*", "--exclude=**/f0"};
        long changed = 0;
        for (int i = 0; i < 3; i++) {
            changed += shard(volume, 7, i, 3, exclude).changed();
        }
        // d0 and d2 to d9 are left, each with 20 directories, and in all of them 4 files
        assertEquals(1 + 4 + 9 * (1 + 4) + 9 * 20 * (1 + 4), changed);
        assertEquals(changed, volume.owned(7).size());
    }

    @Test
    void oneShardHasAPathThatIsNoDirectory() throws Exception {
        Volumes volume = Volumes.of("touch f");
        Volumes file = new Volumes(volume.top().resolve("f"));
        long changed = 0;
        for (int i = 0; i < 8; i++) {
            changed += shard(file, 7, i, 8).changed();
        }
        assertEquals(1, changed);
        assertEquals(List.of("f"), volume.owned(7));
    }

    @Test
    void takesAsManyShardsAsItSays() throws Exception {
        Volumes volume = Volumes.plant("files", "20000");
        long first = shard(volume, 7, 0, 4096).changed();
        long last = shard(volume, 8, 4095, 4096).changed();
        assertTrue(first < 30 && last < 30, first + " and " + last);
    }

    /** Parts of a flat directory and of a tree with enough directories are about equal. */
    @ParameterizedTest
    @CsvSource({"files 3000, 3001", "tree 2 40 1, 3282"})
    void dividesFairly(String shape, long entries) throws Exception {
        Volumes volume = Volumes.plant(shape.split(" "));
        for (int i = 0; i < 5; i++) {
            long own = shard(volume, 7, i, 5).changed();
            assertTrue(own > entries / 10 && own < entries * 3 / 10, i + ": " + own);
        }
        volume.expectOwner("7:7");
    }

    /** Work is counted in system calls. What a start takes is not counted. */
    @ParameterizedTest
    @ValueSource(strings = {"tree 2 30 10", "chains 150 15 1", "chains 20 60 3"})
    void allShardsTogetherHaveLittleMoreWorkThanOneRun(String shape) throws Exception {
        Volumes volume = Volumes.plant(shape.split(" "));
        long start = calls(Volumes.of(""));
        long whole = calls(volume) - start;
        long sum = 0;
        for (int i = 0; i < 4; i++) {
            long own = calls(volume, "--shard=" + i + "/4") - start;
            assertTrue(own < whole, "shard " + i + ": " + own + ", the whole: " + whole);
            sum += own;
        }
        assertTrue(sum <= 2 * whole, "the shards: " + sum + ", the whole: " + whole);
        volume.expectOwner("7:7");
        volume.in("chown", "-R", "0:0", ".").expect(0);
    }

    private static Volumes.Summary shard(
            Volumes volume, int uid, int index, int count, String... options) throws Exception {
        Stream<String> all = Stream.of("--owner=" + uid + ":7", "--shard=" + index + "/" + count);
        return volume.summary(Stream.concat(all, Stream.of(options)).toArray(String[]::new));
    }

    private static long calls(Volumes volume, String... options) throws Exception {
        Path log = Image.directory("log").resolve("calls");
        List<String> command = new ArrayList<>(List.of(Installed.assume("strace"), "-f", "-qq"));
        command.addAll(List.of("-c", "-o", log.toString()));
        command.addAll(List.of("-e", "trace=openat,statx,newfstatat,fstat,getdents64,fchownat"));
        Stream<String> all = Stream.concat(Stream.of("--owner=7:7"), Stream.of(options));
        command.addAll(volume.chown(all.toArray(String[]::new)));
        Run.of(command).expect(0);
        Stream<MatchResult> lines = CALLS.matcher(Files.readString(log)).results();
        return lines.filter(line -> !line.group(2).equals("total"))
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }
}
