package ctk.cmd.whoami;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserNamespaceTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'         0          0 4294967295'|the same outside",
                "0 100000 65536|0-65535 here are 100000-165535 outside",
                "0 1000 1\\n1 100000 2|0 here is 1000 outside, 1-2 here are 100000-100001 outside",
                "''|not mapped",
            })
    void saysAMap(String map, String words) {
        var ranges = UserNamespace.ranges(map.replace("\\n", "\n"));
        assertEquals(
                "users " + words + "; groups " + words,
                new UserNamespace(false, ranges, ranges).words());
    }

    @Test
    void saysTheInitialOneAndWhatItCannotTell() {
        assertNull(UserNamespace.ranges(null));
        assertEquals(
                "the initial one: ids are the machine's",
                new UserNamespace(true, null, null).words());
        assertEquals("cannot tell without /proc", new UserNamespace(null, null, null).words());
    }
}
