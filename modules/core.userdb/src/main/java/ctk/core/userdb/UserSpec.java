package ctk.core.userdb;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

/**
 * Who to become, as {@code [user][:group]} asks for it. Not yet looked up.
 *
 * @param user the user, null if that part is empty
 * @param group the group, null if that part is empty or absent
 */
public record UserSpec(@Nullable IdOrName user, @Nullable IdOrName group) {

    /** The largest id that a spec may hold: containerd, runc and gosu set this limit. */
    private static final long MAX_ID = 2_147_483_647L;

    /**
     * Split at the first colon and tell ids from names. Nothing is trimmed.
     *
     * @throws UserSpecException if an id is out of range, or for a NUL byte or a newline
     */
    public static UserSpec parse(ByteString text) throws UserSpecException {
        refuse(text, 0, "NUL byte");
        refuse(text, '\n', "newline");
        int colon = text.indexOf(':', 0);
        if (colon < 0) {
            return new UserSpec(part("user", text), null);
        }
        return new UserSpec(
                part("user", text.slice(0, colon)), part("group", text.slice(colon + 1)));
    }

    private static void refuse(ByteString text, int wanted, String what) throws UserSpecException {
        if (text.indexOf(wanted, 0) >= 0) {
            throw new UserSpecException("user spec " + text.quoted() + " holds a " + what, null);
        }
    }

    private static @Nullable IdOrName part(String kind, ByteString text) throws UserSpecException {
        int length = text.length();
        if (length == 0) {
            return null;
        }
        long id = Decimal.parse(text.toBytes(), 0, length);
        if (id == Decimal.NONE) {
            return new IdOrName.Name(text);
        }
        if (id < 0 || id > MAX_ID) {
            throw new UserSpecException(
                    kind + " id " + text.quoted() + " is out of range (0 to " + MAX_ID + ")", null);
        }
        return new IdOrName.Id(id);
    }
}
