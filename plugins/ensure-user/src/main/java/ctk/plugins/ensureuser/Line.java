package ctk.plugins.ensureuser;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import java.util.Arrays;

/** One line of a file of users or groups: fields between colons, of which any may be missing. */
final class Line {

    /** The field of the id: of the user in passwd(5), of the group in group(5). */
    static final int ID = 2;

    /** The largest id; the next one is (uid_t) -1. */
    private static final long MOST = 4_294_967_294L;

    /** How much of a field a message repeats, in bytes. */
    private static final int SHOWN = 64;

    final byte[] bytes;
    int start;
    int end;
    int number;

    /** Start before line 1. */
    Line(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Return one that stays as it is. */
    Line copy() {
        Line copy = new Line(bytes);
        copy.start = start;
        copy.end = end;
        copy.number = number;
        return copy;
    }

    /** Tell whether field 0 is {@code name}, which holds no colon. */
    boolean isNamed(byte[] name) {
        int stop = start + name.length;
        return stop <= end && (stop == end || bytes[stop] == ':') && matches(name, start);
    }

    /** Tell whether it stands for no entry: a comment, or what NIS is to put in or leave out. */
    boolean isNoEntry() {
        if (start == end) {
            return true;
        }
        byte first = bytes[start];
        return first == '#' || first == '+' || first == '-' || first == ':';
    }

    /** Tell whether the bytes at {@code from} are {@code name}. */
    boolean matches(byte[] name, int from) {
        for (int i = 0; i < name.length; i++) {
            if (bytes[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Return where field {@code index} starts, -1 if it is missing. */
    int startOf(int index) {
        int at = start;
        for (int i = 0; i < index; i++) {
            at = endOf(at) + 1;
            if (at > end) {
                return -1;
            }
        }
        return at;
    }

    /** Return where the field ends that starts there. */
    int endOf(int from) {
        int at = from;
        while (at < end && bytes[at] != ':') {
            at++;
        }
        return at;
    }

    /** Return the number in field {@code index}, -1 if it is no id. */
    long idOrNone(int index) {
        int at = startOf(index);
        if (at < 0) {
            return -1;
        }
        int stop = endOf(at);
        boolean isNegative = at < stop && bytes[at] == '-';
        if (at < stop && (isNegative || bytes[at] == '+')) {
            at++;
        }
        if (at == stop) {
            return -1;
        }
        long value = 0;
        for (; at < stop; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = Math.min(value * 10 + digit, MOST + 1);
        }
        return value > MOST || (isNegative && value > 0) ? -1 : value;
    }

    /**
     * Return the id in field {@code index}.
     *
     * @param file its path, for the message
     * @param what its name, for the message
     */
    long id(int index, String file, String what) throws SetupException {
        long id = idOrNone(index);
        if (id < 0) {
            int from = startOf(index);
            throw malformed(file, from < 0 ? what + " is missing" : what + " is " + quote(index));
        }
        return id;
    }

    /** Return field {@code index}, empty if it is missing; what is not UTF-8 is lost. */
    String text(int index) {
        int from = startOf(index);
        return from < 0 ? "" : new String(bytes, from, endOf(from) - from, UTF_8);
    }

    /** Tell whether field {@code index} is there and holds these bytes. */
    boolean holds(int index, byte[] value) {
        int from = startOf(index);
        return from >= 0 && endOf(from) - from == value.length && matches(value, from);
    }

    /** Return a failure that says what is wrong with the line. */
    SetupException malformed(String file, String cause) {
        return new SetupException("line " + number + " of " + file + " is malformed: " + cause);
    }

    private String quote(int index) {
        byte[] field = text(index).getBytes(UTF_8);
        boolean isLong = field.length > SHOWN;
        byte[] shown = isLong ? Arrays.copyOf(field, SHOWN) : field;
        return Text.quote(new String(shown, UTF_8)) + (isLong ? "..." : "");
    }
}
