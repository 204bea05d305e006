package ctk.plugins.secrets;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;

/** Nothing, but without guards: what the environment will hold next time is not known. */
record NoOthers() implements Change {

    @Override
    public String description() {
        return "leave other variables as they are";
    }

    @Override
    public boolean isNeeded() {
        return false;
    }

    @Override
    public void apply(Actions actions) {}
}
