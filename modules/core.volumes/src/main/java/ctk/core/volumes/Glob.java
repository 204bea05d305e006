package ctk.core.volumes;

import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A pattern for paths below the root of a tree, over bytes: {@code *}, {@code ?}, {@code [a-z]},
 * {@code [!a]}, {@code \x}, and {@code **} for any number of directories.
 *
 * <p>It is an automaton that follows all possible matches at once, as a set of positions in the
 * pattern: position p is in the set if the bytes so far match the first p tokens. So a byte costs
 * the same whatever the pattern and whatever came before. The set is a part of the caller's array,
 * {@link #words} long.
 */
final class Glob {

    /** The length of the longest pattern, in bytes. */
    static final int MAX_LENGTH = 4096;

    private final int words;

    /** The positions that a byte moves on by one: {@code words} words for each of the 256 bytes. */
    private final long[] moved;

    /** The positions before a {@code *}: any byte but '/' leaves them, no byte is needed. */
    private final long[] stars;

    /** The positions before a {@code **} and its '/': any byte leaves them, '/' also moves them. */
    private final long[] deep;

    /** The position behind the last token. */
    private int end;

    private Glob(int length) {
        words = (length >> 6) + 1;
        moved = new long[256 * words];
        stars = new long[words];
        deep = new long[words];
    }

    /**
     * Compile {@code pattern}.
     *
     * @throws VolumeException if it is none, or can never match
     */
    static Glob parse(ByteString pattern) throws VolumeException {
        return new Parser(pattern).parse();
    }

    /** Return the number of words of a set. */
    int words() {
        return words;
    }

    /** Fill the empty set at {@code from} with the positions at the root of a tree. */
    void start(long[] set, int from) {
        long first = 1L | ((deep[0] & 1L) << 1);
        set[from] = first | ((first & stars[0]) << 1);
    }

    /** Tell whether a name in a directory with the set at {@code from} completes a match. */
    boolean matches(long[] set, int from, byte[] names, int offset, int length) {
        if (isEmpty(set, from)) {
            return false;
        }
        long[] own = Arrays.copyOfRange(set, from, from + words);
        return run(own, 0, names, offset, length) && (own[end >> 6] >>> end & 1L) != 0;
    }

    /** Change the set of a directory at {@code from} to that of its subdirectory of that name. */
    void enter(long[] set, int from, byte[] names, int offset, int length) {
        if (!isEmpty(set, from) && run(set, from, names, offset, length)) {
            step(set, from, '/');
        }
    }

    private boolean isEmpty(long[] set, int from) {
        for (int w = 0; w < words; w++) {
            if (set[from + w] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Take the bytes of a name; return false, with an empty set, if no match can begin so. */
    private boolean run(long[] set, int from, byte[] names, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (!step(set, from, names[offset + i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Take one byte; return false if the set is empty now.
     *
     * <p>No star stands before a star and no deep token before a deep one, see the parser. So what
     * needs no byte is passed once for each kind, deep ones first, as {@code **}{@code /*} needs
     * it.
     */
    private boolean step(long[] set, int from, int b) {
        int row = b * words;
        long intoNext = 0;
        long pastDeep = 0;
        long pastStar = 0;
        long any = 0;
        for (int w = 0; w < words; w++) {
            long old = set[from + w];
            long moving = old & moved[row + w];
            long arrived = (moving << 1) | intoNext;
            intoNext = moving >>> 63;
            // only one that just arrived is at the start of a component and may leave out the rest
            long passing = arrived & deep[w];
            arrived |= (passing << 1) | pastDeep;
            pastDeep = passing >>> 63;
            long now = arrived | (old & (b == '/' ? deep[w] : deep[w] | stars[w]));
            passing = now & stars[w];
            now |= (passing << 1) | pastStar;
            pastStar = passing >>> 63;
            set[from + w] = now;
            any |= now;
        }
        return any != 0;
    }

    /** Reads a pattern from left to right and adds its tokens to a glob. */
    private static final class Parser {

        private static final int WILD = -1;

        private final ByteString pattern;
        private final int length;
        private final Glob glob;
        private int at;

        Parser(ByteString pattern) throws VolumeException {
            this.pattern = pattern;
            this.length = pattern.length();
            refuseAsWhole();
            // no token is shorter than a byte
            this.glob = new Glob(length);
        }

        Glob parse() throws VolumeException {
            do {
                component();
            } while (at < length);
            return glob;
        }

        private void refuseAsWhole() throws VolumeException {
            if (length == 0) {
                throw refused("it is empty", null);
            }
            if (length > MAX_LENGTH) {
                throw refused("it is longer than " + MAX_LENGTH + " bytes", null);
            }
            if (pattern.indexOf(0, 0) >= 0) {
                throw refused("it holds a NUL byte", null);
            }
            if (pattern.at(0) == '/') {
                throw refused("it starts with '/'", fromTop());
            }
            if (pattern.at(length - 1) == '/') {
                throw refused("it ends with '/'", "a directory is named without it");
            }
        }

        /**
         * Return a hint to write it without './' or '/' at its beginning, null if none is there.
         */
        private @Nullable String fromTop() {
            int from = 0;
            while (from < length
                    && (pattern.at(from) == '/'
                            || (pattern.at(from) == '.' && isSlash(from + 1)))) {
                from++;
            }
            String rest = from < length ? ": write " + pattern.slice(from).quoted() : "";
            return from == 0 ? null : "patterns start at PATH" + rest;
        }

        private boolean isSlash(int position) {
            return position < length && pattern.at(position) == '/';
        }

        /** Read a component and the '/' behind it. */
        private void component() throws VolumeException {
            if (next(0) == '*' && next(1) == '*' && (next(2) == '/' || next(2) < 0)) {
                anyDirectories();
                return;
            }
            int first = glob.end;
            int dots = 0;
            while (at < length && next(0) != '/') {
                if (token(first) == '.') {
                    dots++;
                }
            }
            int tokens = glob.end - first;
            if (tokens == 0) {
                throw refused("it holds '//'", null);
            }
            if (tokens == dots && dots <= 2) {
                String hint = first == 0 ? fromTop() : null;
                throw refused("it holds the component '" + "..".substring(2 - dots) + "'", hint);
            }
            if (at < length) {
                at++;
                literal('/');
            }
        }

        /** Read a whole component of two asterisks; at the end of the pattern it is as with /*. */
        private void anyDirectories() {
            boolean last = at + 2 == length;
            at = last ? length : at + 3;
            // a second one in a row adds nothing, and the automaton relies on its absence
            if (glob.end == 0 || !has(glob.deep, glob.end - 1)) {
                add(glob.deep, 0, glob.end);
                literal('/');
            }
            if (last) {
                add(glob.stars, 0, glob.end++);
            }
        }

        /** Read a token of a component that starts at {@code first}; return its byte, or WILD. */
        private int token(int first) throws VolumeException {
            int b = next(0);
            at++;
            return switch (b) {
                case '*' -> star(first);
                case '?' -> oneOf(new boolean[256], true);
                case '[' -> set();
                default -> literal(b == '\\' ? escaped() : b);
            };
        }

        private int star(int first) throws VolumeException {
            if (glob.end > first && has(glob.stars, glob.end - 1)) {
                throw refused("'**' is not a whole component", "as in 'a/**/*.tmp'");
            }
            add(glob.stars, 0, glob.end++);
            return WILD;
        }

        private int set() throws VolumeException {
            boolean negated = next(0) == '!' || next(0) == '^';
            if (negated) {
                at++;
            }
            boolean[] members = new boolean[256];
            // as the first member, ']' stands for itself
            do {
                int low = member();
                int high = low;
                if (next(0) == '-' && next(1) != ']') {
                    at++;
                    high = member();
                    if (high < low) {
                        throw refused("it holds a range from a higher to a lower byte", null);
                    }
                }
                Arrays.fill(members, low, high + 1, true);
            } while (next(0) != ']');
            at++;
            return oneOf(members, negated);
        }

        private int member() throws VolumeException {
            int b = next(0);
            if (b < 0 || b == '/') {
                throw refused("'[' is not closed", "write '\\[' for the byte itself");
            }
            if (b == '[' && (next(1) == ':' || next(1) == '.' || next(1) == '=')) {
                // fnmatch(3) takes [[:alpha:]] as a class; to read it as bytes would surprise
                throw refused("'[" + (char) next(1) + "' in a set is not supported", null);
            }
            at++;
            return b == '\\' ? escaped() : b;
        }

        private int escaped() throws VolumeException {
            int b = next(0);
            if (b < 0) {
                throw refused("it ends with a lone backslash", null);
            }
            if (b == '/') {
                throw refused("a backslash stands before '/'", null);
            }
            at++;
            return b;
        }

        private int next(int ahead) {
            return at + ahead < length ? pattern.at(at + ahead) & 0xff : -1;
        }

        private int literal(int b) {
            add(glob.moved, b * glob.words, glob.end++);
            return b;
        }

        private int oneOf(boolean[] members, boolean negated) {
            for (int b = 0; b < 256; b++) {
                if (members[b] != negated && b != '/') {
                    add(glob.moved, b * glob.words, glob.end);
                }
            }
            glob.end++;
            return WILD;
        }

        private static void add(long[] set, int from, int position) {
            set[from + (position >> 6)] |= 1L << position;
        }

        private static boolean has(long[] set, int position) {
            return (set[position >> 6] >>> position & 1L) != 0;
        }

        private VolumeException refused(String cause, @Nullable String hint) {
            return new VolumeException("cannot exclude " + pattern.quoted() + ": " + cause, hint);
        }
    }
}
