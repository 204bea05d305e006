package ctk.core.volumes;

import ctk.core.linux.ByteString;

import java.util.Arrays;
import java.util.List;

/**
 * What to leave out of a tree, as several patterns over the path below its root. A directory has a
 * state, from which those of its subdirectories follow; nobody changes a state once it is returned.
 */
final class Exclusions {

    private final Glob[] globs;
    private final int words; // the sets of all globs, one behind the other

    private Exclusions(Glob[] globs) {
        this.globs = globs;
        int sum = 0;
        for (Glob glob : globs) {
            sum += glob.words();
        }
        words = sum;
    }

    /**
     * Compile the patterns.
     *
     * @throws VolumeException if one of them is refused, see {@link Glob#parse}
     */
    static Exclusions of(List<ByteString> patterns) throws VolumeException {
        Glob[] globs = new Glob[patterns.size()];
        for (int i = 0; i < globs.length; i++) {
            globs[i] = Glob.parse(patterns.get(i));
        }
        return new Exclusions(globs);
    }

    /** Tell whether nothing is left out. */
    boolean isEmpty() {
        return globs.length == 0;
    }

    /** Return the state of the root of a tree. */
    long[] start() {
        long[] state = new long[words];
        int from = 0;
        for (Glob glob : globs) {
            glob.start(state, from);
            from += glob.words();
        }
        return state;
    }

    /**
     * Tell whether a pattern matches the entry {@code names[offset..offset+length)} of a directory.
     */
    boolean matches(long[] state, byte[] names, int offset, int length) {
        int from = 0;
        for (Glob glob : globs) {
            if (glob.matches(state, from, names, offset, length)) {
                return true;
            }
            from += glob.words();
        }
        return false;
    }

    /** Return the state of the subdirectory {@code names[offset..offset+length)}. */
    long[] enter(long[] state, byte[] names, int offset, int length) {
        long[] inside = state.clone();
        int from = 0;
        for (Glob glob : globs) {
            glob.enter(inside, from, names, offset, length);
            from += glob.words();
        }
        return Arrays.equals(inside, state) ? state : inside; // a deep tree has many of them
    }
}
