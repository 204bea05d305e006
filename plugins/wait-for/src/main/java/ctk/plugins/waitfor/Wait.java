package ctk.plugins.waitfor;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.SetupException;

/**
 * Look whether something is there until it is.
 *
 * @param interval milliseconds between two looks
 */
record Wait(Target target, long interval) implements Change {

    @Override
    public String description() {
        return "wait for " + target.name();
    }

    @Override
    public void apply(Actions actions) throws SetupException, InterruptedException {
        while (!target.isThere(actions.files())) {
            Thread.sleep(interval);
        }
    }
}
