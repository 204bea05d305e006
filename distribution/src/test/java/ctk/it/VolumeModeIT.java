package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code --mode} of {@code ctk chown-volumes} beside chmod(1) on a copy of the same tree, with
 * files of every kind and all special bits. Needs root.
 */
class VolumeModeIT {

    /** Files and directories of all these permissions, and what is neither. */
    private static final String TREE =
            """
            for m in 0 1 100 400 644 711 755 777 1777 2000 2755 4755 6755 7777; do
                touch f$m d$m-f; mkdir d$m; touch d$m/f; chmod $m f$m d$m d$m/f
            done
            mkfifo p; chmod 4711 p; mknod c c 1 3; ln -s f0 link; ln -s nowhere dangling; ln f644 hard\
            """;

    private static final Volumes ORIGINAL = original();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0750",
                "7777",
                "02770",
                "00755",
                "u+x",
                "g-w",
                "o=",
                "a+r",
                "+x",
                "-w",
                "=r",
                "u=rwx,g=rx,o=",
                "u+rwX,g+rX",
                "a-X",
                "a=X",
                "g=u",
                "u=g,g=o",
                "ug-s",
                "+t",
                "u+st",
                "ug+rwXs,o-t",
                "g=s",
                "a=,u+r",
                "+2000",
                "-7000",
                "u+x-w=r"
            })
    void doesWhatChmodDoes(String mode) throws Exception {
        assertSame(mode, "chmod -R -- \"$1\" copy", mode);
    }

    @ParameterizedTest
    @CsvSource({
        "D2770, d, 2770",
        "F0660, !d, 0660",
        "Du+rwx, d, u+rwx",
        "Fa-x, !d, a-x",
        "Dg+s, d, g+s",
        "F-x, !d, -x",
    })
    void doesItToDirectoriesOrOthersAlone(String mode, String type, String chmod) throws Exception {
        String not = type.startsWith("!") ? "!" : "";
        String rest = " -type d ! -type l -exec chmod -- \"$1\" {} +";
        assertSame(mode, "find copy -depth " + not + rest, chmod);
    }

    @Test
    void takesDirectoriesAndOthersApartInOneLine() throws Exception {
        String files = "find copy ! -type d ! -type l -exec chmod u-s,u=rw,g=r,o= {} +;";
        String directories = "find copy -depth -type d -exec chmod 2750 {} +";
        assertSame("Fu-s,Fu=rw,Fg=r,Fo=,D2750", files + directories, "");
    }

    /** Changing the owner takes bits away; what is asked for is what is there in the end. */
    @ParameterizedTest
    @ValueSource(strings = {"u+x", "4755", "g=u", "ug+s", "6711", "0644"})
    void doesWhatChownAndThenChmodDo(String mode) throws Exception {
        Volumes volume = copied();
        volume.in("sh", "-c", "chown -hR 7:8 copy; chmod -R -- \"$1\" copy", "sh", mode).expect(0);
        Run run = volume.in(Image.CTK, "chown-volumes", "--owner=7:8", "--mode=" + mode, "tree");
        assertEquals(0, run.code(), run.err());
        assertAlike(volume);
    }

    @Test
    void keepsSpecialBitsThatTheModeDoesNotName() throws Exception {
        Volumes volume = copied();
        volume.in("sh", "-c", "chmod -R u+w copy; chown -hR 7:8 copy").expect(0);
        String restore =
                "for m in 2755 4755 6755 7777 2000; do chmod -- $m copy/f$m copy/d$m/f; done";
        volume.in("sh", "-c", restore + "; chmod 4711 copy/p; chmod -R u+w copy").expect(0);
        String[] options = {"--owner=7:8", "--mode=u+w", "--keep-special"};
        List<String> command = new ArrayList<>(List.of(Image.CTK, "chown-volumes"));
        command.addAll(List.of(options));
        command.add("tree");
        volume.in(command.toArray(String[]::new)).expect(0);
        assertAlike(volume);
    }

    @Test
    void changesNothingThatIsSo() throws Exception {
        Volumes volume =
                Volumes.of("mkdir d; touch d/f; chmod 2770 . d; chmod 660 d/f; ln -s f d/l");
        volume.in("chown", "-hR", "7:8", ".").expect(0);
        volume.in("chmod", "2770", ".", "d").expect(0);
        List<String> before = volume.list("%P %m %C@");
        String[] options = {"--owner=7:8", "--mode=D2770,F0660"};
        assertEquals(Volumes.Summary.of(4, 0), volume.summary(options));
        assertEquals(before, volume.list("%P %m %C@"));
    }

    @Test
    void neverFollowsALink() throws Exception {
        Volumes volume = Volumes.of("mkdir in; touch out; ln -s ../out in/l; ln -s .. in/up");
        Run run =
                volume.in(
                        Image.CTK,
                        "chown-volumes",
                        "--owner=7:8",
                        "--mode=0707",
                        "--verbose",
                        "in");
        assertEquals(Volumes.Summary.of(3, 3), Volumes.Summary.of(run.err()));
        List<String> expected =
                List.of(" 0 755", "in 7 707", "in/l 7 777", "in/up 7 777", "out 0 644");
        assertEquals(expected, volume.list("%P %U %m"));
    }

    /** Files that have the right owner already are changed too, and only they have to be. */
    @Test
    void countsFilesOfWhichOnlyThePermissionsChange() throws Exception {
        Volumes volume = Volumes.of("touch a b c; chown 7:8 a b .; chmod 600 a c");
        String[] options = {"--owner=7:8", "--mode=F0600"};
        assertEquals(Volumes.Summary.of(4, 2), volume.summary(options));
        assertEquals(List.of(" 7 755", "a 7 600", "b 7 600", "c 7 600"), volume.list("%P %U %m"));
    }

    @Test
    void changesPermissionsOfFilesOfTheirsOnly() throws Exception {
        Volumes volume = Volumes.of("touch a b; chown 5:5 a");
        assertEquals(
                Volumes.Summary.of(3, 1), volume.summary("--owner=5:5", "--from=5", "--mode=0600"));
        assertEquals(List.of(" 0 755", "a 5 600", "b 0 644"), volume.list("%P %U %m"));
    }

    /** Compare with what a line of shell does to the copy; the umask takes a bit of each class. */
    private static void assertSame(String mode, String line, String argument) throws Exception {
        Volumes volume = copied();
        // the exit status of chmod(1) also tells of files that the umask kept from becoming what
        // the letters say
        String both = "umask 0135\n" + line + "\nshift; exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("sh", "-c", both, "sh", argument));
        command.addAll(
                List.of(Image.CTK, "chown-volumes", "--owner=0:0", "--mode=" + mode, "tree"));
        assertEquals(0, volume.in(command.toArray(String[]::new)).code());
        assertAlike(volume);
    }

    /** Make two trees; the first was made once and for all. */
    private static Volumes copied() throws Exception {
        return Volumes.of("cp -a " + ORIGINAL.top() + " tree; cp -a tree copy");
    }

    private static Volumes original() {
        try {
            return Volumes.of(TREE);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertAlike(Volumes volume) throws Exception {
        List<String> wanted = listed(volume, "copy");
        List<String> found = listed(volume, "tree");
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(found);
        found.removeAll(wanted);
        assertEquals(missing, found);
    }

    /** Return the permissions of a tree's files, by their paths below it. */
    private static List<String> listed(Volumes volume, String tree) throws Exception {
        Run find = volume.in("find", tree, "-printf", "%P %y %m %U:%G\n");
        List<String> lines = new ArrayList<>(find.expect(0).out().lines().toList());
        assertTrue(lines.size() > 60, find.out());
        return lines;
    }
}
