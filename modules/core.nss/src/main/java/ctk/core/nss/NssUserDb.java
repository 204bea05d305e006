package ctk.core.nss;

import ctk.core.linux.ByteString;
import ctk.core.userdb.GroupEntry;
import ctk.core.userdb.Origin;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.UserDb;
import ctk.core.userdb.UserSpecException;

import jnr.posix.Group;
import jnr.posix.Passwd;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;

/**
 * Users and groups as getpwnam(3), getpwuid(3), getgrnam(3) and getgrouplist(3) find them: from the
 * sources that /etc/nsswitch.conf names.
 *
 * <p>The library behind it has names as text. Names that are not UTF-8 are refused on the way there
 * and on the way back. Modules of the name service are loaded into this process.
 */
public final class NssUserDb implements UserDb {

    /** The kernel's limit, NGROUPS_MAX of setgroups(2). */
    private static final int MAX_GROUPS = 65_536;

    /** (gid_t) -1: in no list of groups, as it is nobody's. */
    private static final int NO_GROUP = -1;

    private static final Origin NSS = new Origin("nss", 0);

    /** What stands in a text for bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private @Nullable NameService service;

    /** Nothing is loaded before the first look-up. */
    public NssUserDb() {}

    @Override
    public @Nullable PasswdEntry userByName(ByteString name) throws UserSpecException, IOException {
        if (name.length() == 0) {
            return null;
        }
        String text = text(name);
        NameService calls = service();
        Passwd found = calls.posix.getpwnam(text);
        if (found == null) {
            calls.requireAnswer();
            return null;
        }
        return user(found, name.quoted());
    }

    @Override
    public @Nullable PasswdEntry userById(long uid) throws UserSpecException, IOException {
        NameService calls = service();
        Passwd found = calls.posix.getpwuid((int) uid);
        if (found == null) {
            calls.requireAnswer();
            return null;
        }
        return user(found, String.valueOf(uid));
    }

    @Override
    public @Nullable GroupEntry groupByName(ByteString name) throws UserSpecException, IOException {
        if (name.length() == 0) {
            return null;
        }
        String text = text(name);
        NameService calls = service();
        Group found = calls.posix.getgrnam(text);
        if (found == null) {
            calls.requireAnswer();
            return null;
        }
        String what = "group " + name.quoted();
        return new GroupEntry(
                bytes(found.getName(), what, "name"), id(found.getGID(), what, "gid"), NSS);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The C library leaves repetitions out.
     */
    @Override
    public long[] groupsOf(ByteString userName) throws UserSpecException {
        if (userName.length() == 0) {
            return new long[0];
        }
        byte[] name = Arrays.copyOf(userName.toBytes(), userName.length() + 1);
        NameService calls = service();
        int[] groups = new int[64];
        int[] count = {groups.length};
        while (calls.lists.getgrouplist(name, NO_GROUP, groups, count) < 0) {
            if (count[0] <= groups.length || count[0] > MAX_GROUPS + 1) {
                throw new UserSpecException(
                        "user " + userName.quoted() + " is in more than 65536 groups", null);
            }
            groups = new int[count[0]];
        }
        long[] ids = new long[Math.max(0, count[0] - 1)];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id(groups[i + 1], "user " + userName.quoted(), "group id");
        }
        return ids;
    }

    private NameService service() throws UserSpecException {
        NameService loaded = service;
        if (loaded == null) {
            loaded = NameService.load();
            service = loaded;
        }
        loaded.posix.errno(0);
        return loaded;
    }

    static PasswdEntry user(Passwd found, String asked) throws UserSpecException {
        String what = "user " + asked;
        return new PasswdEntry(
                bytes(found.getLoginName(), what, "name"),
                id(found.getUID(), what, "uid"),
                id(found.getGID(), what, "gid"),
                bytes(found.getHome(), what, "home"),
                bytes(found.getShell(), what, "shell"),
                NSS);
    }

    /** Return an id, which the library has as a number with a sign. */
    private static long id(long number, String what, String field) throws UserSpecException {
        long id = Integer.toUnsignedLong((int) number);
        if (id == Integer.toUnsignedLong(NO_GROUP)) {
            throw new UserSpecException(
                    "nss entry of " + what + " is malformed: " + field + " " + id + " is no id",
                    null);
        }
        return id;
    }

    private static ByteString bytes(@Nullable String text, String what, String field)
            throws UserSpecException {
        if (text != null && text.indexOf(REPLACEMENT) >= 0) {
            throw new UserSpecException(
                    "nss entry of " + what + " cannot be read: " + field + " is not UTF-8",
                    "--user-db=files takes any bytes");
        }
        return ByteString.of(text == null ? "" : text);
    }

    private static String text(ByteString name) throws UserSpecException {
        String text = name.toString();
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw new UserSpecException(
                    "name " + name.quoted() + " is not UTF-8, which --user-db=nss asks for",
                    "--user-db=files takes any bytes");
        }
        return text;
    }
}
