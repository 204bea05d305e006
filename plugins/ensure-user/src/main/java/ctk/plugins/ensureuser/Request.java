package ctk.plugins.ensureuser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ctk.core.setup.Settings;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an entry of the configuration asks for.
 *
 * @param name of the user
 * @param group its primary group
 * @param uid to have, or -1
 * @param gid that the group is to have, or -1
 * @param home to have, or null
 * @param createsHome whether a missing home is made
 * @param shell to have, or null
 * @param groups that it is to be a member of, too
 * @param rules what may be done about ids that are in the way
 * @param isInPlace whether a file that cannot be replaced is overwritten
 */
record Request(
        String name,
        String group,
        long uid,
        long gid,
        @Nullable String home,
        boolean createsHome,
        @Nullable String shell,
        List<String> groups,
        Rules rules,
        boolean isInPlace) {

    private static final String ROOT = "root";
    private static final long MOST = 4_294_967_294L;

    /** Read an entry, and refuse what no user can be. */
    static Request of(Settings settings) throws SetupException {
        String name = name(settings, "name");
        String group = settings.has("group") ? name(settings, "group") : name;
        List<String> groups = settings.has("groups") ? settings.strings("groups") : List.of();
        for (String further : groups) {
            check(settings, "groups", Fields.wrongInName(further));
        }
        String home = settings.stringOrNull("home");
        if (home != null) {
            check(settings, "home", Fields.wrongInHome(home));
        }
        String shell = settings.stringOrNull("shell");
        if (shell != null) {
            check(settings, "shell", Fields.wrongInShell(shell));
        }
        long uid = id(settings, "uid", name);
        if (uid == 0 && !name.equals(ROOT)) {
            throw settings.refuse("uid", "it is that of root");
        }
        return new Request(
                name,
                group,
                uid,
                id(settings, "gid", group),
                home,
                settings.flag("create-home"),
                shell,
                groups,
                new Rules(settings.flag("renumber"), shares(settings)),
                settings.flag("in-place"));
    }

    /** Return the name as it stands in a file. */
    byte[] nameBytes() {
        return name.getBytes(US_ASCII);
    }

    /** Return the name of the group as it stands in a file. */
    byte[] groupBytes() {
        return group.getBytes(US_ASCII);
    }

    private static String name(Settings settings, String key) throws SetupException {
        String name = settings.string(key);
        check(settings, key, Fields.wrongInName(name));
        return name;
    }

    /** Return the id, which of root is always 0, or -1. */
    private static long id(Settings settings, String key, String name) throws SetupException {
        boolean isRoot = name.equals(ROOT);
        if (!settings.has(key)) {
            return isRoot ? 0 : -1;
        }
        long id = settings.number(key);
        if (id < 0 || id > MOST) {
            throw settings.refuse(key, "it is out of range (0 to " + MOST + ")");
        }
        if (isRoot && id != 0) {
            throw settings.refuse(key, "that of root is 0");
        }
        return id;
    }

    private static boolean shares(Settings settings) throws SetupException {
        String choice = settings.string("on-conflict");
        if (!choice.equals("share") && !choice.equals("refuse")) {
            throw settings.refuse("on-conflict", "it is neither 'refuse' nor 'share'");
        }
        return choice.equals("share");
    }

    private static void check(Settings settings, String key, @Nullable String cause)
            throws SetupException {
        if (cause != null) {
            throw settings.refuse(key, cause);
        }
    }
}
