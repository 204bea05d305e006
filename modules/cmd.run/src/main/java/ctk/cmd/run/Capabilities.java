package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;
import ctk.core.linux.Capability;
import ctk.core.linux.ProcessState;

import java.util.Locale;

/** Capability sets in words: names of capabilities(7), or numbers for those that have none here. */
final class Capabilities {

    private static final String PREFIX = "cap_";

    private Capabilities() {}

    /**
     * Read a set.
     *
     * @param list names with or without {@code cap_}, numbers, {@code all} or {@code none}
     * @param option that it was given to
     * @return bit n for capability n
     * @throws CommandException for a capability that the kernel does not know
     */
    static long parse(ByteString list, String option) throws CommandException {
        Words.requireAny(list, option, "none is none");
        String text = list.toString().toLowerCase(Locale.ROOT);
        ProcessState state = ProcessState.current();
        if (text.equals("none")) {
            return 0;
        }
        if (text.equals("all")) {
            return state.known();
        }
        long set = 0;
        for (ByteString name : Words.of(list, option)) {
            int number = number(name.toString().toLowerCase(Locale.ROOT));
            if (number < 0 || number >= state.capabilities()) {
                throw new CommandException(
                        "cannot take " + option + ": no such capability " + name.quoted(),
                        number < 0
                                ? "names are those of capabilities(7), as in net_bind_service"
                                : "the kernel knows those up to " + (state.capabilities() - 1));
            }
            set |= 1L << number;
        }
        return set;
    }

    private static int number(String name) {
        String full = name.startsWith(PREFIX) ? name : PREFIX + name;
        for (Capability each : Capability.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(full)) {
                return each.number();
            }
        }
        return ByteString.of(name).decimal(Long.SIZE - 1);
    }

    /** Return a set in words. */
    static String words(long set) {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < Long.SIZE; n++) {
            if ((set >>> n & 1) != 0) {
                text.append(text.isEmpty() ? "" : ",").append(name(n));
            }
        }
        return text.isEmpty() ? "none" : text.toString();
    }

    private static String name(int number) {
        Capability[] all = Capability.values();
        return number < all.length
                ? all[number].name().substring(PREFIX.length()).toLowerCase(Locale.ROOT)
                : Integer.toString(number);
    }
}
