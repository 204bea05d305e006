package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the options of {@code ctk chown-volumes} choose and say, seen by find(1). Needs root. */
class VolumeOptionsIT {

    private static final EtcFiles USERS =
            users(
                    "app:x:1001:1002::/:\nother:x:1003:1004::/:\nroot:x:0:0::/:\n",
                    "web:x:1005:app\n77:x:1006:\n");

    private static EtcFiles users(String passwd, String group) {
        try {
            return EtcFiles.of(passwd, group);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "app, 1001:1002",
        "app:, 1001:1002",
        "app:web, 1001:1005",
        "app:77, 1001:77",
        "1001, 1001:1002",
        "1001:7, 1001:7",
        "7:8, 7:8",
        "7:web, 7:1005",
        "0, 0:0",
        "2147483647:2147483647, 2147483647:2147483647",
    })
    void resolvesItsOwnerAsARunDoes(String owner, String ids) throws Exception {
        Volumes volume = Volumes.of("mkdir d; touch d/f f; chown -R 5:5 .");
        USERS.run(volume.chown("--owner=" + owner)).expect(0);
        volume.expectOwner(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "app,, 1001:1002",
        "app:web,, 1001:1005",
        "app, other, 1003:1004",
        "absent, other, 1003:1004",
        "'', other, 1003:1004",
    })
    void takesTheOwnerOfTheEnvironmentIfTheLineHasNone(String variable, String option, String ids)
            throws Exception {
        Volumes volume = Volumes.of("touch f");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("CTK_USER", variable);
        String[] options = option == null ? new String[0] : new String[] {"--owner=" + option};
        Run.with(environment, USERS.command(volume.chown(options))).expect(0);
        volume.expectOwner(ids);
    }

    /** The group is then the caller's own, which is seldom what was meant. */
    @Test
    void warnsOfANumberWithoutEntryThatTakesTheGroupOfRoot() throws Exception {
        Volumes volume = Volumes.of("touch f");
        Run run = USERS.run(volume.chown("--owner=1234"));
        assertEquals(
                "ctk chown-volumes: warning: owner '1234': user 1234 has no passwd entry and keeps"
                        + " gid 0\n",
                run.err());
        assertEquals(0, run.code());
        volume.expectOwner("1234:0");
    }

    @Test
    void takesTheLastOfTwoOwners() throws Exception {
        Volumes volume = Volumes.of("touch f");
        volume.run("--owner=7:7", "--owner", "8:8");
        volume.expectOwner("8:8");
    }

    /** Each part counts by itself, and names are those of the files of users. */
    @ParameterizedTest
    @CsvSource({
        "app, app-app app-web",
        "1001, app-app app-web",
        ":web, app-web other-web",
        ":1005, app-web other-web",
        "app:web, app-web",
        "1001:1005, app-web",
        "other:1002, ''",
        "9:9, ''",
    })
    void changesOnlyFilesThatAreTheirs(String from, String changed) throws Exception {
        Volumes volume =
                Volumes.of(
                        """
                        for u in app:1001 other:1003; do for g in app:1002 web:1005 other:1004; do
                            touch ${u%:*}-${g%:*}; chown ${u#*:}:${g#*:} ${u%:*}-${g%:*}
                        done; done
                        rm other-app other-other app-other\
                        """);
        Run run = USERS.run(volume.chown("--owner=7:7", "--from=" + from, "--verbose"));
        List<String> names = changed.isEmpty() ? List.of() : List.of(changed.split(" "));
        assertEquals(names, volume.owned(7));
        assertEquals(Volumes.Summary.of(4, names.size()), Volumes.Summary.of(run.err()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "*.tmp           | 1 | a a/b a/b/c a/x.tmp a/b/y.tmp cache cache/k",
                "**/*.tmp        | 3 | a a/b a/b/c cache cache/k",
                "a/*.tmp         | 1 | a a/b a/b/c a/b/y.tmp cache cache/k z.tmp",
                "cache           | 1 | a a/b a/b/c a/x.tmp a/b/y.tmp z.tmp",
                "cache/**        | 1 | a a/b a/b/c a/x.tmp a/b/y.tmp cache z.tmp",
                "a/**/c          | 1 | a a/b a/x.tmp a/b/y.tmp cache cache/k z.tmp",
                "a --exclude=z* --exclude=**/k | 3 | cache",
                "[a-b] --exclude=?.tmp | 2 | cache cache/k",
                "**              | 3 | \"\"",
                "k --exclude=A   | 0 | a a/b a/b/c a/x.tmp a/b/y.tmp cache cache/k z.tmp",
            })
    void leavesOutWhatAPatternMatchesAndAllBelow(String globs, int count, String changed)
            throws Exception {
        Volumes volume =
                Volumes.of("mkdir -p a/b cache; touch a/b/c a/x.tmp a/b/y.tmp cache/k z.tmp");
        List<String> options = new ArrayList<>(List.of("--owner=7:7", "--json"));
        options.addAll(List.of(("--exclude=" + globs).split(" ")));
        Run run = volume.run(options.toArray(String[]::new));
        List<String> expected = Stream.of(("/ " + changed).split(" ")).sorted().toList();
        assertEquals(expected, volume.owned(7).stream().map(p -> p.isEmpty() ? "/" : p).toList());
        Map<String, String> json = Volumes.json(run);
        assertEquals(Integer.toString(count), json.get("excluded"));
        assertEquals(Integer.toString(expected.size()), json.get("changed"));
    }

    /** What is left out is not even opened. */
    @Test
    void doesNotLookIntoWhatIsLeftOut() throws Exception {
        Volumes volume = Volumes.of("mkdir -p keep/deep seen; touch keep/deep/f");
        List<String> command = new ArrayList<>(List.of(Installed.assume("strace"), "-f", "-qq"));
        command.addAll(List.of("-e", "trace=openat"));
        command.addAll(volume.chown("--owner=7:7", "--exclude=keep"));
        Run run = Run.of(command);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("\"seen\""), run.err());
        assertFalse(run.err().contains("\"keep\""), run.err());
    }

    /** A file is counted once whatever names it has; one of "three"'s lies outside. */
    @ParameterizedTest
    @CsvSource({
        "chown, 6, 0, '/ d d/2 one s three two'",
        "skip,  4, 2, '/ d one s'",
    })
    void takesOrLeavesFilesWithSeveralNames(String word, int changed, int skipped, String names)
            throws Exception {
        Volumes volume =
                Volumes.of("mkdir d; touch one two three; ln two d/2; ln three ../t; ln -s two s");
        Run run = volume.run("--owner=7:7", "--json", "--hardlinks=" + word);
        Map<String, String> json = Volumes.json(run);
        assertEquals("6", json.get("entries"));
        assertEquals(Integer.toString(changed), json.get("changed"));
        assertEquals(Integer.toString(skipped), json.get("hard_links_skipped"));
        List<String> owned = volume.owned(7).stream().map(p -> p.isEmpty() ? "/" : p).toList();
        assertEquals(List.of(names.split(" ")), owned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "7", "32", "64", "01"})
    void walksWithAsManyThreadsAsItIsTold(String jobs) throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "20", "5");
        String[] options = {"--owner=7:7", "--jobs=" + jobs};
        assertEquals(Volumes.Summary.of(2526, 2526), volume.summary(options));
        volume.expectOwner("7:7");
        assertEquals(Volumes.Summary.of(2526, 0), volume.summary(options));
    }

    @Test
    void countsEveryKindOfFile() throws Exception {
        Volumes volume =
                Volumes.of(
                        "mkdir d; touch f; ln -s f l; ln -s nowhere dangling; mkfifo p;"
                                + " mknod c c 1 3; mknod b b 7 0;"
                                + " python3 -c 'import socket;"
                                + " socket.socket(socket.AF_UNIX).bind(\"s\")'");
        assertEquals(Volumes.Summary.of(9, 9), volume.summary("--owner=7:7"));
        volume.expectOwner("7:7");
    }

    @Test
    void changesSeveralTreesAndFilesOfOneLine() throws Exception {
        Volumes volume = Volumes.of("mkdir -p a/d b/d c; touch a/d/f b/d/f c/f f; mkfifo p");
        List<String> command = new ArrayList<>(volume.chown("--owner=7:7", "--verbose"));
        command.removeLast();
        command.addAll(List.of(volume.path("a"), volume.path("b/"), volume.path("f")));
        command.addAll(List.of(volume.path("p"), volume.path("c/../b/d/../../c/f")));
        assertEquals(Volumes.Summary.of(9, 9), Volumes.Summary.of(Run.of(command).err()));
        assertEquals(List.of("a a/d a/d/f b b/d b/d/f c/f f p".split(" ")), volume.owned(7));
    }

    @Test
    void changesTreesThatLieInOneAnother() throws Exception {
        Volumes volume = Volumes.plant("tree", "2", "9", "9");
        for (String policy : List.of("changed", "root-mismatch", "always")) {
            String owner = policy.length() + ":7";
            List<String> command = volume.chown("--owner=" + owner, "--policy=" + policy);
            command.addAll(List.of(volume.path("d1/d2"), volume.path("d1"), volume.path("d1/f1")));
            command.add(volume.top().toString());
            Run.of(command).expect(0);
            volume.expectOwner(owner);
        }
    }

    @Test
    void takesWhatFollowsTwoDashesForPaths() throws Exception {
        Volumes volume = Volumes.of("touch ./--jobs=0 ./--verbose ./-- f");
        List<String> command = List.of(Image.CTK, "chown-volumes", "--owner=7:7");
        List<String> paths = List.of("--", "--jobs=0", "f", "--", "--verbose");
        String[] all = Stream.concat(command.stream(), paths.stream()).toArray(String[]::new);
        assertEquals("", volume.in(all).expect(0).err());
        assertEquals(List.of("--", "--jobs=0", "--verbose", "f"), volume.owned(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "./", "d/..", "./d/../d/.."})
    void takesPathsBelowTheWorkingDirectory(String path) throws Exception {
        Volumes volume = Volumes.of("mkdir d; touch f");
        volume.in(Image.CTK, "chown-volumes", "--owner=7:7", path).expect(0);
        volume.expectOwner("7:7");
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        Volumes volume = Volumes.plant("tree", "3", "7", "4");
        String[] options = {"--owner=7:8", "--mode=D2770,F0660"};
        assertEquals(Volumes.Summary.of(2000, 2000), volume.summary(options));
        List<String> before = volume.list("%P %U:%G %m %C@");
        assertEquals(Volumes.Summary.of(2000, 0), volume.summary(options));
        assertEquals(before, volume.list("%P %U:%G %m %C@"));
    }

    @Test
    void saysNothingUnlessItIsAsked() throws Exception {
        Volumes volume = Volumes.of("touch f");
        Run run = volume.run("--owner=7:7");
        assertEquals("", run.err() + run.out());
        volume.expectOwner("7:7");
    }
}
