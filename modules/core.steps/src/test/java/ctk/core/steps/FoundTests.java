package ctk.core.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundTests {

    @ParameterizedTest
    @CsvSource({
        "a.b.EnsureUserStep, ensure-user",
        "a.b.Chown, chown",
        "ChownStep, chown",
        "a.Outer$WaitForStep, wait-for",
        "a.Step, step",
        "a.DoStepStep, do-step",
        "a.HTTPStep, h-t-t-p",
        "a.Wait4It, wait4-it",
    })
    void takesTheIdFromTheNameOfTheClass(String className, String id) {
        assertEquals(id, Found.id(className));
    }
}
