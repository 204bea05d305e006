package ctk.cmd.run;

import ctk.core.cli.Arguments;
import ctk.core.cli.CommandException;
import ctk.core.linux.Capability;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.linux.ProcessState;
import ctk.core.steps.Reporter;

/**
 * Whether a start may be refused behind its set-up for want of the right to switch. Root in a
 * container hardly ever lacks it; else the set-up is planned once more than it has to be, so that
 * the refusal comes before anything is changed.
 */
final class Foresight {

    /** Hears of the plan that is only made to look ahead. */
    static final Reporter SILENT =
            new Reporter() {
                @Override
                public void planned(String step, String description, boolean isNeeded) {}

                @Override
                public void skipped(String step) {}

                @Override
                public void postponed(String step, String barrier) {}

                @Override
                public void applied(String step, String description, long nanoseconds) {}

                @Override
                public void warning(String text) {}
            };

    private Foresight() {}

    /** Tell whether it is worth to look. The owner of a path can be made by a step. */
    static boolean isNeeded(Arguments arguments) throws CommandException {
        if (arguments.has(IdentityOptions.MATCH_OWNER)) {
            return false;
        }
        try {
            Credentials now = Credentials.current();
            return !now.has(Capability.CAP_SETUID)
                    || !now.has(Capability.CAP_SETGID)
                    || ProcessState.isSetGroupsDenied();
        } catch (KernelException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }
}
