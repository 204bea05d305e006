package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Starts with too little of what a VM needs: they run the command, or end in one line. Needs root.
 */
@LeftOutWhenSealed("a sealed start has no VM")
class FaultMemoryIT {

    private static final int BY_CHANCE = 24;
    private static final int MEBIBYTE = 1 << 20;

    /** With less the kernel executes no program. */
    private static final int LEAST = 3 * MEBIBYTE;

    private static final int ENOUGH = 300 * MEBIBYTE;

    @Test
    void hasSomeAddressSpace() throws Exception {
        long seed = System.nanoTime();
        System.out.println("FaultMemoryIT: address space by the seed " + seed);
        Random random = new Random(seed);
        List<Integer> sizes = new ArrayList<>();
        for (int size = LEAST; size < ENOUGH; size += 12 * MEBIBYTE) {
            sizes.add(size);
        }
        for (int mebibytes = 184; mebibytes < 210; mebibytes++) { // where it becomes enough
            sizes.add(mebibytes * MEBIBYTE);
        }
        for (int i = 0; i < BY_CHANCE; i++) {
            sizes.add(random.nextInt(LEAST, ENOUGH));
        }
        List<Integer> enough = new ArrayList<>();
        for (int size : sizes) {
            Run run = StartState.PLAIN.and("--as=" + size).ctk("run", "nobody", "--", "echo", "x");
            if (isRun(run, size)) {
                enough.add(size);
            }
        }
        assertTrue(enough.size() > 5 && enough.size() < sizes.size() - 5, enough.toString());
    }

    /** Each thread counts, as in a control group of processes; but not for root. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16})
    void mayHaveSomeThreads(int most) throws Exception {
        StartState state =
                StartState.PLAIN.and(
                        "--rlimit=nproc=" + most + ":" + most,
                        "--groups=",
                        "--gid=54420",
                        "--uid=" + (54_420 + most));
        Run run = state.ctk("run", "--if-not-root=exec", "nobody", "--", "echo", "x");
        boolean isRun = isRun(run, most);
        assertTrue(most == 1 ? !isRun : isRun || most < 16, run.toString());
    }

    private static boolean isRun(Run run, int given) {
        if (run.code() == 0) {
            assertEquals("x\n", run.out());
            String warning = "ctk run: warning: stays who it is: [^\n]+\n";
            assertTrue(run.err().matches("(?:" + warning + ")?"), run.err());
            return true;
        }
        assertEquals(125, run.code(), given + ": " + run);
        assertEquals("", run.out());
        assertTrue(run.err().matches("ctk(?: run)?: [^\n]+\n"), given + ": " + run.err());
        return false;
    }
}
