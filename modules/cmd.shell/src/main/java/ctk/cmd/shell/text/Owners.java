package ctk.cmd.shell.text;

import ctk.core.linux.ByteString;
import ctk.core.userdb.AllEntries;
import ctk.core.userdb.EtcFile;
import ctk.core.userdb.UserSpecException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Names of users and groups in place of their ids, where there are any. */
public final class Owners {

    private final @Nullable AllEntries entries;

    private Owners(@Nullable AllEntries entries) {
        this.entries = entries;
    }

    /** Read them once; where that fails, or is not wanted, ids stay numbers. */
    public static Owners read(boolean numeric) {
        try {
            return new Owners(numeric ? null : all());
        } catch (IOException | UserSpecException e) {
            return new Owners(null);
        }
    }

    /** Read the passwd and the group file. */
    public static AllEntries all() throws IOException, UserSpecException {
        return new AllEntries(new EtcFile("/etc/passwd"), new EtcFile("/etc/group"));
    }

    /** Return the name of a user for one cell of a table, or the number. */
    public String user(long uid) {
        AllEntries known = entries;
        return shown(known == null ? null : known.userName(uid), uid);
    }

    /** Return the name of a group, or the number. */
    public String group(long gid) {
        AllEntries known = entries;
        return shown(known == null ? null : known.groupName(gid), gid);
    }

    private static String shown(@Nullable ByteString name, long id) {
        return name == null || name.length() == 0 ? Long.toString(id) : name.printable();
    }
}
