package ctk.plugins.ensureuser;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * Appends an entry that no password opens, if the name has none: {@code !} as useradd(8) writes it,
 * but without the day of the last change, so that an image is the same whenever it is built. That
 * also leaves out the aging of the password (shadow(5), gshadow(5)).
 *
 * @param file where it goes
 * @param name its first field
 * @param rest of the line
 */
record LockedLine(String file, String name, String rest) implements Edit {

    /** Return that of a user. */
    static LockedLine ofUser(String name) {
        return new LockedLine("/etc/shadow", name, ":!:::::::\n");
    }

    /** Return that of a group. */
    static LockedLine ofGroup(String name) {
        return new LockedLine("/etc/gshadow", name, ":!::\n");
    }

    @Override
    public byte @Nullable [] apply(byte[] content) {
        Line own = Lookup.of(content, name.getBytes(US_ASCII), -1).own();
        return own != null ? null : Splice.append(content, (name + rest).getBytes(US_ASCII));
    }
}
