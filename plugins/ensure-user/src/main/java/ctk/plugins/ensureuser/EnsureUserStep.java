package ctk.plugins.ensureuser;

import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.Key;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;

import java.util.List;

/**
 * Makes a user, its group and its home be so, in the place of groupadd, useradd and usermod: an
 * entry that is missing is appended, of one that is there the fields that differ are replaced, and
 * every other byte of the files stays.
 *
 * <p>What {@code ctk run} finds is what is changed: the first line of the name. Ids that it is not
 * told are those of the entry, or else the first free from 1000, of a group that of the user if it
 * is free. Ids are 0 to 4294967294, all alike but 0, which only root has, and root has no other. An
 * account that is made can be entered with no password.
 */
public final class EnsureUserStep implements SetupStep {

    /** For {@link java.util.ServiceLoader}. */
    public EnsureUserStep() {}

    @Override
    public String summary() {
        return "make a user, its group and its home be so";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.required("name", Key.Type.STRING, "The name of the user."),
                Key.optional("group", Key.Type.STRING, "Its primary group; without it, its name."),
                Key.optional("uid", Key.Type.ID, "Its id; without it, as it is or the first free."),
                Key.optional(
                        "gid", Key.Type.ID, "The id of the group; without it, as it is or free."),
                Key.optional(
                        "home", Key.Type.PATH, "Its home; without it, as it is or /home/NAME."),
                Key.optional(
                        "create-home", Key.Type.FLAG, "true", "Make a missing home, mode 0700."),
                Key.optional(
                        "shell", Key.Type.STRING, "Its shell; without it, as it is or /bin/sh."),
                Key.optional("groups", Key.Type.STRINGS, "Groups that it is to be in, too."),
                Key.optional("renumber", Key.Type.FLAG, "true", "Whether it may get other ids."),
                Key.optional(
                        "on-conflict",
                        Key.Type.STRING,
                        "refuse",
                        "What to do if another has the id: refuse, or share."),
                Key.optional(
                        "in-place",
                        Key.Type.FLAG,
                        "false",
                        "Whether to overwrite a file on which something is mounted."));
    }

    @Override
    public List<Change> plan(Settings settings, Context context) throws SetupException {
        return UserPlan.of(Request.of(settings), context.files());
    }
}
