package ctk.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustTests {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 644, 0, ",
        "0, 0, 755, 1000, ",
        "0, 50, 640, 0, ",
        "0, 0, 4755, 0, ",
        "1000, 1000, 644, 1000, ",
        "1000, 1000, 644, 0, uid 1000 owns it",
        "1000, 1000, 444, 0, uid 1000 owns it",
        "1000, 1000, 644, 1001, uid 1000 owns it",
        "4294967295, 0, 644, 0, uid 4294967295 owns it",
        "0, 50, 664, 0, group 50 can write to it",
        "0, 0, 775, 0, group 0 can write to it",
        "1000, 5, 664, 1000, group 5 can write to it",
        "0, 0, 646, 0, everybody can write to it",
        "0, 0, 1777, 0, everybody can write to it",
    })
    void judgesOwnerAndPermissions(long uid, long gid, String mode, long self, String objection) {
        assertEquals(objection, Trust.objection(uid, gid, Integer.parseInt(mode, 8), self));
    }
}
