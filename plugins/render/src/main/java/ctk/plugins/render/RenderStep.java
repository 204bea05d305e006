package ctk.plugins.render;

import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Key;
import ctk.core.setup.Owner;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Write a file that is a template with its variables expanded: <code>${NAME}</code> and the other
 * forms of {@link ctk.core.setup.Variables#expand}; any other dollar stays.
 */
public final class RenderStep implements SetupStep {

    @Override
    public String summary() {
        return "write a file from a template, with variables expanded";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.required(
                        "template", Key.Type.PATH, "Text in UTF-8 of at most 1 MiB, with ${NAME}."),
                Key.required("to", Key.Type.PATH, "The file; its directory is there."),
                Key.optional(
                        "owner",
                        Key.Type.STRING,
                        "USER[:GROUP] of the file; without it that of the file that is there, else"
                                + " root."),
                Key.optional(
                        "mode",
                        Key.Type.MODE,
                        "0644",
                        "Its permissions; 0600 if it holds a secret."),
                Key.optional(
                        "overwrite",
                        Key.Type.FLAG,
                        "true",
                        "Whether a file that is there already is replaced."));
    }

    @Override
    public List<Change> plan(Settings settings, Context context) throws SetupException {
        String template = settings.string("template");
        String to = settings.string("to");
        FileStatus present = context.files().status(to);
        check(settings, present, context);
        Owner owner = owner(settings.stringOrNull("owner"), present, context);
        if (present != null && !settings.flag("overwrite")) {
            return List.of(new KeepFile(to));
        }
        byte[] bytes =
                new Template(template)
                        .render(to, context.files(), context.environment())
                        .getBytes(StandardCharsets.UTF_8);
        var status =
                new FileStatus(
                        FileStatus.Type.REGULAR,
                        owner,
                        (int) settings.number("mode"),
                        bytes.length);
        boolean isNeeded =
                present == null
                        || present.owner().uid() != owner.uid()
                        || present.owner().gid() != owner.gid()
                        || present.mode() != status.mode()
                        || present.size() != status.size()
                        || !Arrays.equals(context.files().read(to, bytes.length), bytes);
        return List.of(
                new WriteFile(template, to, bytes, status, isNeeded, settings.flag("overwrite")));
    }

    private static void check(Settings settings, @Nullable FileStatus present, Context context)
            throws SetupException {
        String to = settings.string("to");
        if (to.equals(settings.string("template"))) {
            throw settings.refuse("to", "it is the template");
        }
        if (to.endsWith("/")) {
            throw settings.refuse("to", Text.quote(to) + " is no path of a file");
        }
        if (present != null && !present.isRegular()) {
            throw settings.refuse("to", Text.quote(to) + " is there, and no regular file");
        }
        String parent = to.substring(0, Math.max(1, to.lastIndexOf('/')));
        FileStatus above = present == null ? context.files().status(parent) : null;
        boolean isMissing = above == null || above.isRegular();
        if (present == null && isMissing) {
            throw new SetupException(
                    "cannot render "
                            + Text.quote(to)
                            + ": there is no directory "
                            + Text.quote(parent),
                    "put a step before it that makes the directory: use = \"directory\"");
        }
    }

    private static Owner owner(@Nullable String spec, @Nullable FileStatus present, Context context)
            throws SetupException {
        if (spec != null) {
            return context.users().owner(spec);
        }
        return present == null ? Owner.ROOT : present.owner();
    }
}
