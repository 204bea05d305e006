package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.exec.Decider;
import ctk.core.exec.Decision;
import ctk.core.exec.RefusedException;
import ctk.core.exec.Request;
import ctk.core.exec.Setting;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.linux.ProcessState;
import ctk.core.userdb.Caller;
import ctk.core.userdb.EtcFile;
import ctk.core.userdb.Identity;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.Resolver;
import ctk.core.userdb.UserDb;
import ctk.core.userdb.UserSpec;
import ctk.core.userdb.UserSpecException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A start that was decided: what both grammars of this module come down to.
 *
 * @param identity who the user spec means
 * @param decision what is to be done
 * @param leftOut what was asked for and is not done for want of a right
 */
record Start(Identity identity, Decision decision, List<String> leftOut) {

    private static final int MOST_GROUPS = 65_536; // NGROUPS_MAX in linux/limits.h

    /**
     * Resolve and decide.
     *
     * @param spec the user spec
     * @param arguments all of argv
     * @param command index of the command in it
     * @param style how failures are reported
     * @throws CommandException if the spec means nobody, or the process may not become them
     */
    static Start decide(ByteString spec, ByteString[] arguments, int command, Request.Style style)
            throws CommandException {
        StartOptions options = StartOptions.GOSU;
        return decide(spec, arguments, command, style, EtcFile.users(), List.of(), options);
    }

    /**
     * The same with options, after a set-up.
     *
     * @param spec empty to stay who ctk is
     * @param users where to look users up
     * @param changes of the environment
     */
    static Start decide(
            ByteString spec,
            ByteString[] arguments,
            int command,
            UserDb users,
            List<ByteString> changes,
            StartOptions options)
            throws CommandException {
        return decide(spec, arguments, command, Request.Style.CTK, users, changes, options);
    }

    private static Start decide(
            ByteString spec,
            ByteString[] arguments,
            int command,
            Request.Style style,
            UserDb users,
            List<ByteString> changes,
            StartOptions options)
            throws CommandException {
        try {
            Credentials now = Credentials.current();
            if (spec.length() == 0 && style == Request.Style.CTK) {
                return stay(now, arguments[command], command, users, changes, options);
            }
            Caller caller = new Caller(now.effectiveUid(), now.effectiveGid(), now.groups());
            Identity resolved = new Resolver(users).resolve(UserSpec.parse(spec), caller);
            Identity identity = options.withGroups(resolved, users, now);
            Request request =
                    new Request(
                            identity,
                            now,
                            command,
                            arguments[command],
                            options.edits(changes, identity),
                            options.settings(identity.uid()),
                            style,
                            style.label());
            return decide(request, options, users, changes);
        } catch (UserSpecException e) {
            throw new CommandException(
                    "cannot resolve user " + spec.quoted() + ": " + e.getMessage(), e.hint(), e);
        } catch (RefusedException e) {
            throw new CommandException(
                    "cannot become user " + spec.quoted() + ": " + e.getMessage(), e.hint(), e);
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        } catch (IOException e) {
            throw new CommandException("cannot read users and groups: " + e, null, e);
        }
    }

    private static Start decide(
            Request request, StartOptions options, UserDb users, List<ByteString> changes)
            throws CommandException, RefusedException, UserSpecException, IOException {
        try {
            Decision decision = Decider.decide(request);
            int groups = decision.groups().length;
            if (groups > MOST_GROUPS) {
                throw new CommandException(
                        "cannot have " + groups + " supplementary groups: the kernel takes 65536",
                        null);
            }
            options.requireRights();
            if (decision.setGroups() && ProcessState.isSetGroupsDenied()) {
                throw new RefusedException(
                        "setgroups(2) is denied in this user namespace",
                        "--keep-groups, or a user namespace with mapped ids (newgidmap(1))");
            }
            return new Start(request.target(), decision, List.of());
        } catch (RefusedException e) {
            if (!options.isExecIfNotRoot()) {
                throw e;
            }
            List<String> warnings = List.of("stays who it is: " + e.getMessage());
            Identity self = self(request.now(), warnings, users, options);
            List<Setting> settings = options.settingsWithoutRights();
            List<String> leftOut = new ArrayList<>(List.of("user, groups and HOME"));
            leftOut.addAll(options.leftOut());
            return stay(self, request, options.editsToStay(changes, self), settings, leftOut);
        }
    }

    private static Start stay(
            Credentials now,
            ByteString name,
            int command,
            UserDb users,
            List<ByteString> changes,
            StartOptions options)
            throws CommandException, RefusedException, UserSpecException, IOException {
        options.requireRights();
        Identity self = options.withGroups(self(now, List.of(), users, options), users, now);
        List<ByteString> edits = options.editsToStay(changes, self);
        List<Setting> settings = options.settings(self.uid());
        Request.Style style = Request.Style.CTK;
        Request request =
                new Request(self, now, command, name, edits, settings, style, style.label());
        return stay(self, request, edits, settings, List.of());
    }

    private static Start stay(
            Identity self,
            Request request,
            List<ByteString> edits,
            List<Setting> settings,
            List<String> leftOut) {
        Decision decision =
                Decider.stay(
                        request.now(),
                        request.command(),
                        request.commandName(),
                        edits,
                        settings,
                        Request.Style.CTK.label());
        return new Start(self, decision, leftOut);
    }

    private static Identity self(
            Credentials now, List<String> warnings, UserDb users, StartOptions options)
            throws UserSpecException, IOException {
        PasswdEntry entry = options.isEntryUsed() ? users.userById(now.effectiveUid()) : null;
        boolean isHome = entry != null && entry.home().length() > 0;
        return new Identity(
                now.effectiveUid(),
                now.effectiveGid(),
                now.groups(),
                entry != null && isHome ? entry.home() : ByteString.of("/"),
                entry,
                null,
                warnings);
    }
}
