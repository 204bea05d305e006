package ctk.plugins.ensureuser;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "_",
                "app",
                "App.Web",
                "a-b_c",
                "host$",
                "1e3",
                "7x",
                "_0",
                "abcdefghijklmnopqrstuvwxyz012345"
            })
    void takesNames(String name) {
        assertNull(Fields.wrongInName(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "1000",
                "-a",
                ".",
                "..",
                ".a",
                "$",
                "a$b",
                "a:b",
                "a\nb",
                "a\0",
                "a b",
                " a",
                "a/b",
                "a,b",
                "+a",
                "#a",
                "\u00e9",
                "a\u2028",
                "abcdefghijklmnopqrstuvwxyz0123456"
            })
    void refusesNames(String name) {
        assertNotNull(Fields.wrongInName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a:b", "/a\n", "/a\r", "/\0", "/\u0085", "/\u007f"})
    void refusesHomesAndShells(String path) {
        assertNotNull(Fields.wrongInHome(path));
        assertNotNull(Fields.wrongInShell(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh ", "/bin/sh\u00a0", "/bin/sh\u3000", "sh", "*"})
    void refusesShells(String path) {
        assertNotNull(Fields.wrongInShell(path));
    }
}
