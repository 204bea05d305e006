package ctk.cmd.chownvolumes;

import ctk.core.linux.ByteString;
import ctk.core.volumes.DryRun;
import ctk.core.volumes.Owner;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Prints a line for each change that would be made. */
final class Listing implements DryRun {

    private final OutputStream out;
    private final Owner wanted;
    private final boolean isSilent;
    private volatile @Nullable IOException failure;

    /**
     * Print to a stream.
     *
     * @param wanted the owner that files would get
     * @param isSilent print nothing: the changes are only counted
     */
    Listing(OutputStream out, Owner wanted, boolean isSilent) {
        this.out = new BufferedOutputStream(out);
        this.wanted = wanted;
        this.isSilent = isSilent;
    }

    @Override
    public void wouldChange(ByteString path, Owner before, int mode, int newMode) {
        if (isSilent || failure != null) {
            return;
        }
        String line = path.quoted() + ": " + text(before) + " -> " + text(wanted);
        if (mode != newMode) {
            line += ", " + octal(mode) + " -> " + octal(newMode);
        }
        write(ByteString.of(line + "\n").toBytes());
    }

    /** Tell whether the lines cannot be written, so that the walk is for nothing. */
    boolean hasFailed() {
        return failure != null;
    }

    /** Write what is left. */
    void end() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
        out.flush();
    }

    private synchronized void write(byte[] line) {
        try {
            out.write(line);
        } catch (IOException e) {
            failure = e;
        }
    }

    private static String text(Owner owner) {
        return owner.uid() + ":" + owner.gid();
    }

    private static String octal(int mode) {
        String digits = Integer.toOctalString(mode);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
