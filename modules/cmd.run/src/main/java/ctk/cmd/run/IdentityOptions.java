package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.InodeFacts;
import ctk.core.linux.PathException;
import ctk.core.linux.PathWalk;
import ctk.core.userdb.GroupEntry;
import ctk.core.userdb.Identity;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.UserDb;
import ctk.core.userdb.UserSpecException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Options of {@code ctk run} for who COMMAND runs as. */
final class IdentityOptions {

    static final String GROUP = "Identity:";
    static final String WITHOUT_USER = "without USER: ctk run --match-owner=PATH -- COMMAND";
    private static final long LARGEST = 4_294_967_294L;

    static final Option GROUPS =
            Option.valued(
                    "--groups",
                    "LIST",
                    GROUP,
                    "Have these supplementary groups and no others; none for an empty LIST.");

    static final Option ADD_GROUPS =
            Option.valued("--add-groups", "LIST", GROUP, "Have these supplementary groups too.");

    static final Option KEEP_GROUPS =
            Option.flag(
                    "--keep-groups",
                    GROUP,
                    "Keep the supplementary groups that the container was given (--group-add,"
                            + " fsGroup); not gid 0, and not those that /etc/group gives ctk's own"
                            + " user.");

    static final Option MATCH_OWNER =
            Option.valued(
                    "--match-owner",
                    "PATH",
                    GROUP,
                    "Run as the owner and group of PATH, in place of USER: -- comes before COMMAND."
                            + " Not as root.");

    static final Option ALLOW_ROOT =
            Option.flag("--allow-root", GROUP, "With --match-owner: as root, too.");

    static final Option IF_NOT_ROOT =
            Option.valued(
                    "--if-not-root",
                    "fail|exec",
                    GROUP,
                    "If ctk has no right to become USER: fail (the default), or run COMMAND as who"
                            + " ctk is.");

    static final List<Option> ALL =
            List.of(
                    GROUPS,
                    ADD_GROUPS,
                    KEEP_GROUPS,
                    MATCH_OWNER,
                    ALLOW_ROOT,
                    UserSource.USER_DB,
                    IF_NOT_ROOT);

    private IdentityOptions() {}

    /** Refuse what cannot be meant together. */
    static void check(Arguments arguments) throws CommandException {
        boolean isMore = arguments.has(ADD_GROUPS) || arguments.has(KEEP_GROUPS);
        if (arguments.has(GROUPS) && isMore) {
            throw new CommandException(
                    "--groups conflicts with --add-groups and --keep-groups: it names all", null);
        }
        checkGroups(arguments.value(GROUPS), "--groups");
        ByteString added = arguments.value(ADD_GROUPS);
        if (added != null) {
            Words.requireAny(added, "--add-groups", "is a variable unset?");
            checkGroups(added, "--add-groups");
        }
        if (arguments.has(ALLOW_ROOT) && !arguments.has(MATCH_OWNER)) {
            throw new CommandException("--allow-root is for --match-owner", null);
        }
        ifNotRoot(arguments);
        UserSource.isNss(arguments);
    }

    /** Refuse a path whose owner is to be matched beside a user. */
    static void refuseOwnerBeside(ByteString user, Arguments arguments) throws CommandException {
        if (arguments.has(MATCH_OWNER)) {
            throw new CommandException(
                    "--match-owner conflicts with user " + user.quoted(), WITHOUT_USER);
        }
    }

    /** Tell whether COMMAND is to run as who ctk is if it cannot be switched. */
    static boolean ifNotRoot(Arguments arguments) throws CommandException {
        ByteString value = arguments.value(IF_NOT_ROOT);
        String what = value == null ? "fail" : value.toString();
        if (!what.equals("fail") && !what.equals("exec")) {
            throw Words.refused("--if-not-root", ByteString.of(what), "it is fail or exec", null);
        }
        return what.equals("exec");
    }

    /**
     * Return the owner of the path that is to be matched as UID:GID, or null if none is.
     *
     * @throws CommandException if it is root, which is not meant
     */
    static @Nullable ByteString owner(Arguments arguments) throws CommandException {
        ByteString path = arguments.value(MATCH_OWNER);
        if (path == null) {
            return null;
        }
        if (path.length() == 0) {
            throw Words.refused("--match-owner", path, "it is empty", "is a variable unset?");
        }
        InodeFacts facts = new InodeFacts(1);
        try {
            int file = new PathWalk(path, false).open();
            int error = facts.ofFile(file);
            DirectoryCalls.close(file);
            if (error < 0) {
                throw Words.refused("--match-owner", path, Errno.describe(-error), null);
            }
        } catch (PathException e) {
            throw new CommandException(
                    "cannot take --match-owner " + path.quoted() + ": " + e.getMessage(), null, e);
        }
        long uid = Integer.toUnsignedLong(facts.uid(0));
        long gid = Integer.toUnsignedLong(facts.gid(0));
        if (uid == 0 && !arguments.has(ALLOW_ROOT)) {
            throw Words.refused(
                    "--match-owner", path, "it is root's", "--allow-root runs COMMAND as root");
        }
        return ByteString.of(uid + ":" + gid);
    }

    /** Return the identity with the groups that were asked for. */
    static Identity withGroups(
            Identity identity, Arguments arguments, UserDb users, Credentials now)
            throws CommandException, UserSpecException, IOException {
        long[] groups = identity.groups();
        if (arguments.has(GROUPS)) {
            groups = ids(arguments.value(GROUPS), users, "--groups");
        }
        if (arguments.has(ADD_GROUPS)) {
            groups = joined(groups, ids(arguments.value(ADD_GROUPS), users, "--add-groups"));
        }
        if (arguments.has(KEEP_GROUPS)) {
            groups = joined(groups, given(now, users));
        }
        return new Identity(
                identity.uid(),
                identity.gid(),
                groups,
                identity.home(),
                identity.user(),
                identity.group(),
                identity.warnings());
    }

    /** What a runtime adds to the groups that /etc/group gives the user that it starts ctk as. */
    private static long[] given(Credentials now, UserDb users)
            throws UserSpecException, IOException {
        PasswdEntry self = users.userById(now.effectiveUid());
        long[] own = self == null ? new long[0] : users.groupsOf(self.name());
        long[] given = new long[now.groups().length];
        int n = 0;
        for (long id : now.groups()) {
            if (id != 0 && !contains(own, id)) {
                given[n++] = id;
            }
        }
        return Arrays.copyOf(given, n);
    }

    private static boolean contains(long[] ids, long id) {
        for (long each : ids) {
            if (each == id) {
                return true;
            }
        }
        return false;
    }

    private static long[] joined(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static long[] ids(@Nullable ByteString list, UserDb users, String option)
            throws CommandException, UserSpecException, IOException {
        List<ByteString> words = Words.of(list == null ? ByteString.of("") : list, option);
        long[] ids = new long[words.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id(words.get(i), users, option);
        }
        return ids;
    }

    private static long id(ByteString word, UserDb users, String option)
            throws CommandException, UserSpecException, IOException {
        if (isNumber(word)) {
            return Words.number(word, option, 10, 0, LARGEST);
        }
        GroupEntry group = users.groupByName(word);
        if (group == null) {
            throw Words.refused(option, word, "no such group", "a number needs no entry");
        }
        return group.gid();
    }

    /** Refuse what is no list of groups, whoever is in them. */
    private static void checkGroups(@Nullable ByteString list, String option)
            throws CommandException {
        if (list == null) {
            return;
        }
        for (ByteString word : Words.of(list, option)) {
            if (isNumber(word)) {
                Words.number(word, option, 10, 0, LARGEST);
            }
        }
    }

    private static boolean isNumber(ByteString word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.at(i) < '0' || word.at(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
