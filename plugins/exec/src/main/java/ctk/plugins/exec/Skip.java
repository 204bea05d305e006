package ctk.plugins.exec;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.Text;

/** Do nothing with a file, and say why. */
record Skip(String path, String cause) implements Change {

    @Override
    public String description() {
        return "skip " + Text.quote(path) + ": " + cause;
    }

    @Override
    public boolean isNeeded() {
        return false;
    }

    @Override
    public void apply(Actions actions) {}
}
