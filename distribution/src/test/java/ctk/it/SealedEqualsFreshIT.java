package ctk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ctk.it.SealedWorld.Both;
import ctk.it.SealedWorld.Decided;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whatever is sealed, and whatever changes then: a sealed start does what Java decides at that
 * moment, or leaves it to Java. Thousands of random worlds, of which some starts are made. Needs
 * root.
 */
class SealedEqualsFreshIT {

    /** Each world has a number of its own from here on. */
    private static final long SEED = Long.getLong("sealed.seed", 20_260_000);

    private static final int CASES = Integer.getInteger("sealed.cases", 12_000);
    private static final int OF_A_WORLD = 5;

    /** So many starts that are sealed for one that is made. */
    private static final int REAL = 16;

    private static final int SHOWN = 5;

    private final List<String> violations = new ArrayList<>();
    private int cases;
    private int performed;
    private int real;
    private int seen;

    @Test
    void doesWhatAFreshStartWouldOrFallsBack() throws Exception {
        long seed = SEED;
        int worlds = 0;
        int refused = 0;
        String program = Image.program("probe");
        try (SealedWorld world = SealedWorld.create()) {
            for (; cases < CASES && violations.size() < SHOWN; seed++) {
                worlds++;
                SealedCase random = new SealedCase(seed, program);
                random.make(world, false);
                Decided sealed = world.decide(random.sealing());
                if (!sealed.isExit(0)) {
                    assertTrue(sealed.isExit(125), seed + ": " + sealed + "\n" + random);
                    refused++;
                    if (Boolean.getBoolean("sealed.why")) System.out.println("WHY " + sealed.err().lines().findFirst().orElse(""));
                    continue;
                }
                check(world, seed, random, new SealedCase.Changed(random.start(false), List.of()));
                for (int i = 1; i < OF_A_WORLD; i++) {
                    random.make(world, true);
                    check(world, seed, random, random.change(world));
                }
            }
        }
        System.out.printf(
                "sealed or fresh: seed %d, %d worlds, %d of them refused, %d cases, %d performed,"
                        + " %d of them really, %d seen%n",
                SEED, worlds, refused, cases, performed, real, seen);
        assertEquals(List.of(), violations);
        assertTrue(performed * 5 > cases, "more than a fifth are performed");
        assertTrue((cases - performed) * 5 > cases, "more than a fifth fall back");
        assertTrue(real > 100, "some are made");
    }

    private void check(
            SealedWorld world, long seed, SealedCase random, SealedCase.Changed changed)
            throws Exception {
        cases++;
        SealedProcess start = changed.start();
        boolean isReal = performed % REAL == 0 && start.who().outlivesExec();
        Both both = world.start(start, isReal);
        if (both == null) {
            if (changed.done().isEmpty() && random.isOfRoot()) {
                violations.add("is not sealed at all: " + seed + "\n" + random);
            }
            return;
        }
        performed++;
        real += isReal ? 1 : 0;
        boolean isEqual = both.sealed().equals(both.usual()) && !both.isChanged();
        if (isReal && both.sealedRun().out().contains("uid ")) { seen++; }
        if (!isEqual || !Objects.equals(both.sealedRun(), both.usualRun())) {
            violations.add(
                    String.join(
                            "\n",
                            "seed " + seed,
                            random.toString(),
                            "behind " + changed.done(),
                            start.toString(),
                            both.toString()));
        }
    }
}
