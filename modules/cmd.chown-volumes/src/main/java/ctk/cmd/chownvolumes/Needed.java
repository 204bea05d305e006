package ctk.cmd.chownvolumes;

import ctk.core.cli.CommandException;
import ctk.core.linux.Capability;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The capabilities that changing files of others takes. */
final class Needed {

    private static final List<Capability> ALWAYS =
            List.of(Capability.CAP_CHOWN, Capability.CAP_DAC_READ_SEARCH);

    private Needed() {}

    static boolean has(Capability capability) throws CommandException {
        try {
            return Credentials.current().has(capability);
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }

    /** Return a hint why files could not be changed, or null. */
    static @Nullable String hint() throws CommandException {
        for (Capability each : ALWAYS) {
            boolean isReplaced =
                    each == Capability.CAP_DAC_READ_SEARCH && has(Capability.CAP_DAC_OVERRIDE);
            if (!has(each) && !isReplaced) {
                return each + " is missing";
            }
        }
        return null;
    }
}
