package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.nss.NssUserDb;
import ctk.core.userdb.Caller;
import ctk.core.userdb.IdOrName;
import ctk.core.userdb.Identity;
import ctk.core.userdb.Resolver;
import ctk.core.userdb.UserDb;
import ctk.core.userdb.UserSpec;
import ctk.core.userdb.UserSpecException;

import java.io.IOException;

/** Where {@code ctk run} looks users and groups up. */
final class UserSource {

    static final Option USER_DB =
            Option.valued(
                    "--user-db",
                    "files|nss",
                    IdentityOptions.GROUP,
                    "Look users and groups up in /etc/passwd and /etc/group (the default), or by"
                            + " the C library's name service, whose modules of the image are"
                            + " loaded into ctk as root.");

    private UserSource() {}

    /** Tell whether the name service is asked for. */
    static boolean isNss(Arguments arguments) throws CommandException {
        ByteString value = arguments.value(USER_DB);
        String what = value == null ? "files" : value.toString();
        if (!what.equals("files") && !what.equals("nss")) {
            throw Words.refused("--user-db", ByteString.of(what), "it is files or nss", null);
        }
        return what.equals("nss");
    }

    /** Return the name service, or {@code files} if it is not asked for. */
    static UserDb of(Arguments arguments, UserDb files) throws CommandException {
        return !arguments.isEmpty() && isNss(arguments) ? nss() : files;
    }

    /** In a method of its own, so that its class is loaded only for it. */
    private static UserDb nss() {
        return new NssUserDb();
    }

    /**
     * Return the spec for steps, which look names up in files alone: in numbers if the name service
     * is asked for and knows the user; as it is if not, for a step may make that user.
     */
    static ByteString forSteps(ByteString spec, Arguments arguments) throws CommandException {
        if (spec.length() == 0 || !isNss(arguments)) {
            return spec;
        }
        try {
            UserDb users = nss();
            UserSpec parsed = UserSpec.parse(spec);
            if (parsed.user() instanceof IdOrName.Name named
                    && users.userByName(named.name()) == null) {
                return spec;
            }
            Credentials now = Credentials.current();
            Caller caller = new Caller(now.effectiveUid(), now.effectiveGid(), now.groups());
            Identity identity = new Resolver(users).resolve(parsed, caller);
            return ByteString.of(identity.uid() + ":" + identity.gid());
        } catch (UserSpecException e) {
            throw new CommandException(
                    "cannot resolve user " + spec.quoted() + ": " + e.getMessage(), e.hint(), e);
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        } catch (IOException e) {
            throw new CommandException("cannot read users and groups: " + e, null, e);
        }
    }
}
