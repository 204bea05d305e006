package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.exec.Decider;
import ctk.core.exec.Decision;
import ctk.core.exec.RefusedException;
import ctk.core.exec.Request;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.userdb.Caller;
import ctk.core.userdb.EtcFile;
import ctk.core.userdb.Identity;
import ctk.core.userdb.Resolver;
import ctk.core.userdb.UserDb;
import ctk.core.userdb.UserSpec;
import ctk.core.userdb.UserSpecException;

import java.io.IOException;
import java.util.List;

/**
 * A start that was decided: what both grammars of this module come down to.
 *
 * @param identity who the user spec means
 * @param decision what is to be done
 */
record Start(Identity identity, Decision decision) {

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
        return decide(spec, arguments, command, style, EtcFile.users(), List.of());
    }

    /**
     * The same after a set-up.
     *
     * @param spec empty to stay who ctk is
     * @param users where to look users up
     * @param edits of the environment
     */
    static Start decide(
            ByteString spec,
            ByteString[] arguments,
            int command,
            UserDb users,
            List<ByteString> edits)
            throws CommandException {
        return decide(spec, arguments, command, Request.Style.CTK, users, edits);
    }

    private static Start decide(
            ByteString spec,
            ByteString[] arguments,
            int command,
            Request.Style style,
            UserDb users,
            List<ByteString> edits)
            throws CommandException {
        try {
            Credentials now = Credentials.current();
            if (spec.length() == 0 && style == Request.Style.CTK) {
                return stay(now, arguments[command], command, edits);
            }
            Caller caller = new Caller(now.effectiveUid(), now.effectiveGid(), now.groups());
            Identity identity = new Resolver(users).resolve(UserSpec.parse(spec), caller);
            Request request =
                    new Request(
                            identity,
                            now,
                            command,
                            arguments[command],
                            edits,
                            style,
                            style.label());
            return new Start(identity, Decider.decide(request));
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

    private static Start stay(
            Credentials now, ByteString name, int command, List<ByteString> edits) {
        Identity self =
                new Identity(
                        now.effectiveUid(),
                        now.effectiveGid(),
                        now.groups(),
                        ByteString.of("/"),
                        null,
                        null,
                        List.of());
        String label = Request.Style.CTK.label();
        return new Start(self, Decider.stay(now, command, name, edits, label));
    }
}
