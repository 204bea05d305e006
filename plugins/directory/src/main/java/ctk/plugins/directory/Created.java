package ctk.plugins.directory;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.View;

import org.jspecify.annotations.Nullable;

/**
 * A directory that is missing is made.
 *
 * @param owner null: the caller's
 */
record Created(String path, @Nullable Owner owner, int mode) implements Change {

    @Override
    public String description() {
        String whose = owner == null ? "" : " of " + owner;
        return "create directory " + Text.quote(path) + whose + ", mode " + octal(mode);
    }

    @Override
    public void foresee(View view) throws SetupException {
        view.file(path, status(owner == null ? Owner.ROOT : owner)); // as it is told of parents
    }

    @Override
    public void apply(Actions actions) throws SetupException {
        actions.createDirectory(path, owner, mode);
    }

    private FileStatus status(Owner whose) {
        return new FileStatus(FileStatus.Type.DIRECTORY, whose, mode, 0);
    }

    /** Return a mode in four octal digits, as chmod(1) takes it. */
    static String octal(int mode) {
        String digits = Integer.toOctalString(mode);
        return "0".repeat(4 - digits.length()) + digits;
    }
}
