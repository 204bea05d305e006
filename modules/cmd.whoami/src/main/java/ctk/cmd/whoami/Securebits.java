package ctk.cmd.whoami;

import java.util.ArrayList;
import java.util.List;

/** The securebits of capabilities(7), by their names in linux/securebits.h. */
final class Securebits {

    private static final List<String> NAMES =
            List.of(
                    "noroot",
                    "noroot_locked",
                    "no_setuid_fixup",
                    "no_setuid_fixup_locked",
                    "keep_caps",
                    "keep_caps_locked",
                    "no_cap_ambient_raise",
                    "no_cap_ambient_raise_locked");

    private Securebits() {}

    /** Return the names of the bits that are set; a bit without a name is a number. */
    static List<String> names(int bits) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Integer.SIZE; i++) {
            if ((bits >>> i & 1) != 0) {
                names.add(i < NAMES.size() ? NAMES.get(i) : "bit " + i);
            }
        }
        return names;
    }
}
