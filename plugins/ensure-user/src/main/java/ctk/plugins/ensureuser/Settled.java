package ctk.plugins.ensureuser;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.Guard;

import java.util.List;

/**
 * Says that there is nothing to do.
 *
 * @param description of what is so
 * @param guards what tells that it is still so
 */
record Settled(String description, List<Guard> guards) implements Change {

    @Override
    public boolean isNeeded() {
        return false;
    }

    @Override
    public void apply(Actions actions) {
        // nothing to do
    }
}
