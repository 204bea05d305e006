package ctk.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class SuggestionsTests {

    private static final List<String> KNOWN =
            List.of("user", "run", "step", "no-new-privs", "owner", "path", "paths");

    @ParameterizedTest
    @CsvSource({
        "usr, user",
        "User, user",
        "users, user",
        "steps, step",
        "rn, run",
        "RUN, ''",
        "paht, path",
        "pathes, paths",
        "no_new_privs, no-new-privs",
        "nonewprivileges, ''",
        "no-new-privil, no-new-privs",
        "'', ''",
        "x, ''",
        "uid, ''",
        "something, ''",
    })
    void findsTheNearest(String word, String meant) {
        String hint = meant.isEmpty() ? null : "did you mean '" + meant + "'?";
        assertEquals(hint, Suggestions.near(word, KNOWN));
    }

    @Test
    void aHugeWordCostsLittle() {
        assertNull(Suggestions.near("x".repeat(1 << 20), KNOWN));
        assertNull(Suggestions.near("x", List.of()));
    }
}
