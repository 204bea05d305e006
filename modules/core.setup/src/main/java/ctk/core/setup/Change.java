package ctk.core.setup;

import java.util.List;

/** One thing that a step makes so. */
public interface Change {

    /**
     * Return what it does, in one line of lower case, as for {@code create directory '/data'}:
     * {@link Text#quote} for what comes from outside, and never a secret.
     */
    String description();

    /** Tell whether there is anything to do; if not, it is not applied. */
    default boolean isNeeded() {
        return true;
    }

    /**
     * Tell the plan what will be so, for the steps behind this one. Called after planning, whether
     * or not the change is needed: a variable reaches the command in any case.
     *
     * @throws SetupException if it cannot be
     */
    default void foresee(View view) throws SetupException {}

    /**
     * Do it.
     *
     * @param actions what can be done
     * @throws SetupException if it fails; what was done of it stays, so that the next start can
     *     complete it
     * @throws InterruptedException if the time is over or ctk is to end: let it through
     * @implSpec Never called in a dry run. A file is the last time looked at here, not while
     *     planning: whoever owns a volume may have changed it meanwhile.
     */
    void apply(Actions actions) throws SetupException, InterruptedException;

    /**
     * Return what tells that there is nothing to do: where all of it holds, and the step is planned
     * with the same settings, users and variables, no change of it is needed. An empty list if that
     * is unknown; then a start with this change cannot be sealed (ctk-seal(1)).
     */
    default List<Guard> guards() {
        return List.of();
    }
}
