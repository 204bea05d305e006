package ctk.plugins.waitfor;

import ctk.core.setup.Files;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

/** A file of any type. */
record ExistingFile(String path) implements Target {

    @Override
    public String name() {
        return "path " + Text.quote(path);
    }

    @Override
    public boolean isThere(Files files) throws SetupException {
        return files.status(path) != null;
    }
}
