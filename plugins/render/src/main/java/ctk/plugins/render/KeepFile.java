package ctk.plugins.render;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Guard;
import ctk.core.setup.Text;

import java.util.List;

/** Leave the file that is there. */
record KeepFile(String path, FileStatus status) implements Change {

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

    @Override
    public List<Guard> guards() {
        return List.of(new Guard.Status(path, status));
    }
}
