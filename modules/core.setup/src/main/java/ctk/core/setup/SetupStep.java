package ctk.core.setup;

import java.util.List;

/**
 * A kind of set-up, such as {@code directory}, that a configuration asks for by its id.
 *
 * <p>The id is the simple name of the class, without {@code Step} at its end, in lower case with
 * hyphens: {@code EnsureUserStep} is {@code ensure-user}. So it is known before there is an object.
 * A step is found by {@link java.util.ServiceLoader}: its module says {@code provides
 * ctk.core.setup.SetupStep with ...}, and exports nothing.
 *
 * <p>One object is made for each entry of the configuration, by its public constructor without
 * parameters, which does nothing. All of it happens on one thread, in the order of the
 * configuration.
 */
public interface SetupStep {

    /** Return what the step does, in one line of lower case without a full stop. */
    String summary();

    /**
     * Return the keys that an entry may have, beside {@code use}, {@code when} and {@code timeout}.
     */
    List<Key> keys();

    /**
     * Work out what is to be done, and do nothing of it.
     *
     * @param settings the entry, of which every key is known and every value has its type
     * @param context the system as the steps before this one will leave it
     * @return the changes that make it so, in their order, with those that are not needed
     * @throws SetupException if it cannot be done
     * @throws InterruptedException if the time is over or ctk is to end: let it through
     * @implSpec Is called again where a step before had to be applied first, see {@link
     *     View#unknownBelow}. Runs as root at every start of a container and in every dry run, so
     *     it costs as little as it can. It reads files through the context, and never writes.
     */
    List<Change> plan(Settings settings, Context context)
            throws SetupException, InterruptedException;

    /**
     * Tell whether nobody knows what the step leaves behind before it ran. If so, what follows is
     * planned only after it. True for every step that calls {@link Actions#run}: its program would
     * else see the variables of steps behind it.
     */
    default boolean isBarrier() {
        return false;
    }

    /** Return how many seconds the step may take where the configuration does not say. */
    default int timeout() {
        return 60;
    }
}
