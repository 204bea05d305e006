package ctk.cmd.whoami;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class PageTests {

    @Test
    void alignsValuesAndBreaksThemAtEightyColumns() {
        String words = "word ".repeat(12) + "a";
        String page = new Page(false).line("label", words).line("x", "y").gap().end();
        assertEquals(
                "  label             "
                        + "word ".repeat(11)
                        + "word\n"
                        + " ".repeat(20)
                        + "a\n  x                 y\n\n",
                page);
    }

    @Test
    void fillsALineToItsLastColumn() {
        String value = "a".repeat(30) + " " + "b".repeat(29);
        assertEquals("  x" + " ".repeat(17) + value + "\n", new Page(false).line("x", value).end());
    }

    @Test
    void doesNotBreakAWord() {
        String path = "/p".repeat(50);
        String page = new Page(false).line("x", "a " + path).end();
        assertEquals("  x" + " ".repeat(17) + "a\n" + " ".repeat(20) + path + "\n", page);
    }

    @Test
    void marksWithoutColourAndSaysWhatMarksMean() {
        String page = new Page(false).line("x", "y", List.of("odd", "strange")).end();
        assertEquals(
                """
                ! x                 y: odd; strange

                ! unusual, or more than an application needs
                """,
                page);
    }

    @Test
    void paintsEachLineOfWhatIsMarked() {
        String page = new Page(true).line("x", "y", List.of("z".repeat(60))).line("a", "b").end();
        assertEquals(
                "\u001b[33m! x                 y:\u001b[0m\n\u001b[33m"
                        + " ".repeat(20)
                        + "z".repeat(60)
                        + "\u001b[0m\n  a                 b\n\n"
                        + "! unusual, or more than an application needs\n",
                page);
    }
}
