package ctk.cmd.shell.processes;

import ctk.core.linux.Capability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Capability sets in words. */
final class CapabilityText {

    private static final int FEW = 2;
    private static final int FEW_MISSING = 5;
    private static final long ALL = (1L << Capability.values().length) - 1;
    private static final int PREFIX = "cap_".length();

    private CapabilityText() {}

    /** Return the names of a set without {@code cap_}; a number for one that ctk does not know. */
    static List<String> names(long set) {
        List<String> names = new ArrayList<>();
        Capability[] known = Capability.values();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((set & 1L << bit) != 0) {
                boolean isKnown = bit < known.length;
                names.add(
                        isKnown
                                ? known[bit].name().toLowerCase(Locale.ROOT).substring(PREFIX)
                                : Integer.toString(bit));
            }
        }
        return names;
    }

    /** Tell whether a set holds all that ctk knows. */
    static boolean isAll(long set) {
        return (set & ALL) == ALL;
    }

    /** Return a set in a few words: -, all, the names of two, or a number. */
    static String brief(long set) {
        List<String> names = names(set);
        if (names.isEmpty()) {
            return "-";
        }
        if (isAll(set)) {
            return "all";
        }
        return names.size() <= FEW ? String.join(",", names) : names.size() + " caps";
    }

    /** Return a set in full. */
    static String full(long set) {
        List<String> names = names(set);
        if (names.isEmpty()) {
            return "none";
        }
        if (isAll(set)) {
            return "all";
        }
        List<String> missing = names(~set & ALL);
        return missing.size() <= FEW_MISSING
                ? "all but " + String.join(" ", missing)
                : String.join(" ", names);
    }
}
