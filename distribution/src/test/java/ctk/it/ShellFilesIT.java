package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The built-ins of {@code ctk shell} that read files, beside the programs of the system. */
class ShellFilesIT {

    /** Files with names and contents of all kinds, made by sh: its printf knows bytes. */
    private static final String FILES =
            """
            mkdir -p d/e 'd/with blank'; umask 022
            printf 'one\\ntwo\\nthree' > d/lines; seq 1000 > d/e/numbers; : > d/empty
            printf 'x' > "$(printf 'd/bytes\\377\\033[31m')"; printf 'y' > "$(printf 'd/two\\nlines')"
            printf '\\000\\001\\377\\n' > d/binary; printf 'z' > 'd/-n'
            ln -s lines d/link; ln -s nowhere d/dangling; ln d/lines d/e/hard; mkfifo d/fifo
            chmod 4755 d/lines; chmod 1777 d/e; chown 65534:65534 d/empty; chown 4711 d/binary
            """;

    private static Tree files() throws Exception {
        Tree tree = Tree.create();
        tree.run("sh", "-c", FILES).expect(0);
        return tree;
    }

    /** Compare a line of ctk shell with one of sh, in the same directory. */
    private static void compare(Tree tree, String ours, String theirs) throws Exception {
        String prelude = "export LC_ALL=C TZ=UTC; ";
        Run expected = tree.run("sh", "-c", prelude + theirs);
        Run actual = tree.run("env", "TZ=UTC", Image.CTK, "shell", "-c", ours);
        assertEquals(expected.out(), actual.out(), ours);
        assertEquals(expected.code(), actual.code(), ours + "\n" + actual.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "ls d => ls d",
                "ls -a d => ls -A d",
                "ls -r d => ls -r d",
                "ls -d d d/link => ls -d d d/link",
                "ls -R d => ls -R d",
                "ls d/e d/lines => ls d/e d/lines",
                "cat d/lines d/binary d/e/numbers => cat d/lines d/binary d/e/numbers",
                "cat -n d/e/numbers => cat -n d/e/numbers",
                "head d/e/numbers => head d/e/numbers",
                "head -n 3 d/e/numbers d/lines => head -n 3 d/e/numbers d/lines",
                "head -c 5 d/lines => head -c 5 d/lines",
                "tail d/e/numbers => tail d/e/numbers",
                "tail -n 1 d/lines => tail -n 1 d/lines",
                "tail -2 d/e/numbers => tail -n 2 d/e/numbers",
                "tail -n 0 d/lines => tail -n 0 d/lines",
                "tail -n 2000 d/e/numbers => tail -n 2000 d/e/numbers",
                "hexdump d/binary => hexdump -C d/binary",
                "hexdump -s 2 -n 3 d/lines => hexdump -C -s 2 -n 3 d/lines",
                "sha256 d/* => sha256sum d/* 2>/dev/null",
            })
    void readAsTheProgramsDo(String ours, String theirs) throws Exception {
        Tree tree = files();
        Files.delete(tree.path("d/fifo"));
        Files.delete(tree.path("d/dangling"));
        compare(tree, ours, theirs);
    }

    @Test
    void pipesIntoEachOther() throws Exception {
        Tree tree = files();
        Run run = tree.run(Image.CTK, "shell", "-c", "cat d/e/numbers | tail -n 4 | head -n 2");
        assertEquals("997\n998\n", run.expect(0).out());
    }

    /** As stat(1) tells it, field by field. */
    @Test
    void listsInLongForm() throws Exception {
        Tree tree = files();
        String theirs =
                "cd d; for f in binary e empty fifo lines; do stat -c '%A %h %U %G %s' $f |"
                        + " tr -d '\\n'; date -r $f +' %Y-%m-%d %H:%M' | tr -d '\\n'; echo \" $f\";"
                        + " done; echo \"$(stat -c '%A %h %U %G %s' link)"
                        + " $(stat -c %y link | cut -c1-16) link -> lines\"";
        String expected = tree.run("env", "TZ=UTC", "sh", "-c", theirs).expect(0).out();
        String line = "cd d && ls -ld binary e empty fifo lines link";
        Run run = tree.run("env", "TZ=UTC", Image.CTK, "shell", "-c", line).expect(0);
        assertEquals(expected.replace("UNKNOWN", "4711"), run.out().replaceAll(" +", " "));
        String numeric = tree.run(Image.CTK, "shell", "-c", "ls -nd d/empty").expect(0).out();
        assertTrue(numeric.contains(" 65534  65534 "), numeric);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find d",
                "find d -name '*e*'",
                "find d -iname LINES",
                "find d -type f",
                "find d -type l",
                "find d -type p",
                "find d -user 65534",
                "find d -user nobody -group nogroup",
                "find d -nouser",
                "find d -perm -4000",
                "find d -perm 1777",
                "find d -perm /6000",
                "find d -maxdepth 1",
                "find d -mindepth 2",
                "find d ! -type d -size -1",
                "find d -size +1c",
                "find d -newer d",
                "find d -path '*/e/*'",
                "find d -name '[a-e]*' -print0",
                "find d nothing"
            })
    void findsWhatFindFinds(String line) throws Exception {
        Tree tree = files();
        String nul = line.endsWith("-print0") ? "tr '\\0' '\\n' |" : "";
        String theirs = line + " 2>/dev/null";
        Run expected = tree.run("sh", "-c", theirs + " | " + nul + " LC_ALL=C sort");
        Run actual =
                tree.run(
                        "sh",
                        "-c",
                        "\"$1\" shell -c \"$2\" 2>/dev/null | " + nul + " LC_ALL=C sort",
                        "sh",
                        Image.CTK,
                        line);
        assertEquals(expected.out(), actual.out());
        assertEquals(
                tree.run("sh", "-c", theirs).code(),
                tree.run(Image.CTK, "shell", "-c", line).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "grep -n o d/lines => grep -n o d/lines",
                "grep -i O d/lines => grep -i O d/lines",
                "grep -v one d/lines => grep -v one d/lines",
                "grep -c 9 d/e/numbers => grep -c 9 d/e/numbers",
                "grep none d/lines => grep none d/lines",
                "grep -q one d/lines => grep -q one d/lines",
                "grep -E '^t(wo|hree)$' d/lines => grep -E '^t(wo|hree)$' d/lines",
                "grep -F . d/lines => grep -F . d/lines",
                "grep one d/lines d/empty => grep one d/lines d/empty",
                "grep -hn 77 d/e/numbers d/lines => grep -hn 77 d/e/numbers d/lines",
                "grep one nothing => grep one nothing",
            })
    void matchesAsGrepDoes(String ours, String theirs) throws Exception {
        compare(files(), ours, theirs);
    }

    @Test
    void searchesTreesWithoutFollowingLinks() throws Exception {
        Tree tree = files();
        Run run = tree.run(Image.CTK, "shell", "-c", "grep -rl three d").expect(0);
        assertEquals("d/e/hard\nd/lines\n", run.out());
    }

    @Test
    void measuresAsDuDoes() throws Exception {
        Tree tree = files();
        compare(tree, "du -s d", "du -sk d");
        Files.delete(tree.path("d/e/hard")); // which is counted where it is met first
        String theirs = "du -k d | LC_ALL=C sort -k2";
        String ours = "\"$1\" shell -c 'du d' | LC_ALL=C sort -k2";
        assertEquals(
                tree.run("sh", "-c", theirs).expect(0).out(),
                tree.run("sh", "-c", ours, "sh", Image.CTK).expect(0).out());
    }

    @Test
    void knowsFileSystemsAsDfDoes() throws Exception {
        Tree tree = Tree.create();
        Run run =
                tree.script(
                        """
                        mkdir m; mount -t tmpfs -o size=4m name m; head -c 100000 /dev/zero > m/x
                        "$CTK" shell -c 'df m' | tail -n 1 | tr -s ' '
                        df -k m | tail -n 1 | tr -s ' '
                        "$CTK" shell -c 'mounts tmpfs' | grep -c "$PWD/m  *tmpfs  *name"
                        """);
        List<String> lines = run.expect(0).out().lines().toList();
        String theirs = lines.get(1).replaceFirst("^name ", "name tmpfs ");
        assertEquals(theirs, lines.get(0));
        assertEquals("1", lines.get(2));
    }

    @Test
    void saysWhatCannotBeRead() throws Exception {
        Tree tree = files();
        String label = "ctk shell: line 1: ";
        tree.run(Image.CTK, "shell", "-c", "cat nothing")
                .expectError(1, label + "cat: cannot open 'nothing': no such file or directory");
        tree.run(Image.CTK, "shell", "-c", "cat d")
                .expectError(1, label + "cat: cannot read 'd': is a directory");
        tree.run(Image.CTK, "shell", "-c", "ls $'x\\x1b[2J\\xff'")
                .expectError(
                        1,
                        label
                                + "ls: cannot look at 'x\\x1b[2J\\xff': no such file or"
                                + " directory");
        tree.run(Image.CTK, "shell", "-c", "stat -Q d")
                .expectError(2, label + "stat: unknown option '-Q'\nhint: stat [-L] PATH...");
    }

    @Test
    void tellsAsNobodyWhatIsForbidden() throws Exception {
        Tree tree = files();
        Path secret = Files.createDirectories(tree.path("secret/in"));
        Files.setPosixFilePermissions(secret.getParent(), java.util.Set.of());
        Run run =
                tree.script("\"$CTK\" run nobody -- \"$CTK\" shell -c 'find secret; ls secret/in'");
        assertEquals("secret\n", run.out());
        assertEquals(
                "ctk shell: line 1: find: cannot read 'secret': permission denied\n"
                        + "ctk shell: line 1: ls: cannot look at 'secret/in': permission denied\n",
                run.err());
        assertEquals(1, run.code());
    }

    @Test
    void followsAFileThatGrowsAndIsReplaced() throws Exception {
        Tree tree = Tree.create();
        String script =
                """
                echo start > log
                "$1" shell -c 'tail -f log' > seen & pid=$!
                wait_for() { for i in $(seq 200); do grep -q "$1" seen && return; sleep 0.05; done; }
                wait_for start; echo grown >> log; wait_for grown
                mv log log.1; echo other > log; wait_for other
                : > log; sleep 0.5; echo again > log; wait_for again
                kill -TERM $pid; cat seen
                """;
        Run run = tree.run("sh", "-c", script, "sh", Image.CTK);
        assertEquals("start\ngrown\nother\nagain\n", run.out());
    }
}
