package ctk.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ctk.core.steps.Declared;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class ValuesTests {

    private static final Declared STEP = new Declared("seed", "", List.of(), List.of());
    private static final Declared OTHER = new Declared("wait-for", "", List.of(), List.of());

    @ParameterizedTest
    @CsvSource({
        "text|json,words text json",
        "changed|root-mismatch|always,words changed root-mismatch always",
        "check,words check",
        "STEP,words seed wait-for",
        "USER[:GROUP],users",
        "[USER][:GROUP],users",
        "DIRECTORY,directories",
        "COMMAND,programs",
        "ARG,rest",
        "N,nothing",
        "I/N,nothing",
        "FILE,files",
        "PATH[:MODE],files",
        "WHATEVER,files",
    })
    void followFromWhatTheArgumentIsCalled(String label, String kind) {
        assertEquals(kind, new Values(List.of(STEP, OTHER)).of(label));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "Print this help.!Print this help",
                "Print a summary; and go. Then end.!Print a summary",
                "Do what X says: 1.5 times.!Do what X says: 1.5 times",
                "A very long sentence of more words than can stand beside an option in a menu, so"
                        + " it is cut.!A very long sentence of more words than can stand beside an"
                        + " option in ...",
            })
    void descriptionsAreCutToTheirFirstWords(String description, String brief) {
        assertEquals(brief, Brief.of(description));
    }
}
