package ctk.plugins.ensureuser;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.View;

import java.util.List;

/**
 * Gives what a user has in its home from its old ids to its new ones.
 *
 * @param path of the home
 * @param status what is there
 * @param oldUid whose files are meant
 * @param owner of them from now on
 */
record OwnerChange(String path, FileStatus status, long oldUid, Owner owner) implements Change {

    @Override
    public String description() {
        return "give files of uid " + oldUid + " in " + Text.quote(path) + " to " + owner;
    }

    @Override
    public void foresee(View view) {
        if (status.owner().uid() == oldUid) {
            view.file(path, new FileStatus(status.type(), owner, status.mode(), status.size()));
        }
    }

    /**
     * The entry changes after the files: where it cannot, as on a read-only root, they are to stay
     * too. So it is the lock that is tried first.
     */
    @Override
    public void apply(Actions actions) throws SetupException, InterruptedException {
        try {
            actions.withUsersLocked(new Nothing());
        } catch (SetupException e) {
            throw TableChange.hinted(e);
        }
        actions.chown(new Actions.Tree(path, owner, null, oldUid, List.of(), false));
    }

    private record Nothing() implements Actions.Work {
        @Override
        public void run() {}
    }
}
