package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.text.Identities;
import ctk.cmd.shell.text.Owners;
import ctk.cmd.shell.tree.Entry;
import ctk.core.linux.ByteString;
import ctk.core.userdb.AllEntries;
import ctk.core.userdb.UserSpecException;

import java.io.IOException;
import java.util.function.Predicate;

/** The tests of {@code find} on owners. */
final class FindOwners {

    private FindOwners() {}

    static Predicate<Entry> user(ByteString user) throws UsageException {
        long uid = Identities.user(user);
        return entry -> entry.status().uid() == uid;
    }

    static Predicate<Entry> group(ByteString group) throws UsageException {
        long gid = Identities.group(group);
        return entry -> entry.status().gid() == gid;
    }

    static Predicate<Entry> withoutUser() throws UsageException {
        AllEntries known = known();
        return entry -> known.userName(entry.status().uid()) == null;
    }

    static Predicate<Entry> withoutGroup() throws UsageException {
        AllEntries known = known();
        return entry -> known.groupName(entry.status().gid()) == null;
    }

    private static AllEntries known() throws UsageException {
        try {
            return Owners.all();
        } catch (IOException | UserSpecException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
