package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What {@code ctk run} is for. Needs root. */
class RunIT {

    @Test
    void becomesTheUserAndTheCommand() throws Exception {
        Run run = Run.ctk("run", "nobody", "--", "id").expect(0);
        assertEquals("uid=65534(nobody) gid=65534(nogroup) groups=65534(nogroup)\n", run.out());
    }

    @Test
    void passesTheExitCodeOfTheCommandOn() throws Exception {
        for (int code : new int[] {0, 1, 42, 125, 126, 127, 255}) {
            assertEquals(code, Run.ctk("run", "nobody", "--", "sh", "-c", "exit " + code).code());
        }
    }
}
