package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.LinkOption;

/** The built-ins of {@code ctk shell} that change files. */
class ShellTreesIT {

    private static final String LABEL = "ctk shell: line 1: ";

    private static final String MAKE =
            """
            mkdir -p d/e/f; printf x > "$(printf 'd/bytes\\377\\033[31m')"; echo two > d/e/two
            printf 'y' > "$(printf 'd/e/f/new\\nline')"; ln -s ../../outside d/e/link; : > d/-r
            mkdir outside; echo keep > outside/keep; ln -s outside d/away; chmod 750 d/e
            chmod 4755 d/e/two; touch -d '2001-02-03 04:05:06' d/e/two d/e
            """;

    private static Tree tree() throws Exception {
        Tree tree = Tree.create();
        tree.run("sh", "-c", MAKE).expect(0);
        return tree;
    }

    private static Run shell(Tree tree, String line) throws Exception {
        return tree.run(Image.CTK, "shell", "-c", line);
    }

    /** Return what there is, with contents, modes and times as far as they are to be the same. */
    private static String state(Tree tree, String name, String format) throws Exception {
        String script = "cd \"$1\" && find . -printf \"$2\" | LC_ALL=C sort -z | tr '\\0' '\\n'";
        String content = "; find . -type f -exec cat {} + | sha256sum";
        return tree.run("sh", "-c", script + content, "sh", name, format).expect(0).out();
    }

    @Test
    void copiesTreesAsCpDoes() throws Exception {
        Tree tree = tree();
        shell(tree, "cp -r d ours").expect(0);
        tree.run("cp", "-r", "d", "theirs").expect(0);
        String format = "%y %m %l %p\\0";
        String theirs = state(tree, "theirs", format).replace("f 4755", "f 755");
        assertEquals(theirs, state(tree, "ours", format));
        assertTrue(Files.isSymbolicLink(tree.path("ours/away")));
    }

    @Test
    void keepsOwnersModesAndTimes() throws Exception {
        Tree tree = tree();
        tree.run("chown", "-hR", "65534:12", "d").expect(0);
        tree.run("chmod", "4755", "d/e/two").expect(0);
        shell(tree, "cp -rp d ours").expect(0);
        String format = "%y %m %U:%G %p\\0";
        String expected = state(tree, "d", format).replaceAll("(?m)^l .*\n", "");
        assertEquals(expected, state(tree, "ours", format).replaceAll("(?m)^l .*\n", ""));
        assertEquals(
                Files.getLastModifiedTime(tree.path("d/e/two")),
                Files.getLastModifiedTime(tree.path("ours/e/two")));
        assertEquals(
                Files.getLastModifiedTime(tree.path("d/e")),
                Files.getLastModifiedTime(tree.path("ours/e")));
    }

    @Test
    void copiesFilesIntoADirectoryAndOverOthers() throws Exception {
        Tree tree = tree();
        shell(tree, "cp d/e/two d/-r outside; cp d/e/two outside/keep").expect(0);
        assertEquals("two\n", Files.readString(tree.path("outside/two")));
        assertEquals("two\n", Files.readString(tree.path("outside/keep")));
        assertTrue(Files.exists(tree.path("outside/-r")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "cp d x => cannot copy 'd': it is a directory, and -r was not given",
                "cp d/e/two d/e/two => cannot copy 'd/e/two': the target is the same file",
                "cp -r d d/e => cannot copy 'd/e/d': it is the directory that is copied to",
                "cp nothing x => cannot copy 'nothing': no such file or directory",
                "cp d/e/two hook => cannot copy 'd/e/two': the target is a symbolic link",
                "cp pipe x => cannot copy 'pipe': it is a FIFO",
                "mv d d/e => cannot move 'd': the target lies in it",
                "mv nothing x => cannot move 'nothing': to 'x': no such file or directory",
                "rm d => cannot remove 'd': it is a directory, and -r was not given",
                "rm nothing => cannot remove 'nothing': no such file or directory",
                "rm -r d/away/ => cannot remove 'd/away/': it is a symbolic link; give it without a"
                        + " slash",
                "rm -r . => cannot remove '.': it is '/', '.' or '..'",
                "rm -r d/.. => cannot remove 'd/..': it is '/', '.' or '..'",
                "rm -r / => cannot remove '/': it is '/', '.' or '..'",
                "mkdir d => cannot make directory 'd': file exists",
                "mkdir d/e/two/x => cannot make directory 'd/e/two/x': not a directory",
                "chmod 600 hook => cannot change the mode of 'hook': it is a symbolic link",
                "chown 1 hook => cannot change the owner of 'hook': it is a symbolic link"
            })
    void refuses(String line, String message) throws Exception {
        Tree tree = tree();
        tree.run("sh", "-c", "ln -s outside/new hook; mkfifo pipe").expect(0);
        String name = line.substring(0, line.indexOf(' '));
        Run run = shell(tree, line);
        String expected = LABEL + name + ": " + message + "\n";
        assertEquals("1 " + expected, run.code() + " " + run.err());
        assertEquals("keep\n", Files.readString(tree.path("outside/keep")));
        assertFalse(Files.exists(tree.path("outside/new")));
    }

    @Test
    void removesTreesAndNoTargetOfALink() throws Exception {
        Tree tree = tree();
        shell(tree, "rm -r d").expect(0);
        assertFalse(Files.exists(tree.path("d"), LinkOption.NOFOLLOW_LINKS));
        assertEquals("keep\n", Files.readString(tree.path("outside/keep")));
        shell(tree, "rm -f d; rm -rf d nothing/there").expect(0);
    }

    @Test
    void removesAndListsTreesThatAreDeeperThanPathsCanSay() throws Exception {
        Tree tree = Tree.create();
        String deep =
                """
                import os
                for i in range(3000):
                    os.mkdir('directory'); os.chdir('directory')
                open('end', 'w')
                """;
        Run made = tree.run(Installed.assume("python3"), "-c", deep);
        made.expect(0);
        Run found =
                tree.run("sh", "-c", "\"$1\" shell -c 'find . -name end' | wc -c", "sh", Image.CTK);
        assertEquals(3000 * 10 + 6, Integer.parseInt(found.expect(0).out().strip()));
        shell(tree, "rm -r directory").expect(0);
        assertFalse(Files.exists(tree.path("directory")));
    }

    @Test
    void movesWithinAndAcrossFileSystems() throws Exception {
        Tree tree = tree();
        shell(tree, "mv d/e/two outside; mv d/e d/g").expect(0);
        assertEquals("two\n", Files.readString(tree.path("outside/two")));
        assertTrue(Files.isDirectory(tree.path("d/g/f")));
        Run run =
                tree.script(
                        """
                        mkdir m; mount -t tmpfs none m; chown 12:34 d/g
                        "$CTK" shell -c 'mv d m'; test ! -e d; ls m/d/g/f | wc -l
                        stat -c %u:%g m/d/g; readlink m/d/g/link; cat outside/keep
                        """
                                .replace("chown 12:34 d/g", "command chown 12:34 d/g"));
        assertEquals("2\n12:34\n../../outside\nkeep\n", run.expect(0).out());
    }

    @Test
    void makesDirectories() throws Exception {
        Tree tree = Tree.create();
        shell(tree, "mkdir -p a/b/c a/b; mkdir -m 1770 x").expect(0);
        assertTrue(Files.isDirectory(tree.path("a/b/c")));
        assertEquals("41770", tree.mode("x"));
    }

    @Test
    void changesModes() throws Exception {
        Tree tree = tree();
        shell(tree, "chmod -R u=rwX,go= d; chmod 640 d/e/two; chmod -x d/e/f").expect(0);
        assertEquals("100640", tree.mode("d/e/two"));
        assertEquals("40600", tree.mode("d/e/f"));
        assertEquals("40700", tree.mode("d"));
        assertEquals("40755", tree.mode("outside"));
    }

    @Test
    void changesOwners() throws Exception {
        Tree tree = tree();
        shell(tree, "chown 12:34 outside/keep; chown -R nobody d; chown root d/e/two").expect(0);
        assertEquals("12:34", tree.owner("outside/keep"));
        assertEquals("65534:65534", tree.owner("d/e/f"));
        assertEquals("65534:65534", tree.owner("d/e/link"));
        assertEquals("0:0", tree.owner("d/e/two"));
        assertEquals("0:0", tree.owner("outside"));
        Run run = shell(tree, "chown -R nosuchuser d");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("no such user 'nosuchuser'"), run.err());
    }

    @Test
    void repairsAsNobodyOnlyWhatIsNobodys() throws Exception {
        Tree tree = tree();
        Run run =
                tree.script(
                        """
                        mkdir own; command chown nobody own
                        set +e
                        "$CTK" run nobody -- "$CTK" shell -c '
                        cp d/e/two own; chown root own/two; rm own/two; rm outside/keep; chmod 0 d'
                        """);
        assertEquals(
                "ctk shell: line 2: cp: cannot copy 'd/e/two': permission denied\n"
                        + "ctk shell: line 2: chown: cannot change the owner of 'own/two': no such"
                        + " file or directory\n"
                        + "ctk shell: line 2: rm: cannot remove 'own/two': no such file or"
                        + " directory\n"
                        + "ctk shell: line 2: rm: cannot remove 'outside/keep': permission denied\n"
                        + "ctk shell: line 2: chmod: cannot change the mode of 'd': operation not"
                        + " permitted\n",
                run.err());
    }

    @Test
    void isNotLedByALinkOfAnotherUser() throws Exception {
        Tree tree = tree();
        tree.run("chown", "-h", "4711:4711", "d/away").expect(0);
        Run run = shell(tree, "rm -r d/away/keep");
        assertEquals(
                LABEL
                        + "rm: cannot remove 'd/away/keep': uid 4711 owns the symbolic link 'away'"
                        + " in it\n",
                run.err());
        assertEquals("keep\n", Files.readString(tree.path("outside/keep")));
    }
}
