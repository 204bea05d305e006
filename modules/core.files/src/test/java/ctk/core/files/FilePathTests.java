package ctk.core.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class FilePathTests {

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd, /etc/., passwd",
        "/data, /., data",
        "/data/, /., data",
        "//a//./b/., /a/., b",
        "/a/..b/c.., /a/..b/., c..",
        "/.a, /., .a",
        "/, /., .",
        "/., /., .",
        "//, /., .",
        "/ä/\u65e5, /ä/., \u65e5"
    })
    void isDirectoryAndName(String path, String directory, String name) throws Exception {
        FilePath file = FilePath.of(path, Attempt.to("read", path));
        assertEquals(directory, file.directory(Math.max(file.length() - 1, 0)).toString());
        assertEquals(name, new String(file.name(), StandardCharsets.UTF_8));
    }

    @Test
    void refusesRelativePath() {
        assertRefused("a/b", "cannot read 'a/b': the path is not absolute", null);
    }

    @Test
    void refusesEmptyPath() {
        assertRefused("", "cannot read '': the path is empty", "is a variable unset?");
    }

    @ParameterizedTest
    @CsvSource({"/..", "/a/..", "/a/../b", "/../a"})
    void refusesWayUp(String path) {
        String message = "cannot read '" + path + "': there is '..' in the path";
        assertRefused(path, message, "give the path it leads to");
    }

    private static void assertRefused(String path, String message, @Nullable String hint) {
        Attempt attempt = Attempt.to("read", path);
        var e = assertThrows(SetupException.class, () -> FilePath.of(path, attempt));
        assertEquals(message, e.getMessage());
        assertEquals(hint, e.hint());
    }
}
