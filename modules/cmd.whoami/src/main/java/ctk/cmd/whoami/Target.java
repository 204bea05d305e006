package ctk.cmd.whoami;

import ctk.core.cli.CommandException;
import ctk.core.exec.Decider;
import ctk.core.exec.RefusedException;
import ctk.core.exec.Request;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.userdb.Caller;
import ctk.core.userdb.Explanation;
import ctk.core.userdb.FileUserDb;
import ctk.core.userdb.GroupEntry;
import ctk.core.userdb.Identity;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.Resolver;
import ctk.core.userdb.UserSpec;
import ctk.core.userdb.UserSpecException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/**
 * What {@code ctk run} would become.
 *
 * @param spec the user spec as it was given
 * @param identity what it means
 * @param explanation why
 * @param memberships the lines behind the supplementary groups, if lines are
 * @param names of the primary group and of supplementary groups that come from no line
 * @param problem why this process may not become it, or null
 */
record Target(
        ByteString spec,
        Identity identity,
        Explanation explanation,
        List<GroupEntry> memberships,
        GroupNames names,
        @Nullable String problem) {

    /**
     * Resolve a spec by the resolver of {@code ctk run}.
     *
     * @throws UserSpecException if it does not resolve
     * @throws CommandException if a file cannot be read
     */
    static Target resolve(ByteString spec, ImageFile passwd, ImageFile group)
            throws UserSpecException, CommandException {
        if (spec.length() == 0 || spec.at(0) == ':') { // as ctk run refuses it
            throw new UserSpecException("the user part is empty", "is a variable unset?");
        }
        try {
            requireAsked(passwd);
            requireAsked(group);
            return resolve(spec, new FileUserDb(passwd, group));
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }

    /** A file that was named has to be one, also where the spec does not need it. */
    private static void requireAsked(ImageFile file) throws IOException {
        var in = file.isAsked() ? file.open() : null;
        if (in != null) {
            in.close();
        }
    }

    private static Target resolve(ByteString spec, FileUserDb db)
            throws UserSpecException, IOException {
        Credentials now = Credentials.current();
        Caller caller = new Caller(now.effectiveUid(), now.effectiveGid(), now.groups());
        UserSpec parsed = UserSpec.parse(spec);
        Identity identity = new Resolver(db).resolve(parsed, caller);
        PasswdEntry user = identity.user();
        return new Target(
                spec,
                identity,
                Explanation.of(parsed, identity, caller),
                user != null && parsed.group() == null ? db.membershipsOf(user.name()) : List.of(),
                GroupNames.find(db, identity.gid(), identity.groups()),
                problem(identity, now));
    }

    private static @Nullable String problem(Identity identity, Credentials now) {
        try {
            Decider.decide(new Request(identity, now, 1, ByteString.of(""), Request.Style.CTK));
            return null;
        } catch (RefusedException e) {
            return e.getMessage();
        }
    }

    /** Return the home directory that the command gets. */
    String home() {
        ByteString home = identity.home();
        return home.length() == 0 ? "/" : home.printable();
    }
}
