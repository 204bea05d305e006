package ctk.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The end of the run of all tests of {@code ctk run} against sealed starts. */
@Order(Integer.MAX_VALUE)
class SealedStarts {

    /** Fewer are no test: most of the starts that the tests make can be sealed. */
    private static final long LEAST = 600;

    @Test
    void wereMany() throws Exception {
        assumeTrue(Sealing.IS_ON);
        String letters = Sealing.starts();
        long now = letters.chars().filter(letter -> letter == 'S').count();
        long still = letters.chars().filter(letter -> letter == 's').count();
        long refused = letters.chars().filter(letter -> letter == 'r').count();
        System.out.printf(
                "sealed starts, none with a VM: %d (%d sealed just before, %d by an earlier start);"
                        + " not sealed, since ctk seal refuses: %d%n",
                now + still, now, still, refused);
        assertTrue(now + still >= LEAST, "only " + (now + still) + " starts were sealed ones");
    }
}
