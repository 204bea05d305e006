package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.cli.Option;
import ctk.core.linux.ByteString;
import ctk.core.seal.Facts;

import java.util.List;

/** Options of {@code ctk run} whose start depends on more than {@code bin/ctk} compares. */
final class Unsealable {

    private static final String KERNEL = "it depends on the kernel";

    /** An option, and why. */
    private record Reason(Option option, String why) {}

    private static final List<Reason> REASONS =
            List.of(
                    new Reason(RunOptions.DRY_RUN, "it starts nothing"),
                    new Reason(RunOptions.VERBOSE, "what it says is worked out anew each time"),
                    new Reason(
                            IdentityOptions.MATCH_OWNER,
                            "whose PATH is shows only when a start comes"),
                    new Reason(IdentityOptions.ALLOW_ROOT, "it is for --match-owner"),
                    new Reason(PrivilegeOptions.LANDLOCK_ACCESS, KERNEL),
                    new Reason(PrivilegeOptions.LANDLOCK_RULE, KERNEL),
                    new Reason(PrivilegeOptions.LANDLOCK_BEST_EFFORT, KERNEL),
                    new Reason(PrivilegeOptions.APPARMOR_PROFILE, KERNEL),
                    new Reason(PrivilegeOptions.SELINUX_LABEL, KERNEL));

    private Unsealable() {}

    /** Tell whether an option keeps a start from being sealed. */
    static boolean is(Option option) {
        for (Reason each : REASONS) {
            if (each.option().name().equals(option.name())) {
                return true;
            }
        }
        return false;
    }

    /** Refuse what cannot be sealed. */
    static void check(Arguments arguments) throws CommandException {
        for (Reason each : REASONS) {
            if (arguments.has(each.option())) {
                throw refused(each.option().name(), each.why());
            }
        }
        if (UserSource.isNss(arguments)) {
            throw refused("--user-db=nss", "what the name service says can change unseen");
        }
    }

    /**
     * Refuse a bounding set of capabilities that the kernel of a start may not know: it would be
     * refused there. Those of the process are known to its kernel.
     */
    static void checkBoundingSet(Arguments arguments, Facts facts) throws CommandException {
        ByteString list = arguments.value(PrivilegeOptions.BOUNDING_SET);
        if (list == null) {
            return;
        }
        long more = Capabilities.parse(list, "--bounding-set") & ~facts.bounding();
        if (more != 0) {
            throw refused(
                    "--bounding-set=" + list.printable(),
                    "the process it is for has no "
                            + Capabilities.words(more)
                            + ", which its kernel may not know");
        }
    }

    static CommandException refused(String what, String why) {
        return new CommandException(
                "cannot seal " + what + ": " + why, "ctk run takes it, without a seal");
    }
}
