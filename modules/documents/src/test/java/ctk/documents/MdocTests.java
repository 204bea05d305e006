package ctk.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class MdocTests {

    @Test
    void hyphensAndBackslashesStandForThemselves() {
        assertEquals("\\-\\-dry\\-run a\\eb", Mdoc.escape("--dry-run a\\b"));
        assertEquals("\"say \\(dqx\\(dq\"", Mdoc.argument("say \"x\""));
    }

    @Test
    void aSentenceBeginsALine() {
        assertEquals(
                List.of("One, e.g. this.".replace("e.g. ", ""), "Two (or so.)", "Three"),
                Mdoc.sentences("One, this. Two (or so.) Three"));
    }

    @Test
    void aLineIsNoRequest() {
        assertEquals(
                List.of("End.", "\\&.profile is a file.", "\\&'x' too"),
                Mdoc.sentences("End. .profile is a file. 'x' too"));
    }

    @Test
    void linesAreOfModerateLength() {
        List<String> lines = Mdoc.sentences("set-user-ID ".repeat(50));
        assertTrue(lines.size() > 5, lines.toString());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 78), lines.toString());
    }

    @Test
    void noTextIsNoLine() {
        assertEquals(List.of(), Mdoc.sentences(""));
    }
}
