package ctk.plugins.ensureuser;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.View;

import org.jspecify.annotations.Nullable;

/**
 * Changes the file of users or that of groups, under the lock on both, from what the file holds at
 * that moment.
 *
 * <p>The entry without a password comes first: if ctk is killed between the two, it belongs to
 * nobody, and the next start finds the user or group still missing.
 */
final class TableChange implements Change {

    private static final String DIRECTORY = "/etc";
    private static final int MODE = 0644;
    private static final String HINT =
            "make /etc writable, or mount passwd and group and set in-place = true, or run the"
                    + " command as numbers (UID:GID), which need no entry";

    private final String description;
    private final Table table;
    private final Edit edit;
    private final byte[] after;
    private final @Nullable LockedLine locked;
    private final boolean isInPlace;

    /**
     * Describe it.
     *
     * @param after what the edit makes of the table
     * @param locked the entry without a password, or null
     */
    TableChange(
            String description,
            Table table,
            Edit edit,
            byte[] after,
            @Nullable LockedLine locked,
            boolean isInPlace) {
        this.description = description;
        this.table = table;
        this.edit = edit;
        this.after = after;
        this.locked = locked;
        this.isInPlace = isInPlace;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void foresee(View view) throws SetupException {
        if (!table.exists) {
            FileStatus.Type type = FileStatus.Type.REGULAR;
            view.file(table.path, new FileStatus(type, Owner.ROOT, MODE, after.length));
        }
        view.content(table.path, after);
    }

    @Override
    public void apply(Actions actions) throws SetupException, InterruptedException {
        if (actions.files().status(DIRECTORY) == null) {
            actions.createDirectory(DIRECTORY, null, -1);
        }
        LockedEdits work = new LockedEdits(actions);
        try {
            actions.withUsersLocked(work);
        } catch (SetupException e) {
            throw e == work.refusal ? e : hinted(e);
        }
    }

    /** Say what helps where /etc cannot be changed, if nothing else is said. */
    static SetupException hinted(SetupException e) {
        return e.hint() != null ? e : new SetupException(String.valueOf(e.getMessage()), HINT, e);
    }

    /** The edits, one after the other. */
    private final class LockedEdits implements Actions.Work {

        private final Actions actions;
        @Nullable SetupException refusal;

        LockedEdits(Actions actions) {
            this.actions = actions;
        }

        @Override
        public void run() throws SetupException {
            if (locked != null && actions.files().status(locked.file()) != null) {
                edit(locked.file(), locked);
            }
            if (actions.files().status(table.path) == null) {
                actions.write(table.path, made(new byte[0]), Owner.ROOT, MODE);
            } else {
                edit(table.path, edit);
            }
        }

        private void edit(String path, Edit edit) throws SetupException {
            Attempt attempt = new Attempt(edit);
            actions.edit(path, attempt, isInPlace);
            refusal = attempt.refusal;
            if (refusal != null) {
                throw refusal;
            }
        }

        private byte[] made(byte[] content) throws SetupException {
            Attempt attempt = new Attempt(edit);
            byte[] made = attempt.apply(content);
            refusal = attempt.refusal;
            if (refusal != null) {
                throw refusal;
            }
            return made;
        }
    }
}
