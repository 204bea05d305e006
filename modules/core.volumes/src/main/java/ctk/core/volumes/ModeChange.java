package ctk.core.volumes;

import ctk.core.linux.ByteString;

import java.util.ArrayList;
import java.util.List;

/**
 * A change of permissions in the grammar of chmod(1) as GNU has it, with the prefixes {@code D} and
 * {@code F} of rsync(1) for clauses that hold only for directories, or only for everything else.
 *
 * <p>Beyond chmod, a number may be one clause of several: {@code D2770,F0660}.
 */
public final class ModeChange {

    private static final int ALL = 07777;
    private static final int EXECUTE = 0111;

    /** The set-user-ID bit. */
    static final int SET_UID = 04000;

    /** The set-group-ID bit. */
    static final int SET_GID = 02000;

    /** The set-user-ID and the set-group-ID bit. */
    static final int SET_IDS = 06000;

    private final Step[] steps;

    private ModeChange(Step[] steps) {
        this.steps = steps;
    }

    /**
     * Read {@code text}.
     *
     * @param umask the bits that a clause without a who letter does not grant or take, see umask(2)
     * @throws VolumeException if the text is not in the grammar
     */
    public static ModeChange parse(ByteString text, int umask) throws VolumeException {
        return new ModeChange(new Parser(text, umask & 0777).parse());
    }

    /**
     * Return the permission bits that follow from those of {@code mode}.
     *
     * @param mode the mode of a file; bits outside 07777 are ignored, and not returned
     * @param directory whether the file is a directory
     */
    public int apply(int mode, boolean directory) {
        int bits = mode & ALL;
        for (Step step : steps) {
            if (directory ? step.who.directories : step.who.others) {
                bits = step.apply(bits, directory);
            }
        }
        return bits;
    }

    /**
     * For whom a clause holds.
     *
     * @param directories whether for directories
     * @param others whether for everything else
     * @param cleared the bits that {@code =} clears before it sets some
     * @param granted the bits that may be set or, with {@code -}, cleared
     */
    private record Who(boolean directories, boolean others, int cleared, int granted) {}

    /**
     * The permissions behind an operator.
     *
     * @param bits those that are named
     * @param executeIfAny X: also to execute, for a directory or if someone may execute
     * @param copied the shift to the class that is copied, or -1
     */
    private record Permissions(int bits, boolean executeIfAny, int copied) {

        int of(int mode, boolean directory) {
            if (copied >= 0) {
                return (mode >> copied & 7) * 0111;
            }
            boolean execute = executeIfAny && (directory || (mode & EXECUTE) != 0);
            return execute ? bits | EXECUTE : bits;
        }
    }

    /**
     * An operator with what stands on its two sides.
     *
     * @param kept the set-ID bits that a directory keeps whatever the operator, since GNU chmod
     *     changes them there only if they are named
     */
    private record Step(Who who, int operator, Permissions permissions, int kept) {

        int apply(int mode, boolean directory) {
            int free = directory ? ~kept : ~0;
            int bits = permissions.of(mode, directory) & who.granted & free;
            return switch (operator) {
                case '+' -> mode | bits;
                case '-' -> mode & ~bits;
                default -> (mode & ~(who.cleared & free)) | bits;
            };
        }
    }

    /** Reads a text from left to right. */
    private static final class Parser {

        private static final int END = -1;

        private final ByteString text;
        private final int length;
        private final int umask;
        private final List<Step> steps = new ArrayList<>();
        private int at;

        Parser(ByteString text, int umask) {
            this.text = text;
            this.length = text.length();
            this.umask = umask;
        }

        Step[] parse() throws VolumeException {
            if (length == 0) {
                throw refused("it is empty");
            }
            clause();
            while (next() == ',') {
                at++;
                clause();
            }
            if (next() != END) {
                throw unexpected();
            }
            return steps.toArray(new Step[0]);
        }

        private void clause() throws VolumeException {
            int prefix = next() == 'D' || next() == 'F' ? next() : END;
            if (prefix != END) {
                at++;
            }
            boolean directories = prefix != 'F';
            boolean others = prefix != 'D';
            if (next() == END || next() == ',') {
                throw refused("a clause is empty");
            }
            if (isOctal(next())) {
                int start = at;
                int bits = number();
                // as in GNU chmod, from five digits on a number also names the set-ID bits it lacks
                int kept = at - start < 5 ? SET_IDS & ~bits : 0;
                Who all = new Who(directories, others, ALL, ALL);
                steps.add(new Step(all, '=', new Permissions(bits, false, -1), kept));
                return;
            }
            int named = letters();
            if (next() == END || next() == ',') {
                throw refused("an operator (+, - or =) is missing");
            }
            if (named != 0) {
                operations(new Who(directories, others, named, named), false);
            } else {
                operations(new Who(directories, others, ALL, ALL & ~umask), true);
            }
        }

        /** Read the who letters; return the bits that are theirs, 0 if there is no letter. */
        private int letters() {
            int named = 0;
            while (true) {
                switch (next()) {
                    case 'u' -> named |= 04700;
                    case 'g' -> named |= 02070;
                    case 'o' -> named |= 01007;
                    case 'a' -> named |= ALL;
                    default -> {
                        return named;
                    }
                }
                at++;
            }
        }

        private void operations(Who who, boolean implied) throws VolumeException {
            if (!isOperator(next())) {
                throw unexpected();
            }
            while (isOperator(next())) {
                int operator = next();
                at++;
                if (implied && isOctal(next())) {
                    // here a number ends the clause, is free of the umask, and names all bits
                    Who all = new Who(who.directories, who.others, ALL, ALL);
                    steps.add(new Step(all, operator, new Permissions(number(), false, -1), 0));
                    return;
                }
                Permissions permissions = permissions();
                steps.add(new Step(who, operator, permissions, SET_IDS & ~permissions.bits));
            }
        }

        private Permissions permissions() {
            int copied =
                    switch (next()) {
                        case 'u' -> 6;
                        case 'g' -> 3;
                        case 'o' -> 0;
                        default -> -1;
                    };
            if (copied >= 0) {
                at++;
                return new Permissions(0, false, copied);
            }
            int bits = 0;
            boolean executeIfAny = false;
            while (true) {
                switch (next()) {
                    case 'r' -> bits |= 0444;
                    case 'w' -> bits |= 0222;
                    case 'x' -> bits |= EXECUTE;
                    case 's' -> bits |= SET_IDS;
                    case 't' -> bits |= 01000;
                    case 'X' -> executeIfAny = true;
                    default -> {
                        return new Permissions(bits, executeIfAny, -1);
                    }
                }
                at++;
            }
        }

        private int number() throws VolumeException {
            int value = 0;
            while (isOctal(next())) {
                value = value * 8 + next() - '0';
                if (value > ALL) {
                    throw refused("a number is above 07777");
                }
                at++;
            }
            return value;
        }

        private int next() {
            return at < length ? text.at(at) & 0xff : END;
        }

        private static boolean isOctal(int b) {
            return b >= '0' && b <= '7';
        }

        private static boolean isOperator(int b) {
            return b == '+' || b == '-' || b == '=';
        }

        private VolumeException unexpected() {
            return refused(text.slice(at, at + 1).quoted() + " is out of place");
        }

        private VolumeException refused(String cause) {
            return new VolumeException("cannot parse mode " + text.quoted() + ": " + cause, null);
        }
    }
}
