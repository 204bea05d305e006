package ctk.plugins.ensureuser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

/**
 * Makes a user a member of a group, which must be there.
 *
 * @param user its name
 * @param group the group's name
 */
record MemberEdit(String user, String group) implements Edit {

    private static final int MEMBERS = 3;

    /** Return what it does. */
    String description() {
        return "add user " + Text.quote(user) + " to group " + Text.quote(group);
    }

    @Override
    public byte @Nullable [] apply(byte[] content) throws SetupException {
        Line line = Lookup.of(content, group.getBytes(US_ASCII), -1).own();
        if (line == null) {
            throw new SetupException("no such group " + Text.quote(group));
        }
        // ctk run reads the id of each group that lists the user, and refuses a malformed one
        line.id(Line.ID, Table.GROUPS, "gid");
        int from = line.startOf(MEMBERS);
        if (from < 0) {
            throw line.malformed(Table.GROUPS, "the list of members is missing");
        }
        int to = line.endOf(from);
        if (lists(line, from, to)) {
            return null;
        }
        boolean needsComma = from < to && content[to - 1] != ',';
        Splice splice = new Splice(content);
        splice.replace(to, to, ((needsComma ? "," : "") + user).getBytes(US_ASCII));
        return splice.end();
    }

    private boolean lists(Line line, int from, int to) {
        byte[] name = user.getBytes(US_ASCII);
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || line.bytes[at] == ',') {
                if (at - start == name.length && line.matches(name, start)) {
                    return true;
                }
                start = at + 1;
            }
        }
        return false;
    }
}
