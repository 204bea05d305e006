package ctk.cmd.whoami;

import ctk.core.linux.Capability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A set of capabilities in words.
 *
 * @param bits bit n for capability n
 * @param known the set of all that the kernel knows
 */
record CapabilitySet(long bits, long known) {

    /** What Docker and containerd give to a container (moby: oci/caps/defaults.go). */
    private static final List<Capability> DOCKER =
            List.of(
                    Capability.CAP_CHOWN,
                    Capability.CAP_DAC_OVERRIDE,
                    Capability.CAP_FSETID,
                    Capability.CAP_FOWNER,
                    Capability.CAP_MKNOD,
                    Capability.CAP_NET_RAW,
                    Capability.CAP_SETGID,
                    Capability.CAP_SETUID,
                    Capability.CAP_SETFCAP,
                    Capability.CAP_SETPCAP,
                    Capability.CAP_NET_BIND_SERVICE,
                    Capability.CAP_SYS_CHROOT,
                    Capability.CAP_KILL,
                    Capability.CAP_AUDIT_WRITE);

    private static final int FEW = 8;

    /** Tell whether one is in it that Docker gives to no container by itself. */
    boolean exceedsDocker() {
        return (bits & ~docker()) != 0;
    }

    /** Return the names, by number. */
    List<String> names() {
        return names(bits);
    }

    /** Return it as the shortest words that tell all of it. */
    String words() {
        long docker = docker() & known;
        if (bits == 0) {
            return "none";
        }
        if (bits == known) {
            return "all";
        }
        if (Long.bitCount(known & ~bits) <= FEW) {
            return "all but " + list(known & ~bits);
        }
        if (bits == docker) {
            return "Docker default set";
        }
        long more = bits & ~docker;
        long less = docker & ~bits;
        if (less == 0 && Long.bitCount(more) <= FEW) {
            return "Docker default set and " + list(more);
        }
        if (more == 0 && Long.bitCount(less) < Long.bitCount(bits)) {
            return "Docker default set but " + list(less);
        }
        return list(bits);
    }

    private static long docker() {
        long set = 0;
        for (int i = 0; i < DOCKER.size(); i++) {
            set |= 1L << DOCKER.get(i).number();
        }
        return set;
    }

    private static String list(long set) {
        return String.join(", ", names(set));
    }

    private static List<String> names(long set) {
        List<String> names = new ArrayList<>();
        Capability[] all = Capability.values();
        for (int i = 0; i < Long.SIZE; i++) {
            if ((set >>> i & 1) != 0) {
                names.add(i < all.length ? name(all[i]) : Integer.toString(i));
            }
        }
        return names;
    }

    /** As setpriv(1) and the options of ctk run write it. */
    private static String name(Capability capability) {
        return capability.name().substring("CAP_".length()).toLowerCase(Locale.ROOT);
    }
}
