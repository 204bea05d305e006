package ctk.cmd.chownvolumes;

import ctk.core.cli.CommandException;
import ctk.core.linux.Capability;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

/** The capabilities that changing files of others takes. */
final class Needed {

    private Needed() {}

    static boolean has(Capability capability) throws CommandException {
        try {
            return Credentials.current().has(capability);
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }

    /**
     * Return a hint why files could not be changed, or null.
     *
     * @param isMode whether their permissions were to be changed, too
     */
    static @Nullable String hint(boolean isMode) {
        try {
            Credentials now = Credentials.current();
            Capability first = null;
            if (!now.has(Capability.CAP_CHOWN)) {
                first = Capability.CAP_CHOWN;
            } else if (!now.has(Capability.CAP_DAC_READ_SEARCH)
                    && !now.has(Capability.CAP_DAC_OVERRIDE)) {
                first = Capability.CAP_DAC_READ_SEARCH;
            }
            if (!isMode || now.has(Capability.CAP_FOWNER)) {
                return first == null ? null : first + " is missing";
            }
            return first == null
                    ? Capability.CAP_FOWNER + " is missing"
                    : first + " and " + Capability.CAP_FOWNER + " are missing";
        } catch (KernelException e) {
            return null; // files were changed already: a hint is not worth an error
        }
    }
}
