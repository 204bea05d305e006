package ctk.core.steps;

import ctk.core.setup.Guard;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Hears in a dry run, besides, what tells that there is nothing to do. */
public interface GuardReporter extends Reporter {

    /**
     * A change that is planned.
     *
     * @param description what it does
     * @param guards all of which tell that it is not needed; empty: nobody knows
     */
    record Guarded(String description, boolean isNeeded, List<Guard> guards) {}

    /**
     * A step was planned.
     *
     * @param step its id
     * @param foreign where it comes from, or null for one of the image
     */
    void guards(String step, @Nullable String foreign, List<Guarded> changes);
}
