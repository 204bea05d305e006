package ctk.plugins.seed;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.View;

import org.jspecify.annotations.Nullable;

/**
 * A directory is filled.
 *
 * @param from the directory to copy from
 * @param original what that is
 * @param to the directory to fill
 * @param isNew whether it has to be made
 * @param owner of the copies; null: as the originals
 */
record Filled(String from, FileStatus original, String to, boolean isNew, @Nullable Owner owner)
        implements Change {

    /** The empty file that is in the directory for as long as copies are missing. */
    static final String MARKER = ".ctk-seed";

    @Override
    public String description() {
        String whose = owner == null ? "" : ", as " + owner;
        String quoted = Text.quote(to);
        String what = isNew ? "create " + quoted + " and fill it" : "fill " + quoted;
        return what + " from " + Text.quote(from) + whose;
    }

    @Override
    public void foresee(View view) throws SetupException {
        if (isNew) {
            view.file(to, new FileStatus(FileStatus.Type.DIRECTORY, copied(), original.mode(), 0));
        }
        view.unknownBelow(to);
    }

    @Override
    public void apply(Actions actions) throws SetupException, InterruptedException {
        if (actions.files().status(to) == null) {
            actions.createDirectory(to, copied(), original.mode());
        } else if (!SeedStep.isToBeFilled(to, actions.files())) {
            return; // another container did it since the plan was made, and may work with it
        }
        String marker = to + '/' + MARKER;
        actions.write(marker, new byte[0], copied(), 0600);
        actions.copy(from, to, owner);
        actions.remove(marker);
    }

    /** Who can make copies of this owner can make the directory and the marker, too. */
    private Owner copied() {
        return owner == null ? original.owner() : owner;
    }
}
