package ctk.cmd.shell.text;

import ctk.cmd.shell.builtin.UsageException;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.userdb.Caller;
import ctk.core.userdb.EtcFile;
import ctk.core.userdb.IdOrName;
import ctk.core.userdb.Identity;
import ctk.core.userdb.Resolver;
import ctk.core.userdb.UserSpec;
import ctk.core.userdb.UserSpecException;

import java.io.IOException;

/** Who is meant by a user or a group that somebody typed, as for {@code ctk run}. */
public final class Identities {

    private static final ByteString COLON = ByteString.of(":");

    private Identities() {}

    /** Resolve {@code USER[:GROUP]}. */
    public static Identity resolve(ByteString spec) throws UsageException {
        return resolve(parse(spec), spec);
    }

    /** Return the id of a user. */
    public static long user(ByteString user) throws UsageException {
        UserSpec spec = parse(user);
        if (spec.user() == null || spec.group() != null) {
            throw new UsageException("no user: " + user.quoted());
        }
        return resolve(spec, user).uid();
    }

    /** Return the id of a group. */
    public static long group(ByteString group) throws UsageException {
        IdOrName parsed = parse(ByteString.join(COLON, group)).group();
        if (parsed == null) {
            throw new UsageException("no group: " + group.quoted());
        }
        return resolve(new UserSpec(new IdOrName.Id(0), parsed), group).gid();
    }

    private static UserSpec parse(ByteString spec) throws UsageException {
        try {
            return UserSpec.parse(spec);
        } catch (UserSpecException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Identity resolve(UserSpec spec, ByteString text) throws UsageException {
        try {
            Credentials now = Credentials.current();
            Caller caller = new Caller(now.effectiveUid(), now.effectiveGid(), now.groups());
            return new Resolver(EtcFile.users()).resolve(spec, caller);
        } catch (UserSpecException | IOException e) {
            throw new UsageException("cannot resolve " + text.quoted() + ": " + e.getMessage());
        }
    }
}
