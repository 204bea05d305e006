package ctk.cmd.chownvolumes;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.Environment;
import ctk.core.linux.KernelException;
import ctk.core.userdb.Caller;
import ctk.core.userdb.EtcFile;
import ctk.core.userdb.IdOrName;
import ctk.core.userdb.Identity;
import ctk.core.userdb.Resolver;
import ctk.core.userdb.UserSpec;
import ctk.core.userdb.UserSpecException;
import ctk.core.volumes.Owner;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Resolves --owner and --from. */
final class Owners {

    private static final String VARIABLE = "CTK_USER";

    private final List<String> warnings = new ArrayList<>();

    /** Return what the user should be told of the owners that were looked up. */
    List<String> warnings() {
        return warnings;
    }

    /**
     * Return the owner that files are to have: of the option, of the environment, or of the
     * configuration.
     */
    Owner wanted(@Nullable ByteString option) throws CommandException {
        if (option != null) {
            return wanted("owner", option);
        }
        ByteString variable = Environment.value(Environment.atEntry(), VARIABLE);
        if (variable != null) {
            return wanted(VARIABLE, variable);
        }
        String user = ConfiguredUser.get();
        if (user == null || user.isEmpty()) {
            throw new CommandException(
                    "no owner given",
                    "give --owner=USER[:GROUP], or set " + VARIABLE + ", or user in ctk.toml");
        }
        return wanted("user of the configuration", ByteString.of(user));
    }

    private Owner wanted(String kind, ByteString spec) throws CommandException {
        if (spec.length() == 0 || spec.at(0) == ':') {
            String what = "cannot resolve " + kind + " " + spec.quoted();
            boolean isGroup = spec.length() > 1;
            throw new CommandException(
                    what + ": the user part is empty",
                    "is a variable unset?"
                            + (isGroup ? " to change only the group is not supported" : ""));
        }
        Identity identity = resolve(spec, kind);
        for (String warning : identity.warnings()) {
            warnings.add(kind + " " + spec.quoted() + ": " + warning);
        }
        return new Owner(identity.uid(), identity.gid());
    }

    /** Return the owner that files have: each part counts by itself. */
    Owner present(@Nullable ByteString spec) throws CommandException {
        if (spec == null) {
            return Owner.ANYBODY;
        }
        UserSpec parsed = parse(spec, "--from");
        if (parsed.user() == null && parsed.group() == null) {
            throw new CommandException(
                    "cannot resolve --from " + spec.quoted() + ": it is empty",
                    "is a variable unset?");
        }
        long uid = parsed.user() == null ? Owner.ANY : resolve(spec, "--from").uid();
        long gid = parsed.group() == null ? Owner.ANY : group(parsed.group(), spec);
        return new Owner(uid, gid);
    }

    private static long group(IdOrName group, ByteString spec) throws CommandException {
        UserSpec byGroup = new UserSpec(new IdOrName.Id(0), group);
        return resolve(byGroup, spec, "--from").gid();
    }

    private static UserSpec parse(ByteString spec, String kind) throws CommandException {
        try {
            return UserSpec.parse(spec);
        } catch (UserSpecException e) {
            throw unresolved(spec, kind, e);
        }
    }

    private static Identity resolve(ByteString spec, String kind) throws CommandException {
        return resolve(parse(spec, kind), spec, kind);
    }

    private static Identity resolve(UserSpec parsed, ByteString spec, String kind)
            throws CommandException {
        try {
            Credentials now = Credentials.current();
            Caller caller = new Caller(now.effectiveUid(), now.effectiveGid(), now.groups());
            return new Resolver(EtcFile.users()).resolve(parsed, caller);
        } catch (UserSpecException e) {
            throw unresolved(spec, kind, e);
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        } catch (IOException e) {
            throw new CommandException("cannot read users and groups: " + e, null, e);
        }
    }

    private static CommandException unresolved(ByteString spec, String kind, UserSpecException e) {
        String what = "cannot resolve " + kind + " " + spec.quoted() + ": ";
        return new CommandException(what + e.getMessage(), e.hint(), e);
    }
}
