package ctk.core.steps;

import ctk.core.setup.Key;
import ctk.core.setup.SetupStep;

import java.util.List;

/**
 * What a step says of itself, for documents. Nothing is native here, so it works in any VM.
 *
 * @param id what a configuration calls it
 * @param summary what it does, in one line
 * @param keys its own
 * @param common the keys of every step, with the time-out of this one
 */
public record Declared(String id, String summary, List<Key> keys, List<Key> common) {

    /** Ask a step that can be trusted. */
    public static Declared of(SetupStep step) {
        List<Key> own = List.copyOf(step.keys());
        List<Key> all = EntryCheck.keys(own, step.timeout());
        List<Key> common = all.subList(own.size(), all.size());
        return new Declared(Found.id(step.getClass().getName()), step.summary(), own, common);
    }
}
