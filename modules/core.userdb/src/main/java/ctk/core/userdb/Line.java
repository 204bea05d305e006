package ctk.core.userdb;

import ctk.core.linux.ByteString;

import java.util.Arrays;

/** One line of a file of users or groups: fields between colons, of which any may be missing. */
final class Line {

    /** How much of a field a message repeats, in bytes. */
    private static final int SHOWN = 64;

    final String file;
    byte[] bytes;
    int start;
    int end;
    long number;

    /** Start before line 1 of {@code file}. */
    Line(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Tell whether field 0 is {@code name}, which must not hold a colon. */
    boolean isNamed(byte[] name) {
        int stop = start + name.length;
        return stop <= end && (stop == end || bytes[stop] == ':') && matches(name, start);
    }

    /** Tell whether the comma-separated list in field {@code index} holds exactly {@code name}. */
    boolean lists(int index, byte[] name) {
        int from = startOf(index);
        if (from < 0) {
            return false;
        }
        int stop = endOf(from);
        byte[] line = bytes;
        for (int at = from; at < stop; at++) {
            if (line[at] == ',') {
                if (at - from == name.length && matches(name, from)) {
                    return true;
                }
                from = at + 1;
            }
        }
        return stop - from == name.length && matches(name, from);
    }

    /** Return the number in field {@code index}, {@link Decimal#NONE} if there is none. */
    long number(int index) {
        int from = startOf(index);
        return from < 0 ? Decimal.NONE : Decimal.parse(bytes, from, endOf(from));
    }

    /**
     * Return the id in field {@code index}, 0 to 4294967294.
     *
     * @param what its name in the message if there is no such id
     */
    long id(int index, String what) throws UserSpecException {
        long id = number(index);
        if (Ids.isValid(id)) {
            return id;
        }
        int from = startOf(index);
        int stop = from < 0 ? from : endOf(from);
        String cause;
        if (from == stop) {
            cause = from < 0 ? " is missing" : " is empty";
        } else {
            ByteString shown = copy(from, Math.min(stop, from + SHOWN));
            cause = " " + shown.quoted() + (stop > from + SHOWN ? "..." : "");
            if (id != Decimal.NONE) {
                cause += " is out of range (0 to " + Ids.MAX + ")";
            }
        }
        throw new UserSpecException(
                "line " + number + " of " + file + " is malformed: " + what + cause, null);
    }

    /** Return field {@code index}, empty if it is missing; one with a NUL could be no C string. */
    ByteString textWithoutNul(int index, String what) throws UserSpecException {
        ByteString text = text(index);
        if (text.indexOf(0, 0) >= 0) {
            throw new UserSpecException(
                    "line " + number + " of " + file + " is malformed: " + what + " holds NUL",
                    null);
        }
        return text;
    }

    /** Return field {@code index}, empty if it is missing. */
    ByteString text(int index) {
        int from = startOf(index);
        return from < 0 ? copy(end, end) : copy(from, endOf(from));
    }

    /** Return where this line stands. */
    Origin origin() {
        return new Origin(file, number);
    }

    private boolean matches(byte[] name, int from) {
        for (int i = 0; i < name.length; i++) {
            if (bytes[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int startOf(int index) {
        int at = start;
        for (int i = 0; i < index; i++) {
            at = endOf(at) + 1;
            if (at > end) {
                return -1;
            }
        }
        return at;
    }

    private int endOf(int from) {
        byte[] line = bytes;
        int stop = end;
        int at = from;
        while (at < stop && line[at] != ':') {
            at++;
        }
        return at;
    }

    private ByteString copy(int from, int to) {
        return ByteString.of(Arrays.copyOfRange(bytes, from, to));
    }
}
