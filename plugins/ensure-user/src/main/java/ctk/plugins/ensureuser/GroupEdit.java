package ctk.plugins.ensureuser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

/**
 * Gives a group its id, or appends it.
 *
 * @param request names the group
 * @param gid that it is to have
 * @param password of a new one: {@code x} says that it stands in gshadow(5)
 */
record GroupEdit(Request request, long gid, String password) implements Edit {

    private static final String FILE = Table.GROUPS;

    /** Return what it does to the line that is there, or without one. */
    String description(@Nullable Line own) throws SetupException {
        String who = "group " + Text.quote(request.group());
        return own == null
                ? "create " + who + " with gid " + gid
                : "renumber " + who + " from gid " + own.id(Line.ID, FILE, "gid") + " to " + gid;
    }

    @Override
    public byte @Nullable [] apply(byte[] content) throws SetupException {
        return apply(content, Lookup.of(content, request.groupBytes(), gid));
    }

    /** Do it with what was found out about the group and the id. */
    byte @Nullable [] apply(byte[] content, Lookup found) throws SetupException {
        Line own = found.own();
        String who = "group " + Text.quote(request.group());
        if (own == null) {
            request.rules().requireFree(FILE, who, "gid " + gid, found.holder());
            String line = request.group() + ":" + password + ":" + gid + ":\n";
            return Splice.append(content, line.getBytes(US_ASCII));
        }
        long old = own.id(Line.ID, FILE, "gid");
        if (old == gid) {
            return null;
        }
        request.rules().requireRenumber(FILE, who, "gid " + old, gid, own, request.gid() >= 0);
        request.rules().requireFree(FILE, who, "gid " + gid, found.holder());
        Splice splice = new Splice(content);
        splice.replaceField(own, Line.ID, Long.toString(gid).getBytes(US_ASCII));
        return splice.end();
    }
}
