package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.tree.Place;
import ctk.cmd.shell.tree.PlaceException;
import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;

import java.io.IOException;

/** {@code rm}. */
public final class Rm extends Described {

    /** One for all calls. */
    public Rm() {
        super(
                "rm",
                "[-fr] PATH...",
                "remove files; a link is removed itself, and never followed",
                Operand.PATH,
                "-f  what is not there is no error",
                "-r  directories too, with all below them, on other file systems too");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        int code = 0;
        for (ByteString path : flags.atLeast(flags.has('f') ? 0 : 1, "give a path")) {
            call.check();
            try {
                code = Math.max(code, remove(call, path, flags));
            } catch (PlaceException e) {
                code = call.fail("cannot remove " + e.getMessage());
            }
        }
        return code;
    }

    private static int remove(Call call, ByteString path, Flags flags)
            throws IOException, PlaceException {
        if (flags.has('f') && isMissing(path)) {
            return 0;
        }
        try (Place place = Place.of(path)) {
            if (place.isDots()) {
                throw new PlaceException(path, "it is '/', '.' or '..'");
            }
            FileStatus status = place.status();
            if (status != null && status.isDirectory() && !flags.has('r')) {
                throw new PlaceException(path, "it is a directory, and -r was not given");
            }
            boolean isLinkAsDirectory =
                    status != null
                            && status.type() == FileStatus.Type.LINK
                            && path.at(path.length() - 1) == '/';
            if (isLinkAsDirectory) {
                throw new PlaceException(path, "it is a symbolic link; give it without a slash");
            }
            Removal removal = new Removal(call, flags.has('f'));
            removal.remove(place);
            return removal.code();
        }
    }

    private static boolean isMissing(ByteString path) {
        try {
            FileStatus.of(path, false);
            return false;
        } catch (KernelException e) {
            return e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
        }
    }
}
