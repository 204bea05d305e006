package ctk.plugins.secrets;

import ctk.core.setup.Change;
import ctk.core.setup.Context;
import ctk.core.setup.Key;
import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;
import ctk.core.setup.SetupStep;

import java.util.ArrayList;
import java.util.List;

/**
 * Give variables the content of files: X that of the file that X_FILE names, which is then unset.
 * What official images do in their entrypoints as {@code file_env}; as there, a variable that is
 * empty counts as one that is not set.
 */
public final class SecretsStep implements SetupStep {

    private static final String SUFFIX = "_FILE";

    @Override
    public String summary() {
        return "set variables from the files that their _FILE variables name";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.optional(
                        "variables",
                        Key.Type.STRINGS,
                        "Names X of variables that X_FILE may give the file for."),
                Key.optional(
                        "all",
                        Key.Type.FLAG,
                        "false",
                        "Take each variable that ends in _FILE and holds the absolute path of a"
                                + " regular file, whatever it was meant for."),
                Key.optional(
                        "required",
                        Key.Type.FLAG,
                        "false",
                        "Refuse to start if one of the variables is set in neither way."));
    }

    @Override
    public List<Change> plan(Settings settings, Context context) throws SetupException {
        boolean takesAll = settings.flag("all");
        if (!settings.has("variables") && !takesAll) {
            throw settings.refuse("variables", "there are none, and all is not true");
        }
        var changes = new ArrayList<Change>();
        var seen = new ArrayList<String>();
        if (settings.has("variables")) {
            for (String name : settings.strings("variables")) {
                check(settings, name);
                if (!seen.contains(name)) {
                    seen.add(name);
                    changes.add(named(name, settings.flag("required"), context));
                }
            }
        }
        if (takesAll) {
            addOthers(changes, seen, context);
        }
        return changes;
    }

    private static void check(Settings settings, String name) throws SetupException {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw settings.refuse("variables", VariableName.shown(name) + " is no name");
        }
        if (name.endsWith(SUFFIX)) {
            throw settings.refuse(
                    "variables",
                    VariableName.shown(name)
                            + " ends in _FILE: name the variable that is to be set");
        }
    }

    private static Change named(String name, boolean isRequired, Context context)
            throws SetupException {
        if (hasValue(context, name + SUFFIX)) {
            return fromFile(name, context);
        }
        if (isRequired && !hasValue(context, name)) {
            throw new SetupException(
                    "neither "
                            + VariableName.shown(name)
                            + " nor "
                            + VariableName.shown(name + SUFFIX)
                            + " is set");
        }
        return new KeepVariable(name, context.environment().bytes(name + SUFFIX) != null);
    }

    private static void addOthers(List<Change> changes, List<String> seen, Context context)
            throws SetupException {
        for (String fileName : context.environment().names()) {
            int length = fileName.length() - SUFFIX.length();
            if (length <= 0 || !fileName.endsWith(SUFFIX)) {
                continue;
            }
            String name = fileName.substring(0, length);
            if (!seen.contains(name) && SecretFile.isNamedBy(fileName, context)) {
                changes.add(fromFile(name, context));
            }
        }
        changes.add(new NoOthers());
    }

    private static Change fromFile(String name, Context context) throws SetupException {
        if (hasValue(context, name)) {
            throw new SetupException(
                    "both "
                            + VariableName.shown(name)
                            + " and "
                            + VariableName.shown(name + SUFFIX)
                            + " are set",
                    "unset one of them");
        }
        SecretFile file = SecretFile.read(name + SUFFIX, context);
        return new SetVariable(name, name + SUFFIX, file);
    }

    private static boolean hasValue(Context context, String name) {
        byte[] value = context.environment().bytes(name);
        return value != null && value.length > 0;
    }
}
