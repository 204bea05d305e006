package ctk.core.setup;

import org.jspecify.annotations.Nullable;

/** The system as the steps before will leave it. For planning: nothing of it changes anything. */
public interface Context {

    /** Return the users and groups. */
    Users users();

    /** Return the environment that the command will get. */
    Variables environment();

    /** Return the files. */
    Files files();

    /**
     * Return whom the command will run as, {@code USER[:GROUP]} as it was written and fit for
     * {@link Users#owner}, or null if it stays who ctk is. A step before may have yet to create it.
     */
    @Nullable String target();

    /**
     * Return who ctk is: root in most containers, which is what this says unless the context knows
     * better.
     */
    default Owner caller() {
        return Owner.ROOT;
    }

    /**
     * Refuse what {@link Actions#chown} would refuse of a tree, as far as that can be told before:
     * its mode, its patterns, and a root that no step may give away, such as {@code /etc}.
     *
     * @throws SetupException with the first objection
     * @implSpec Refuses nothing.
     */
    default void check(Actions.Tree tree) throws SetupException {}
}
