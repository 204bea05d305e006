package ctk.core.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTests {

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0, true",
        "1.2, 1.0, true",
        "1.0, 1.1, false",
        "1.0, 2.0, false",
        "2.0, 1.0, false",
        "1.0, 1, true",
        "1.0, 1.0.7, true",
        "1.10, 1.9, true",
        "1.9, 1.10, false",
        "1.0, '', false",
        "1.0, x, false",
        "1.0, -1.0, false",
        "1.0, 99999999999.0, false",
        "'', '', false",
    })
    void acceptsWhatItIsASupersetOf(String has, String needs, boolean accepts) {
        assertEquals(accepts, ApiVersion.accepts(has, needs));
    }
}
