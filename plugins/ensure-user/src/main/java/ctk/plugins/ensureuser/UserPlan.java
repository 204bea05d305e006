package ctk.plugins.ensureuser;

import ctk.core.setup.Change;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.Guard;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Works out the changes: groups first, then the files in the home, then the user.
 *
 * <p>Each of them may be the last before ctk is killed, and the next start completes the rest. So
 * the files change hands before the entry does: it alone tells whose they were.
 */
final class UserPlan {

    private final Request request;
    private final Files files;
    private final Table users;
    private final Table groups;
    private final List<Change> changes = new ArrayList<>();

    private UserPlan(Request request, Files files) throws SetupException {
        this.request = request;
        this.files = files;
        this.users = Table.read(files, Table.USERS);
        this.groups = Table.read(files, Table.GROUPS);
    }

    /** Return what is to be done for a request. */
    static List<Change> of(Request request, Files files) throws SetupException {
        UserPlan plan = new UserPlan(request, files);
        plan.work();
        return plan.changes;
    }

    private void work() throws SetupException {
        Lookup user = Lookup.of(users.content, request.nameBytes(), request.uid());
        long uid = uid(user);
        long gid = group(uid);
        user(user, new Owner(uid, gid));
    }

    private long uid(Lookup found) throws SetupException {
        Line own = found.own();
        if (request.uid() >= 0) {
            return request.uid();
        }
        if (own == null) {
            return users.firstFree("uid");
        }
        long uid = own.id(Line.ID, Table.USERS, "uid");
        if (uid == 0) {
            throw new SetupException(
                    "user "
                            + Text.quote(request.name())
                            + " has uid 0 (line "
                            + own.number
                            + " of "
                            + Table.USERS
                            + "), which only root has",
                    "set uid, to give it another");
        }
        return uid;
    }

    /** Plan what becomes of the groups, and return the id of the primary one. */
    private long group(long uid) throws SetupException {
        long wanted = request.gid() < 0 ? uid : request.gid();
        Lookup found = Lookup.of(groups.content, request.groupBytes(), wanted);
        Line own = found.own();
        if (request.gid() < 0 && own != null) {
            wanted = own.id(Line.ID, Table.GROUPS, "gid");
        } else if (request.gid() < 0 && found.holder() != null) {
            wanted = groups.firstFree("gid");
            found = new Lookup(null, null);
        }
        LockedLine locked = own == null ? locked(LockedLine.ofGroup(request.group())) : null;
        GroupEdit edit = new GroupEdit(request, wanted, locked == null ? "!" : "x");
        byte[] after = edit.apply(groups.content, found);
        if (after != null) {
            changes.add(change(edit.description(own), groups, edit, after, locked));
        }
        members(after == null ? groups.content : after);
        return wanted;
    }

    /** Return the entry without a password, or null if there is no file for it. */
    private @Nullable LockedLine locked(LockedLine line) throws SetupException {
        // in place means that passwd and group are mounted, and what is beside them may not change
        boolean isThere = !request.isInPlace() && files.status(line.file()) != null;
        return isThere ? line : null;
    }

    private void members(byte[] content) throws SetupException {
        byte[] before = content;
        for (String group : request.groups()) {
            MemberEdit edit = new MemberEdit(request.name(), group);
            byte[] after = edit.apply(before);
            if (after != null) {
                changes.add(change(edit.description(), groups, edit, after, null));
                before = after;
            }
        }
    }

    private void user(Lookup found, Owner owner) throws SetupException {
        Line own = found.own();
        LockedLine locked = own == null ? locked(LockedLine.ofUser(request.name())) : null;
        UserEdit edit = new UserEdit(request, owner, locked == null ? "!" : "x");
        byte[] after = edit.apply(users.content, found);
        Home home = home(edit.home(own), own, owner);
        if (own != null) {
            files(own, home, owner);
        }
        if (after != null) {
            changes.add(change(edit.description(own), users, edit, after, locked));
        }
        boolean isHomeless = request.createsHome() && home.isMissing();
        if (after == null) {
            String settled = "user " + Text.quote(request.name()) + " is " + owner;
            boolean isAll = changes.isEmpty() && !isHomeless;
            changes.add(new Settled(settled, isAll ? guards(home) : List.of()));
        }
        if (isHomeless) {
            changes.add(new HomeChange(home.path(), owner));
        }
    }

    /** Look at the home only if something depends on it: no guard tells of one that is not seen. */
    private Home home(String path, @Nullable Line own, Owner owner) throws SetupException {
        boolean isLookedAt = request.createsHome() || (own != null && !isSame(own, owner));
        return isLookedAt ? Home.of(path, files) : new Home(path, null, false);
    }

    private static boolean isSame(Line own, Owner owner) throws SetupException {
        return own.id(Line.ID, Table.USERS, "uid") == owner.uid()
                && own.id(UserEdit.GID, Table.USERS, "gid") == owner.gid();
    }

    /** Plan what becomes of the files of a user that is there; those of root stay root's. */
    private void files(Line own, Home home, Owner owner) throws SetupException {
        long oldUid = own.id(Line.ID, Table.USERS, "uid");
        if (!isSame(own, owner) && oldUid != 0 && home.status() != null && home.isOwnable()) {
            changes.add(new OwnerChange(home.path(), home.status(), oldUid, owner));
        }
    }

    private List<Guard> guards(Home home) {
        List<Guard> guards = new ArrayList<>();
        guards.add(new Guard.Content(Table.USERS, users.content));
        guards.add(new Guard.Content(Table.GROUPS, groups.content));
        if (request.createsHome() && home.status() != null) {
            FileStatus.Type type = home.status().type();
            guards.add(new Guard.Status(home.path(), type, null, Guard.ANY_MODE));
        }
        return guards;
    }

    private Change change(
            String description, Table table, Edit edit, byte[] after, @Nullable LockedLine locked) {
        return new TableChange(description, table, edit, after, locked, request.isInPlace());
    }
}
