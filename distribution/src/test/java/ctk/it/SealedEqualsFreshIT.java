package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.it.SealedCase.Changed;
import ctk.it.SealedWorld.Both;
import ctk.it.SealedWorld.Decided;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whatever is sealed, and whatever changes then: a sealed start does what Java decides at that
 * moment, byte for byte and line for line, and leaves no work undone; or it leaves all to Java.
 * Thousands of random worlds; some of the starts are made, both ways. Needs root.
 */
class SealedEqualsFreshIT {

    /** The world of a number is always the same; a failure names its number. */
    private static final long FIRST = Long.getLong("sealed.first", 20_260_000);

    private static final int CASES = Integer.getInteger("sealed.cases", 11_000);

    /** The first of a world is without a change. */
    private static final int OF_A_WORLD = 6;

    /** So many starts that are sealed for one that is made. */
    private static final int REAL = 16;

    private static final int SHOWN = 5;
    private static final int REFUSED = 125;

    private final List<String> violations = new ArrayList<>();
    private int cases;
    private int performed;
    private int real;

    /** Of those that were made, so many came to run the command. */
    private int ran;

    @Test
    void doesWhatAFreshStartWouldOrFallsBack() throws Exception {
        String program = Image.program("probe");
        int worlds = 0;
        int refused = 0;
        try (SealedWorld world = SealedWorld.create()) {
            while (cases < CASES && violations.size() < SHOWN) {
                long number = FIRST + worlds++;
                SealedCase random = new SealedCase(number, program);
                random.make(world, false);
                Decided sealing = world.decide(random.sealing());
                if (sealing.isExit(0)) {
                    check(world, number, random);
                } else {
                    assertTrue(sealing.isExit(REFUSED), number + "\n" + random + "\n" + sealing);
                    refused++;
                }
            }
        }
        System.out.printf(
                "sealed or fresh: from world %d %d worlds, %d of them not to be sealed; %d cases,"
                        + " %d sealed; %d starts made, %d of them ran the command%n",
                FIRST, worlds, refused, cases, performed, real, ran);
        assertEquals(List.of(), violations);
        assertTrue(performed > cases / 5, "more than a fifth are sealed");
        assertTrue(cases - performed > cases / 5, "more than a fifth fall back");
        assertTrue(ran > cases / 100, "some are made");
    }

    private void check(SealedWorld world, long number, SealedCase random) throws Exception {
        Changed unchanged = new Changed(random.start(false), List.of());
        boolean isSealed = check(world, number, random, unchanged);
        if (!isSealed && random.isOfRoot()) {
            violations.add("not sealed at all: world " + number + "\n" + random);
        }
        for (int i = 1; i < OF_A_WORLD; i++) {
            random.make(world, true);
            check(world, number, random, random.change(world));
        }
    }

    /** Return whether it is sealed. */
    private boolean check(SealedWorld world, long number, SealedCase random, Changed changed)
            throws Exception {
        SealedProcess start = changed.start();
        boolean isReal = performed % REAL == 0 && start.who().outlivesExec();
        Both both = world.start(start, isReal);
        cases++;
        if (both == null) {
            return false;
        }
        performed++;
        boolean isSame = both.sealed().equals(both.usual()) && !both.isChanged();
        Run run = both.usualRun();
        if (run != null) {
            real++;
            ran += run.out().contains("\nuid ") ? 1 : 0;
            isSame &= Objects.equals(both.sealedRun(), run);
        }
        if (!isSame) {
            violations.add(
                    String.join(
                            "\n",
                            "world " + number,
                            random.toString(),
                            "then " + changed.done(),
                            start.toString(),
                            both.toString()));
        }
        return true;
    }
}
