package ctk.core.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ctk.core.linux.ByteString;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class ProcessesTests {

    @ParameterizedTest
    @CsvSource({
        "ld --inhibit-cache --argv0 ctk --library-path /l /vm shell -c x, ctk shell -c x",
        "ld --inhibit-cache --argv0 ctk --library-path /l /vm, ctk",
        "ld --inhibit-cache --argv0 ctk --library-path /l,"
                + " ld --inhibit-cache --argv0 ctk --library-path /l",
        "a --argv0 b --inhibit-cache c d e, a --argv0 b --inhibit-cache c d e",
        "a, a"
    })
    void leavesTheLoaderOut(String line, String shown) {
        assertEquals(words(shown), Processes.withoutLoader(words(line)));
    }

    private static List<ByteString> words(String line) {
        return Processes.split(line.replace(' ', '\0'));
    }
}
