package ctk.plugins.render;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.View;

/**
 * Write what the template gave. Which variables it has is not known here: so there are no guards.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared never
record WriteFile(
        String template,
        String to,
        byte[] bytes,
        FileStatus status,
        boolean isNeeded,
        boolean overwrites)
        implements Change {

    @Override
    public String description() {
        return "render " + Text.quote(to) + " from " + Text.quote(template);
    }

    @Override
    public void foresee(View view) {
        view.file(to, status);
        view.content(to, bytes);
    }

    @Override
    public void apply(Actions actions) throws SetupException {
        if (overwrites || actions.files().status(to) == null) {
            actions.write(to, bytes, status.owner(), status.mode());
        }
    }
}
