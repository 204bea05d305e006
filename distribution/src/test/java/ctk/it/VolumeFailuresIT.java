package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What cannot be changed is told with its path and its cause, and keeps nothing else from being
 * changed; chown -R under {@code set -e} ends the start instead. Needs root.
 */
class VolumeFailuresIT {

    private static final String IMMUTABLE =
            """
            truncate -s 8M image; mkfs.ext4 -q image; mount -o loop image other || exit 77
            rmdir other/lost+found; cp -a volume/. other
            chattr +i other/d/f other/e
            """;

    private Tree tree = new Tree(Image.TOP);

    @BeforeEach
    void makeTree() throws Exception {
        tree = Tree.create().files("volume/d/f", "volume/d/g", "volume/e/h").directories("other");
    }

    @Test
    void tellsOfFilesThatAreImmutable() throws Exception {
        Installed.assume("chattr");
        Run run = tree.script(IMMUTABLE + "chown other || code=$?; owners other; exit $code");
        expect(
                run,
                1,
                """
                ctk chown-volumes: cannot chown 'other/d/f': operation not permitted
                ctk chown-volumes: cannot chown 'other/e': operation not permitted
                """);
        assertEquals(
                """
                4711:4712 other
                4711:4712 other/d
                0:0 other/d/f
                4711:4712 other/d/g
                0:0 other/e
                4711:4712 other/e/h
                """,
                run.out());
    }

    /** By both of its names; it must not be taken from the number of those that were changed. */
    @Test
    void countsWhatWasChangedBesideAFileOfTwoNamesThatWasNot() throws Exception {
        Installed.assume("chattr");
        String script =
                "truncate -s 8M image; mkfs.ext4 -q image; mount -o loop image other || exit 77\n"
                        + "rmdir other/lost+found; cp -a volume/. other; ln other/d/f other/d/two\n"
                        + "chattr +i other/d/f; chown --json other";
        Run run = tree.script(script);
        assertEquals(1, run.code(), run.err());
        assertEquals(2, Tree.count(run, "failed"));
        assertEquals(6, Tree.count(run, "entries"));
        assertEquals(5, Tree.count(run, "changed"));
    }

    /** The root would say that the tree is done, though the next run has to try again. */
    @Test
    void leavesTheRootWithRootMismatch() throws Exception {
        Installed.assume("chattr");
        String again =
                "chown --policy=root-mismatch other 2>/dev/null || echo $?; owners other | head"
                        + " -1\n"
                        + "chattr -i other/d/f other/e\n"
                        + "chown --policy=root-mismatch other; owners other";
        Run run = tree.script(IMMUTABLE + again).expect(0);
        assertEquals(
                """
                1
                0:0 other
                4711:4712 other
                4711:4712 other/d
                4711:4712 other/d/f
                4711:4712 other/d/g
                4711:4712 other/e
                4711:4712 other/e/h
                """,
                run.out());
    }

    @Test
    void showsTwentyFailuresAndCountsTheOthers() throws Exception {
        for (int i = 0; i < 20; i++) {
            tree.files("volume/e/f" + i);
        }
        Run run = tree.script(asUser("") + " volume");
        List<String> lines = run.err().lines().toList();
        assertEquals(22, lines.size(), run.err());
        for (String line : lines.subList(0, 20)) {
            String cause = "': operation not permitted";
            boolean isFailure = line.startsWith("ctk chown-volumes: cannot chown 'volume");
            assertEquals(true, isFailure && line.endsWith(cause), line);
        }
        assertEquals("ctk chown-volumes: and 6 more failures", lines.get(20));
        assertEquals("hint: CAP_CHOWN is missing", lines.getLast());
        assertEquals(1, run.code());
        assertEquals(20, lines.subList(0, 20).stream().distinct().count());
    }

    /** One line, whatever the number: a start that goes on should not drown its log. */
    @Test
    void warnsInOneLineWithBestEffort() throws Exception {
        Run run = tree.script(asUser("") + " --best-effort --json volume");
        assertEquals(0, run.code(), run.err());
        String line =
                "ctk chown-volumes: warning: 6 failures, the first:"
                        + " cannot chown 'volume[^']*': operation not permitted\n"
                        + "hint: CAP_CHOWN is missing\n";
        assertEquals(true, Pattern.matches(line, run.err()), run.err());
        assertEquals(6, Tree.count(run, "failed"));
        assertEquals(6, Tree.count(run, "entries"));
    }

    /** As a container with CAP_CHOWN alone: a directory is changed though it cannot be read. */
    @Test
    void tellsOfDirectoriesThatMayNotBeRead() throws Exception {
        tree.run("sh", "-c", "chmod 700 volume/d; chmod 744 volume/e").expect(0);
        Run run = tree.script(asUser("+chown") + " volume");
        expect(
                run,
                1,
                """
                ctk chown-volumes: cannot open directory 'volume/d': permission denied
                ctk chown-volumes: cannot stat 'volume/e/h': permission denied
                hint: CAP_DAC_READ_SEARCH is missing
                """);
        tree.expectOwner("0:0", "volume/d/f", "volume/d/g", "volume/e/h");
        for (String directory : List.of("volume", "volume/d", "volume/e")) {
            assertEquals(Tree.OWNER, tree.owner(directory), directory);
        }
    }

    @Test
    void tellsOfARootThatMayNotBeRead() throws Exception {
        tree.run("chmod", "700", "volume").expect(0);
        String line = "ctk chown-volumes: cannot open directory 'volume': permission denied\n";
        line += "hint: CAP_DAC_READ_SEARCH is missing\n";
        expect(tree.script(asUser("+chown") + " --policy=root-mismatch volume"), 1, line);
        assertEquals("0:0", tree.owner("volume"));
        expect(tree.script(asUser("+chown") + " volume"), 1, line);
        assertEquals(Tree.OWNER, tree.owner("volume"));
    }

    @Test
    void tellsOfAReadOnlyMount() throws Exception {
        String mount = "mount --bind volume/e other; mount -o remount,ro,bind other; ";
        Run run = tree.script(mount + "chown other");
        expect(
                run,
                1,
                """
                ctk chown-volumes: cannot chown 'other': read-only file system
                ctk chown-volumes: cannot chown 'other/h': read-only file system
                """);
        run = tree.script(mount + "chown --best-effort other");
        String line = "ctk chown-volumes: warning: 2 failures, the first: cannot chown 'other/h'";
        expect(run, 0, line + ": read-only file system\n");
        tree.expectOwner("0:0", "volume");
    }

    /** chown(1) fails on a read-only mount even if there is nothing to do. */
    @Test
    void isContentWithAReadOnlyMountThatIsRight() throws Exception {
        tree.chown("volume").expect(0);
        String mount = "mount --bind volume other; mount -o remount,ro,bind other; ";
        tree.script(mount + "chown other").expect(0);
    }

    /** Every call of a file system that was shut down fails, but for what it has in memory. */
    @Test
    void tellsOfAFileSystemThatFails() throws Exception {
        Installed.assume("xfs_io");
        String script = IMMUTABLE + "chattr -i other/d/f other/e; owners other >/dev/null\n";
        script += "xfs_io -x -c shutdown other; chown other";
        String[] names = {"other", "other/d", "other/d/f", "other/d/g", "other/e", "other/e/h"};
        StringBuilder expected = new StringBuilder();
        for (String name : names) {
            expected.append("ctk chown-volumes: cannot chown '" + name + "'");
            expected.append(": input/output error\n");
        }
        expect(tree.script(script), 1, expected.toString());
    }

    /** A file of an image's layer is copied when it is changed, for which there may be no room. */
    @Test
    void tellsOfAFullLayer() throws Exception {
        String script =
                """
                mkdir layers; mount -t tmpfs -o size=32k t layers; mkdir layers/upper layers/work
                head -c 20000 /dev/zero >volume/d/big
                head -c 1000000 /dev/zero >layers/filled 2>/dev/null || :
                mount -t overlay -o lowerdir=volume,upperdir=layers/upper,workdir=layers/work o other
                : >volume/d/g
                chown other || code=$?; owners other/d; exit $code
                """;
        Run run = tree.script(script);
        String line = "ctk chown-volumes: cannot chown 'other/%s': no space left on device\n";
        expect(run, 1, line.formatted("d/big") + line.formatted("d/f") + line.formatted("e/h"));
        assertEquals(true, run.out().contains("4711:4712 other/d/g\n"), run.out());
        tree.expectOwner("0:0", "volume");
    }

    /** What cannot be had for real here: the kernel's answer is replaced. */
    @ParameterizedTest
    @CsvSource({
        "f, fchownat, EDQUOT, chown, 'volume/d/f', disk quota exceeded",
        "f, fchownat, ESTALE, chown, 'volume/d/f', stale file handle",
        "f, fchownat, ENOMEM, chown, 'volume/d/f', cannot allocate memory",
        "f, fchownat, EINVAL, chown, 'volume/d/f', invalid argument",
        "f, statx, EIO, stat, 'volume/d/f', input/output error",
        "f, statx, ESTALE, stat, 'volume/d/f', stale file handle",
        "d, 'openat,openat2', EIO, open directory, 'volume/d', input/output error",
        "d, 'openat,openat2', ENFILE, open directory, 'volume/d', too many open files in system",
        "/volume/d, getdents64, EIO, read directory, 'volume/d', input/output error",
        "/volume/d, statx, ESTALE, stat, 'volume/d', stale file handle",
    })
    void tellsOfErrorsOfAllCalls(
            String at, String call, String error, String what, String path, String cause)
            throws Exception {
        Installed.assume("strace");
        String place = at.startsWith("/") ? tree.top() + at : at;
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", "log", "-P", place));
        command.addAll(List.of("-e", "inject=" + call + ":error=" + error));
        command.addAll(List.of(Tree.chownCommand("volume")));
        Run run = tree.run(command.toArray(String[]::new));
        run.expectError(1, "ctk chown-volumes: cannot " + what + " '" + path + "': " + cause);
        assertEquals("0:0", tree.owner("volume/d/f"));
        tree.expectOwner(Tree.OWNER, "volume/e");
        assertEquals(Tree.OWNER, tree.owner("volume"));
    }

    /** Vanished between two calls, as far as the kernel says: no failure. */
    @ParameterizedTest
    @CsvSource({"f, statx", "f, fchownat", "d, 'openat,openat2'"})
    void saysNothingOfWhatHasVanished(String name, String call) throws Exception {
        Installed.assume("strace");
        String inject = "inject=" + call + ":error=ENOENT";
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-o", "log", "-P", name));
        command.addAll(List.of("-e", inject));
        command.addAll(List.of(Tree.chownCommand("volume")));
        tree.run(command.toArray(String[]::new)).expect(0);
        assertEquals("0:0", tree.owner("volume/d/f"));
    }

    /** To change permissions takes one more. */
    @ParameterizedTest
    @CsvSource({
        "'', chown, CAP_CHOWN and CAP_FOWNER are missing",
        "'+chown,+dac_override', chmod, CAP_FOWNER is missing",
        "'+chown,+fowner', '', ''",
    })
    void saysWhichCapabilitiesAreMissingForModes(String has, String call, String hint)
            throws Exception {
        tree.run("chmod", "644", "volume/d/f").expect(0);
        Run run = tree.script(asUser(has) + " --mode=0600 volume/d/f");
        String line =
                "ctk chown-volumes: cannot " + call + " 'volume/d/f': operation not permitted";
        boolean isDone = call.isEmpty();
        expect(run, isDone ? 0 : 1, isDone ? "" : line + "\nhint: " + hint + "\n");
    }

    /** chmod(2) succeeds without it. */
    @Test
    void tellsOfASetGroupIdBitThatTheKernelDropped() throws Exception {
        Run run = tree.script(asUser("+chown,+dac_override,+fowner") + " --mode=2755 volume/d/f");
        run.expectError(
                1,
                "ctk chown-volumes: cannot chmod 'volume/d/f': the kernel dropped the set-group-ID"
                        + " bit; to set it needs CAP_FSETID");
        assertEquals("100755", tree.mode("volume/d/f"));
    }

    /** File capabilities that are longer than they can be stand for whatever nobody expects. */
    @ParameterizedTest
    @ValueSource(strings = {"--jobs=1", "--best-effort", "--debug"})
    void saysWhatWasDoneThoughAWorkerBrokeDown(String option) throws Exception {
        Installed.assume("strace");
        tree.run("chmod", "755", "volume/d/f").expect(0);
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qqq", "-o", "log"));
        for (int file = 3; file < 100; file++) { // bin/ctk asks for its own, too
            command.addAll(List.of("-P", "/proc/self/fd/" + file));
        }
        command.addAll(List.of("-e", "inject=getxattr:retval=100"));
        command.addAll(List.of(Tree.chownCommand("--policy=root-mismatch", option, "volume")));
        Run run = tree.run(command.toArray(String[]::new));
        String trace =
                option.equals("--debug") ? "ctk chown-volumes: java[^:]*:.*(\n\tat .*)+\n" : "";
        String lines =
                "ctk chown-volumes: internal error: java.lang.ArrayIndexOutOfBoundsException: .*\n"
                        + "hint: --debug shows where; please report it\n"
                        + trace
                        + "ctk chown-volumes: interrupted: \\d entr(y|ies), \\d changed, [0-9.]+"
                        + " s\n";
        assertEquals(true, Pattern.matches(lines, run.err()), run.err());
        assertEquals(1, run.code());
        assertEquals("0:0", tree.owner("volume/d/f"));
        assertEquals("0:0", tree.owner("volume"));
    }

    /** Return the start of a line of sh: chown as a user with these capabilities and no others. */
    private static String asUser(String capabilities) throws Exception {
        Installed.assume("setpriv");
        String all = capabilities.isEmpty() ? "" : "," + capabilities;
        return "setpriv --reuid=4000 --regid=4000 --clear-groups --inh-caps=-all"
                + all
                + " --ambient-caps=-all"
                + all
                + " \"$CTK\" chown-volumes --owner=4711:4712";
    }

    /** Compare the code and the lines on standard error, in any order. */
    private static void expect(Run run, int code, String lines) {
        List<String> expected = lines.lines().sorted().toList();
        assertEquals(expected, run.err().lines().sorted().toList(), run.command().toString());
        assertEquals(code, run.code());
    }
}
