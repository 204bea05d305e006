package ctk.plugins.directory;

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

/** Makes directories, and gives those that are there their owner and mode. */
public final class DirectoryStep implements SetupStep {

    private static final int DEFAULT_MODE = 0755;

    /** For the service loader. */
    public DirectoryStep() {}

    @Override
    public String summary() {
        return "make directories, with owner and mode";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.optional("path", Key.Type.PATH, "The directory. Give this, paths, or both."),
                Key.optional("paths", Key.Type.PATHS, "More directories, or all of them."),
                Key.optional(
                        "owner",
                        Key.Type.STRING,
                        "USER[:GROUP]. Without it a new directory is the caller's, and another"
                                + " keeps its owner."),
                Key.optional(
                        "mode",
                        Key.Type.MODE,
                        "All twelve bits: 0750 takes set-group-ID away. Without it a new directory"
                                + " gets 0755, and another keeps its mode."),
                Key.optional(
                        "own-parents",
                        Key.Type.FLAG,
                        "false",
                        "Give the directories above that have to be made the owner too, with mode"
                                + " 0755; those that are there stay as they are. Otherwise they"
                                + " are the caller's."));
    }

    @Override
    public List<Change> plan(Settings settings, Context context) throws SetupException {
        List<String> named = named(settings);
        String spec = settings.stringOrNull("owner");
        Owner owner = spec == null ? null : context.users().owner(spec);
        int mode = settings.has("mode") ? (int) settings.number("mode") : -1;
        List<Change> changes = new ArrayList<>();
        List<String> done = new ArrayList<>(named);
        for (String path : named) {
            if (owner != null && settings.flag("own-parents")) {
                addParents(changes, path, owner, context, done);
            }
            String key = isPath(settings, path) ? "path" : "paths";
            FileStatus status = context.files().status(path);
            if (path.equals("/")) {
                throw settings.refuse(key, "it is the root of the file system");
            }
            if (status == null) {
                changes.add(new Created(path, owner, mode < 0 ? DEFAULT_MODE : mode));
            } else if (status.isDirectory()) {
                changes.add(new Kept(path, status, owner, mode));
            } else {
                throw settings.refuse(key, Text.quote(path) + " is no directory");
            }
        }
        return changes;
    }

    private static List<String> named(Settings settings) throws SetupException {
        List<String> named = new ArrayList<>();
        if (settings.has("path")) {
            named.add(settings.string("path"));
        }
        if (settings.has("paths")) {
            named.addAll(settings.strings("paths"));
        }
        if (named.isEmpty()) {
            throw settings.refuse(
                    settings.has("paths") ? "paths" : "path", "no directory is named");
        }
        return named;
    }

    private static boolean isPath(Settings settings, String path) {
        return path.equals(settings.stringOrNull("path"));
    }

    /** Add those above that are missing, from the top, if they are not done otherwise. */
    private static void addParents(
            List<Change> changes, String path, Owner owner, Context context, List<String> done)
            throws SetupException {
        for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
            String parent = path.substring(0, end);
            if (!done.contains(parent) && context.files().status(parent) == null) {
                changes.add(new Created(parent, owner, DEFAULT_MODE));
                done.add(parent);
            }
        }
    }
}
