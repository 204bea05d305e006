package ctk.plugins.ensureuser;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.View;

/**
 * Makes a home that is missing.
 *
 * @param path of the directory
 * @param owner of it
 */
record HomeChange(String path, Owner owner) implements Change {

    /** HOME_MODE of login.defs(5) as Debian and Fedora deliver it. */
    private static final int MODE = 0700;

    @Override
    public String description() {
        return "create directory " + Text.quote(path) + " of " + owner + ", mode 0700";
    }

    @Override
    public void foresee(View view) {
        view.file(path, new FileStatus(FileStatus.Type.DIRECTORY, owner, MODE, 0));
    }

    @Override
    public void apply(Actions actions) throws SetupException {
        if (actions.files().status(path) == null) {
            actions.createDirectory(path, owner, MODE);
        }
    }
}
