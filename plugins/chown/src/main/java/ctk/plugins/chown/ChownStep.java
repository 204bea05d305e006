package ctk.plugins.chown;

import ctk.core.setup.Actions;
import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Key;
import ctk.core.setup.Owner;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;
import ctk.core.setup.Text;

import java.util.ArrayList;
import java.util.List;

/** Gives trees of files an owner, as {@code ctk chown-volumes} does. */
public final class ChownStep implements SetupStep {

    private static final long ANYBODY = -1;

    /** For the service loader. */
    public ChownStep() {}

    @Override
    public String summary() {
        return "give trees of files an owner, without following links";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.required("paths", Key.Type.PATHS, "The roots of the trees, which are there."),
                Key.optional(
                        "owner",
                        Key.Type.STRING,
                        "USER[:GROUP] (default: whom the command runs as)."),
                Key.optional(
                        "mode",
                        Key.Type.STRING,
                        "Permissions to give too, as chmod(1): octal or symbolic, such as"
                                + " u+rwX,g+rX."),
                Key.optional(
                        "policy",
                        Key.Type.STRING,
                        "changed",
                        "changed: files that are not yet so. root-mismatch: the same, but nothing"
                                + " in a tree whose root is already so; then let no step before"
                                + " give the root its owner."),
                Key.optional("from", Key.Type.STRING, "Change only files that this USER owns now."),
                Key.optional(
                        "exclude",
                        Key.Type.STRINGS,
                        "Leave alone what matches, and all below it: patterns on the path below"
                                + " the root, such as **/*.tmp."));
    }

    @Override
    public List<Change> plan(Settings settings, Context context) throws SetupException {
        List<String> paths = settings.strings("paths");
        if (paths.isEmpty()) {
            throw settings.refuse("paths", "it is empty");
        }
        Owner owner = owner(settings, context);
        long onlyOf = onlyOf(settings, context);
        List<String> excludes = settings.has("exclude") ? settings.strings("exclude") : List.of();
        boolean skips = skipsIfRootMatches(settings);
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            FileStatus root = root(path, settings, context);
            String mode = settings.stringOrNull("mode");
            var tree = new Actions.Tree(path, owner, mode, onlyOf, excludes, skips);
            context.check(tree);
            changes.add(new Given(tree, root));
        }
        return changes;
    }

    @Override
    public int timeout() {
        return 3600; // a volume of many million files takes its time
    }

    private static Owner owner(Settings settings, Context context) throws SetupException {
        String spec = settings.stringOrNull("owner");
        if (spec == null) {
            spec = context.target();
        }
        if (spec == null) {
            throw settings.refuse("owner", "it is missing, and no user is given to run as");
        }
        return context.users().owner(spec);
    }

    private static long onlyOf(Settings settings, Context context) throws SetupException {
        String spec = settings.stringOrNull("from");
        if (spec == null) {
            return ANYBODY;
        }
        if (spec.indexOf(':') >= 0) {
            throw settings.refuse(
                    "from", Text.quote(spec) + " names a group, which does not count");
        }
        return context.users().owner(spec).uid();
    }

    private static boolean skipsIfRootMatches(Settings settings) throws SetupException {
        String policy = settings.string("policy");
        if (policy.equals("root-mismatch")) {
            return true;
        }
        if (policy.equals("changed")) {
            return false;
        }
        throw settings.refuse("policy", Text.quote(policy) + " is not changed or root-mismatch");
    }

    private static FileStatus root(String path, Settings settings, Context context)
            throws SetupException {
        FileStatus status = context.files().status(path);
        if (status == null) {
            throw settings.refuse("paths", Text.quote(path) + " does not exist");
        }
        if (status.type() == FileStatus.Type.LINK) {
            throw settings.refuse("paths", Text.quote(path) + " is a symbolic link");
        }
        return status;
    }
}
