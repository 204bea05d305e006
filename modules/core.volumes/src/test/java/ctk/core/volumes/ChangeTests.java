package ctk.core.volumes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTests {

    @ParameterizedTest
    @CsvSource({"-1, 7", "7, -1", "-1, -1"})
    void refusesAnOwnerThatLeavesSomethingOpen(long uid, long gid) {
        Owner owner = new Owner(uid, gid);
        assertEquals(
                "an id is not given: " + uid + ":" + gid,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Change(owner, Owner.ANYBODY, null, false))
                        .getMessage());
    }
}
