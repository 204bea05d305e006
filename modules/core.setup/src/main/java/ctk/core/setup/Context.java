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
}
