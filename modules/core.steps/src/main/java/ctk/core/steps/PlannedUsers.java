package ctk.core.steps;

import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Users;
import ctk.core.userdb.Caller;
import ctk.core.userdb.FileUserDb;
import ctk.core.userdb.GroupEntry;
import ctk.core.userdb.Identity;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.Resolver;
import ctk.core.userdb.UserDb;
import ctk.core.userdb.UserSpec;
import ctk.core.userdb.UserSpecException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Users and groups as the planned files will have them. */
final class PlannedUsers implements Users {

    private final UserDb db;

    PlannedUsers(PlannedFiles files) {
        db = new FileUserDb(files.source("/etc/passwd"), files.source("/etc/group"));
    }

    /** Return where users and groups are looked up. */
    UserDb db() {
        return db;
    }

    /** Resolve a user spec of a step; the user part must not be empty. */
    Identity identity(String spec) throws SetupException {
        ByteString bytes = ByteString.of(spec);
        if (spec.isEmpty() || spec.charAt(0) == ':') {
            throw new SetupException(
                    "cannot resolve user " + bytes.quoted() + ": the user part is empty",
                    "is a variable unset?");
        }
        try {
            Credentials now = Credentials.current();
            Caller caller = new Caller(now.effectiveUid(), now.effectiveGid(), now.groups());
            return new Resolver(db).resolve(UserSpec.parse(bytes), caller);
        } catch (UserSpecException e) {
            String what = "cannot resolve user " + bytes.quoted() + ": ";
            throw new SetupException(what + e.getMessage(), e.hint(), e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Owner owner(String spec) throws SetupException {
        Identity identity = identity(spec);
        return new Owner(identity.uid(), identity.gid());
    }

    @Override
    public @Nullable User user(String name) throws SetupException {
        try {
            return user(db.userByName(ByteString.of(name)));
        } catch (UserSpecException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public @Nullable User user(long uid) throws SetupException {
        try {
            return user(db.userById(uid));
        } catch (UserSpecException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public long group(String name) throws SetupException {
        try {
            GroupEntry group = db.groupByName(ByteString.of(name));
            return group == null ? -1 : group.gid();
        } catch (UserSpecException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static @Nullable User user(@Nullable PasswdEntry entry) {
        return entry == null
                ? null
                : new User(
                        entry.name().toString(), entry.uid(), entry.gid(), entry.home().toString());
    }

    private static SetupException malformed(UserSpecException e) {
        return new SetupException(String.valueOf(e.getMessage()), e.hint(), e);
    }

    private static SetupException unreadable(IOException e) {
        return new SetupException("cannot read users and groups: " + e.getMessage(), null, e);
    }
}
