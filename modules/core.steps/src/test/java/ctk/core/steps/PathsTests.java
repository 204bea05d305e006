package ctk.core.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTests {

    @ParameterizedTest
    @CsvSource({"/a/b, /a/b", "/, /", "//, /", "/a//b/, /a/b", "/./a/., /a", "/a/..b, /a/..b"})
    void leavesOutWhatAddsNothing(String path, String normal) {
        assertEquals(normal, Paths.normal(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..", "/a/../b", "/a/..", "/../a"})
    void takesNoWayUp(String path) {
        assertNull(Paths.normal(path));
    }
}
