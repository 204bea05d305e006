package ctk.core.steps;

import ctk.core.setup.Key;
import ctk.core.setup.SetupStep;

import java.util.List;

/**
 * A step that was made, and what it says of itself.
 *
 * @param summary empty if it was not asked for
 * @param keys that an entry may have, those of every step at the end
 * @param timeout in seconds, where the entry does not say
 */
public record Asked(
        SetupStep step, String summary, List<Key> keys, int timeout, boolean isBarrier) {}
