package ctk.main;

import ctk.core.cli.CommandException;
import ctk.core.cli.ErrorLine;
import ctk.core.cli.Outcome;
import ctk.core.cli.Trace;
import ctk.core.linux.ByteString;
import ctk.core.linux.DescriptorOutput;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;

/** What the VM program calls. The only code that touches the standard streams. */
final class Main {

    private final Invoked invoked;
    private final OutputStream out = new DescriptorOutput(1, "standard output");
    private final OutputStream err = new DescriptorOutput(2, "standard error");

    private Main(Invoked invoked) {
        this.invoked = invoked;
    }

    /**
     * Decide what becomes of this process. Called by vm.c, on a thread that is not the first.
     *
     * @param argv the arguments, the program's name first, as the kernel gave them
     * @return a decision's record; one byte, the exit code; or none: {@link Outcome.StartAgain}
     */
    static byte[] start(byte[][] argv) {
        ByteString[] arguments = new ByteString[argv.length];
        for (int i = 0; i < argv.length; i++) {
            arguments[i] = ByteString.of(argv[i]);
        }
        return new Main(Invoked.of(arguments)).run();
    }

    private byte[] run() {
        try {
            Outcome outcome = invoked.run(out, err);
            if (outcome instanceof Outcome.Perform perform) {
                return perform.decision().encode();
            }
            return outcome instanceof Outcome.Exit exit
                    ? new byte[] {(byte) exit.code()}
                    : new byte[0];
        } catch (CommandException e) {
            return fail(String.valueOf(e.getMessage()), e.hint(), e);
        } catch (KernelException e) {
            return fail(String.valueOf(e.getMessage()), null, e);
        } catch (OutOfMemoryError e) {
            return fail("out of memory", null, e);
        } catch (IOException | RuntimeException | Error e) {
            return fail("internal error: " + e, "--debug shows where; please report it", e);
        }
    }

    private byte[] fail(String message, @Nullable String hint, Throwable error) {
        ErrorLine.write(err, invoked.label(), message, hint);
        if (invoked.wantsTrace()) {
            ErrorLine.write(err, invoked.label(), Trace.of(error), null);
        }
        return new byte[] {(byte) invoked.failure()};
    }
}
