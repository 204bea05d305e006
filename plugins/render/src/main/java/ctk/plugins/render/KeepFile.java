package ctk.plugins.render;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.Text;

/** Leave the file that is there. */
record KeepFile(String path) implements Change {

    @Override
    public String description() {
        return "leave " + Text.quote(path) + " as it is";
    }

    @Override
    public boolean isNeeded() {
        return false;
    }

    @Override
    public void apply(Actions actions) {}
}
