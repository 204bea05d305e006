package ctk.plugins.directory;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Guard;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.View;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A directory that is there gets what it lacks.
 *
 * @param present what it is
 * @param owner null: it stays
 * @param mode -1: it stays
 */
record Kept(String path, FileStatus present, @Nullable Owner owner, int mode) implements Change {

    @Override
    public String description() {
        String directory = "directory " + Text.quote(path);
        if (changesOwner()) {
            String rest = changesMode() ? ", mode " + Created.octal(mode) : "";
            return "give " + directory + " to " + owner + rest;
        }
        if (changesMode()) {
            return "change mode of " + directory + " to " + Created.octal(mode);
        }
        return directory + " is of " + present.owner() + ", mode " + Created.octal(present.mode());
    }

    @Override
    public boolean isNeeded() {
        return changesOwner() || changesMode();
    }

    @Override
    public void foresee(View view) throws SetupException {
        view.file(path, wanted());
    }

    @Override
    public void apply(Actions actions) throws SetupException {
        actions.createDirectory(path, owner, mode);
    }

    @Override
    public List<Guard> guards() {
        return List.of(new Guard.Status(path, FileStatus.Type.DIRECTORY, owner, mode));
    }

    private FileStatus wanted() {
        return new FileStatus(
                FileStatus.Type.DIRECTORY,
                owner == null ? present.owner() : owner,
                mode < 0 ? present.mode() : mode,
                present.size());
    }

    // ids one by one: a record's equals costs at each start
    private boolean changesOwner() {
        return owner != null
                && (owner.uid() != present.owner().uid() || owner.gid() != present.owner().gid());
    }

    private boolean changesMode() {
        return mode >= 0 && mode != present.mode();
    }
}
