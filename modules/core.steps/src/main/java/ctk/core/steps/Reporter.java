package ctk.core.steps;

/** Hears what becomes of a set-up. Called on the thread of the steps, in their order. */
public interface Reporter {

    /**
     * A change is planned, and will not be applied now: it is not needed, or this is a dry run.
     *
     * @param step the id of the step
     * @param description what the change does
     */
    void planned(String step, String description, boolean isNeeded);

    /** A step is left out, since its {@code when} is empty. */
    void skipped(String step);

    /** In a dry run: a step is planned only after another one, a barrier, ran. */
    void postponed(String step, String barrier);

    /** A change was applied. */
    void applied(String step, String description, long nanoseconds);

    /** Something that the user should know. */
    void warning(String text);
}
