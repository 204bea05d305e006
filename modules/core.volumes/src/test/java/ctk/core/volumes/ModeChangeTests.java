package ctk.core.volumes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ctk.core.linux.ByteString;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class ModeChangeTests {

    private static final int[] MODES = {
        0, 0400, 0111, 0644, 0750, 0755, 0777, 01777, 02755, 04711, 06750, 07777, 07000, 0026
    };
    private static final int[] UMASKS = {022, 0, 077, 0137, 0777};
    private static final String[] TEXTS =
            """
            0 7 644 755 0755 1777 2755 4755 6755 7777 00755 02755 04755 07777 00000 000755
            0000000000000755 u+r u+rwx g-w o= u=rwx,go= a+x ugo+x a= = + - u+ go- +x +w -w -rwx
            =rw =rwx =r,+X +t -t =t o+t o-t o=t u+t u=t g=t a=t a+t u+s u-s u=s g+s g-s g=s o+s
            o=s a+s a-s a=s +s -s =s ug=s u=rws g=rxs ug+rws,o-t u=rwx g=rx go=rX ugo=rwx a=rwxst
            =rwxst +rwxst -rwxst u+X g+X +X -X a-X a=X =X u=X a+rX,a-x a-x,a+X u+x,g+X a-x+X
            u-x,go+X a=r,u+x,o+X u=rwX,go=rX u=g u=o g=u g+u g-u o=g o+u o-g a=u a+o ug=o =u +g -o
            =g,+u u=u o=o u=g,g=o u+r-w u+r-w=x u=r+w+x u=+s a=+X u+-x +-= =+w =r+x -x+w go=u-w
            o=g-w+x g=u-s a=u-x+t =755 +111 -222 =7777 +7000 -6000 =0 +0 =02755 +r=755 -w+111
            u+x,=644 =644,u+X +04000 g=s,u=s u=,g=,o= u+rxs-w,g=u,o=X uu+x aug=r u+rr u+xX u=Xx
            """
                    .strip()
                    .split("\\s+", -1);

    private static final String LETTERS = "ugoa+-=rwxXst,07++==uXs";

    @TempDir Path top;

    private int compared;
    private int refused;

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                // text, mode, as a directory, as a file
                "D2770,F0660 0755 2770 0660",
                "F0660,D2770 0755 2770 0660",
                "D2770 0755 2770 0755",
                "F0660 0755 0755 0660",
                "D0750,Fu=rw,g=r,o= 0777 0740 0640",
                "D0750,Fu=rw,Fg=r,Fo= 0777 0750 0640",
                "Du+rwx,g+r 0000 0740 0040",
                "u+rwX,g+rX 0000 0750 0640",
                "u+rwX,g+rX 0001 0751 0751",
                "Fa+x,a+X 0644 0755 0755",
                "Da-x,a+X 0655 0755 0755",
                "D=rwxs,F=rw 0000 6755 0644",
                "D755 6000 6755 6000",
                "D00755 6000 0755 6000",
                "D=755 6000 0755 6000",
                "F+111 0644 0644 0755",
                "755,u-w 0000 0555 0555",
                "D755,F644,g+w 0000 0775 0664",
                "u+x,0600 6777 6600 0600",
            })
    void takesPrefixesAndNumbersByTheClause(String text, String mode, String dir, String file)
            throws VolumeException {
        ModeChange change = parse(text, 022);
        int bits = Integer.parseInt(mode, 8);
        assertEquals(dir, "%04o".formatted(change.apply(bits, true)));
        assertEquals(file, "%04o".formatted(change.apply(bits, false)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | it is empty",
                ", | a clause is empty",
                "u+x, | a clause is empty",
                ",u+x | a clause is empty",
                "u+x,,g+x | a clause is empty",
                "D | a clause is empty",
                "F,u+x | a clause is empty",
                "644, | a clause is empty",
                "10000 | a number is above 07777",
                "010000 | a number is above 07777",
                "77777 | a number is above 07777",
                "0777777777777777777777 | a number is above 07777",
                "D755,F10000 | a number is above 07777",
                "+10000 | a number is above 07777",
                "u | an operator (+, - or =) is missing",
                "ugo,a+x | an operator (+, - or =) is missing",
                "Fa | an operator (+, - or =) is missing",
                "rw | 'r' is out of place",
                "u+q | 'q' is out of place",
                "u+D | 'D' is out of place",
                "q+x | 'q' is out of place",
                "d755 | 'd' is out of place",
                "DF755 | 'F' is out of place",
                "DD755 | 'D' is out of place",
                "uD+x | 'D' is out of place",
                "8 | '8' is out of place",
                "789 | '8' is out of place",
                "755x | 'x' is out of place",
                "755+x | '+' is out of place",
                "0x1ff | 'x' is out of place",
                "u755 | '7' is out of place",
                "u=755 | '7' is out of place",
                "=755+x | '+' is out of place",
                "=755r | 'r' is out of place",
                "=r7 | '7' is out of place",
                "u=ug | 'g' is out of place",
                "u=rg | 'g' is out of place",
                "u=gr | 'r' is out of place",
                "u+a | 'a' is out of place",
                "u*x | '*' is out of place",
                "u+x;g+x | ';' is out of place",
                "U+x | 'U' is out of place",
                "\" u+x\" | ' ' is out of place",
                "\"u+x \" | ' ' is out of place",
                "\"u+x, g+x\" | ' ' is out of place",
            })
    void refusesWhatIsNoModeChange(String text, String cause) {
        assertRefused("cannot parse mode '" + text + "': " + cause, text);
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertRefused("cannot parse mode 'u+\\x00': '\\x00' is out of place", "u+\0");
        assertRefused("cannot parse mode '\\xff': '\\xff' is out of place", "\u00ff");
        assertRefused("cannot parse mode '644\\x0a': '\\x0a' is out of place", "644\n");
        assertRefused("cannot parse mode '\\xb2': '\\xb2' is out of place", "\u00b2");
    }

    @Test
    void looksOnlyAtThePermissionBits() throws VolumeException {
        assertEquals(0755, parse("u+x", 022).apply(0100655, false));
        assertEquals(0755, parse("u+x", ~0).apply(~0_7777 | 0655, false));
        assertEquals(0644, parse("=rw", 0xf000 | 022).apply(0777, false));
        assertEquals(06000, parse("=s", ~0).apply(0, false));
    }

    @Test
    void givesWhatChmodGives() throws Exception {
        for (String text : TEXTS) {
            compare(text, 022);
            compare(text, 077);
        }
        for (int umask : UMASKS) {
            for (String text : List.of("+rwx", "-rwx", "=rwx", "=", "+X", "=u", "-g", "=rws+t")) {
                compare(text, umask);
            }
        }
        assertEquals(0, refused);
        assertEquals((2 * TEXTS.length + 40) * 2 * MODES.length, compared);
        assertTrue(compared > 7000, () -> compared + " comparisons");
    }

    @Test
    void takesAndRefusesWhatChmodTakesAndRefuses() throws Exception {
        var random = new Random(1);
        for (int i = 0; i < 300; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(7); n >= 0; n--) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            // that a number may have neighbours is not chmod's
            if (!text.toString().matches("(.*,)?[0-7]+,.*|.*,[0-7]+")) {
                compare(text.toString(), 027);
            }
        }
        assertTrue(refused > 50, () -> refused + " refusals");
        assertTrue(compared > 50 * 2 * MODES.length, () -> compared + " comparisons");
    }

    /** Let chmod(1) change a file and a directory of each mode, and compare. */
    private void compare(String text, int umask) throws Exception {
        Path dir = Files.createTempDirectory(top, "modes");
        var paths = new ArrayList<Path>();
        for (int mode : MODES) {
            paths.add(Files.createFile(dir.resolve("file" + paths.size())));
            setMode(paths.getLast(), mode);
            paths.add(Files.createDirectory(dir.resolve("dir" + paths.size())));
            setMode(paths.getLast(), mode);
        }
        if (!chmod(text, umask, paths)) {
            assertThrows(VolumeException.class, () -> parse(text, umask), text);
            refused++;
            return;
        }
        ModeChange change = parse(text, umask);
        for (int i = 0; i < paths.size(); i++) {
            boolean directory = i % 2 == 1;
            String name =
                    "chmod '%s' with umask %o, from %o, directory %b"
                            .formatted(text, umask, MODES[i / 2], directory);
            String expected = "%04o".formatted(mode(paths.get(i)));
            assertEquals(expected, "%04o".formatted(change.apply(MODES[i / 2], directory)), name);
            compared++;
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    /** Return whether chmod accepted the text; it must have said so if not. */
    private static boolean chmod(String text, int umask, List<Path> paths) throws Exception {
        var command = new ArrayList<String>(List.of("/bin/sh", "-c"));
        command.add("umask \"$1\" && shift && exec /bin/chmod -- \"$@\"");
        command.addAll(List.of("sh", "%o".formatted(umask), text));
        for (Path path : paths) {
            command.add(path.toString());
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        if (process.waitFor() == 0) {
            assertEquals("", said);
            return true;
        }
        assertTrue(said.contains("invalid mode"), said);
        return false;
    }

    private static void setMode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
        assertEquals(mode, mode(path), "the file system keeps a mode");
    }

    private static int mode(Path path) throws IOException {
        Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (Integer) mode & 07777;
    }

    private static void assertRefused(String message, String text) {
        var e = assertThrows(VolumeException.class, () -> parse(text, 022), text);
        assertEquals(message, e.getMessage());
        assertNull(e.hint());
    }

    private static ModeChange parse(String text, int umask) throws VolumeException {
        return ModeChange.parse(ByteString.of(text.getBytes(ISO_8859_1)), umask);
    }
}
