package ctk.plugins.seed;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.Text;

/** A directory that holds something already is left alone. */
record Left(String path) implements Change {

    @Override
    public String description() {
        return Text.quote(path) + " is not empty: left as it is";
    }

    @Override
    public boolean isNeeded() {
        return false;
    }

    @Override
    public void apply(Actions actions) {}
}
