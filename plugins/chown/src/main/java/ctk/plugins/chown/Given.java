package ctk.plugins.chown;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Guard;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.View;

import java.util.List;

/**
 * A tree gets its owner.
 *
 * @param tree that
 * @param root what its root is
 */
record Given(Actions.Tree tree, FileStatus root) implements Change {

    @Override
    public String description() {
        String path = Text.quote(tree.path());
        if (!isNeeded()) {
            return path + " is of " + tree.owner() + ": what is below is left as it is";
        }
        String below = root.isDirectory() ? " and what is below" : "";
        String mode = tree.mode() == null ? "" : ", mode " + Text.quote(tree.mode());
        return "give " + path + below + " to " + tree.owner() + mode;
    }

    /** Only the walk can tell what a mode such as {@code u+rwX} asks of the root. */
    @Override
    public boolean isNeeded() {
        return !tree.skipIfRootMatches() || tree.mode() != null || !isOwned();
    }

    @Override
    public void foresee(View view) throws SetupException {
        if (!isNeeded()) {
            return;
        }
        if (tree.onlyOf() < 0 || tree.onlyOf() == root.owner().uid()) {
            view.file(tree.path(), owned());
        }
        if (root.isDirectory()) {
            view.unknownBelow(tree.path());
        }
    }

    @Override
    public void apply(Actions actions) throws SetupException, InterruptedException {
        actions.chown(tree);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Where root is to own it nothing tells: a volume of another kind may have come to that
     * path, one of the system's own directories, which are root's too and are refused.
     */
    @Override
    public List<Guard> guards() {
        boolean isKnown = root.isDirectory() || root.isRegular();
        if (!isKnown || isNeeded() || tree.owner().uid() == 0) {
            return List.of();
        }
        return List.of(new Guard.Status(tree.path(), root.type(), tree.owner(), Guard.ANY_MODE));
    }

    private FileStatus owned() {
        return new FileStatus(root.type(), tree.owner(), root.mode(), root.size());
    }

    // ids one by one: a record's equals costs at each start
    private boolean isOwned() {
        Owner owner = root.owner();
        return owner.uid() == tree.owner().uid() && owner.gid() == tree.owner().gid();
    }
}
