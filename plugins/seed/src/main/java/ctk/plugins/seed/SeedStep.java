package ctk.plugins.seed;

import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.Key;
import ctk.core.setup.Owner;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;
import ctk.core.setup.Text;

import java.util.List;

/**
 * Fills an empty volume from a directory of the image.
 *
 * <p>A start that is killed in between leaves {@value Filled#MARKER} behind, from which the next
 * one knows that it has to complete the work. Two containers may seed one volume at the same time:
 * each file takes its place whole. But what the application of the first changes while the second
 * still copies is then replaced by the original.
 */
public final class SeedStep implements SetupStep {

    /** For the service loader. */
    public SeedStep() {}

    @Override
    public String summary() {
        return "fill an empty directory from another";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.required("from", Key.Type.PATH, "The directory whose content is copied."),
                Key.required(
                        "to",
                        Key.Type.PATH,
                        "The directory that is filled if nothing but lost+found is in it, so put"
                                + " the step before those that make something there. If it is"
                                + " missing it is made, with the mode of from."),
                Key.optional(
                        "owner",
                        Key.Type.STRING,
                        "USER[:GROUP] of the copies (default: as in from)."));
    }

    @Override
    public List<Change> plan(Settings settings, Context context) throws SetupException {
        String from = settings.string("from");
        String to = settings.string("to");
        FileStatus original = context.files().status(from);
        if (original == null) {
            throw settings.refuse("from", Text.quote(from) + " does not exist");
        }
        if (!original.isDirectory()) {
            throw settings.refuse("from", Text.quote(from) + " is no directory");
        }
        if (isAtOrBelow(to, from)) {
            throw settings.refuse("to", Text.quote(to) + " is at or below " + Text.quote(from));
        }
        if (isAtOrBelow(from, to)) {
            throw settings.refuse("from", Text.quote(from) + " is below " + Text.quote(to));
        }
        String spec = settings.stringOrNull("owner");
        Owner owner = spec == null ? null : context.users().owner(spec);
        FileStatus present = context.files().status(to);
        if (present != null && !present.isDirectory()) {
            throw settings.refuse("to", Text.quote(to) + " is no directory");
        }
        if (present != null && !isToBeFilled(to, context.files())) {
            return List.of(new Left(to));
        }
        return List.of(new Filled(from, original, to, present == null, owner));
    }

    @Override
    public int timeout() {
        return 3600; // it may be gigabytes, onto a network
    }

    /** Tell whether a directory is empty, or a start before this one began to fill it. */
    static boolean isToBeFilled(String to, Files files) throws SetupException {
        return files.status(to + '/' + Filled.MARKER) != null
                || files.isEmptyBut(to, List.of("lost+found", Filled.MARKER));
    }

    private static boolean isAtOrBelow(String path, String directory) {
        return directory.equals("/") || path.equals(directory) || path.startsWith(directory + '/');
    }
}
