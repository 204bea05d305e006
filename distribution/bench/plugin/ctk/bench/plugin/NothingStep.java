package ctk.bench.plugin;

import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.Key;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupStep;

import java.util.List;

/** Does nothing. */
public final class NothingStep implements SetupStep {

    /** For the service loader. */
    public NothingStep() {}

    @Override
    public String summary() {
        return "do nothing";
    }

    @Override
    public List<Key> keys() {
        return List.of();
    }

    @Override
    public List<Change> plan(Settings settings, Context context) {
        return List.of();
    }
}
