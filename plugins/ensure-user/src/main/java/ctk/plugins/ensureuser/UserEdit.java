package ctk.plugins.ensureuser;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

/**
 * Gives a user its ids, home and shell, or appends it.
 *
 * @param request names the user
 * @param owner its ids
 * @param password of a new one: {@code x} says that it stands in shadow(5)
 */
record UserEdit(Request request, Owner owner, String password) implements Edit {

    /** The field of the primary group's id. */
    static final int GID = 3;

    /** The field of the home directory. */
    static final int HOME = 5;

    private static final int SHELL = 6;

    private static final String FILE = Table.USERS;

    @Override
    public byte @Nullable [] apply(byte[] content) throws SetupException {
        return apply(content, Lookup.of(content, request.nameBytes(), owner.uid()));
    }

    /** Do it with what was found out about the user and the id. */
    byte @Nullable [] apply(byte[] content, Lookup found) throws SetupException {
        long uid = owner.uid();
        long gid = owner.gid();
        Line own = found.own();
        String who = "user " + Text.quote(request.name());
        if (own == null) {
            request.rules().requireFree(FILE, who, "uid " + uid, found.holder());
            return Splice.append(content, newLine().getBytes(UTF_8));
        }
        long oldUid = own.id(Line.ID, FILE, "uid");
        long oldGid = own.id(GID, FILE, "gid");
        Splice splice = new Splice(content);
        if (oldUid != uid) {
            request.rules()
                    .requireRenumber(FILE, who, "uid " + oldUid, uid, own, request.uid() >= 0);
            request.rules().requireFree(FILE, who, "uid " + uid, found.holder());
            splice.replaceField(own, Line.ID, Long.toString(uid).getBytes(UTF_8));
        }
        if (oldGid != gid) {
            request.rules().requireRenumber(FILE, who, "gid " + oldGid, gid, own, true);
            splice.replaceField(own, GID, Long.toString(gid).getBytes(UTF_8));
        }
        set(splice, own, HOME, request.home(), "home");
        set(splice, own, SHELL, request.shell(), "shell");
        return splice.isChanged() ? splice.end() : null;
    }

    /** Return the home that the user will have whose line this is, or who has none. */
    String home(@Nullable Line own) {
        String home = request.home();
        if (home != null) {
            return home;
        }
        return own == null ? "/home/" + request.name() : own.text(HOME);
    }

    /** Return what it does to the line that is there, or without one. */
    String description(@Nullable Line own) throws SetupException {
        String who = "user " + Text.quote(request.name());
        if (own == null) {
            return "create "
                    + who
                    + " with uid "
                    + owner.uid()
                    + ", group "
                    + owner.gid()
                    + ", home "
                    + Text.quote(home(null));
        }
        long uid = own.id(Line.ID, FILE, "uid");
        long gid = own.id(GID, FILE, "gid");
        StringBuilder line = new StringBuilder();
        if (uid != owner.uid()) {
            line.append("renumber ").append(who).append(" from uid ").append(uid);
            line.append(" to ").append(owner.uid());
        } else {
            line.append("change ").append(who);
        }
        String before = uid != owner.uid() ? ", " : ": ";
        before = add(line, before, gid == owner.gid() ? null : "group " + owner.gid());
        before = add(line, before, differs(own, HOME, request.home(), "home "));
        add(line, before, differs(own, SHELL, request.shell(), "shell "));
        return line.toString();
    }

    private static @Nullable String differs(
            Line own, int field, @Nullable String value, String what) {
        return value == null || own.holds(field, value.getBytes(UTF_8))
                ? null
                : what + Text.quote(value);
    }

    private static String add(StringBuilder line, String before, @Nullable String part) {
        if (part == null) {
            return before;
        }
        line.append(before).append(part);
        return ", ";
    }

    private String newLine() {
        String shell = request.shell();
        return request.name()
                + ":"
                + password
                + ":"
                + owner.uid()
                + ":"
                + owner.gid()
                + "::"
                + home(null)
                + ":"
                + (shell == null ? "/bin/sh" : shell)
                + "\n";
    }

    private static void set(Splice splice, Line own, int field, @Nullable String value, String what)
            throws SetupException {
        if (value == null) {
            return;
        }
        byte[] bytes = value.getBytes(UTF_8);
        if (own.holds(field, bytes)) {
            return;
        }
        if (own.startOf(field) < 0) {
            throw own.malformed(FILE, what + " is missing");
        }
        splice.replaceField(own, field, bytes);
    }
}
