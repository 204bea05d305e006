package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.Described;
import ctk.cmd.shell.builtin.Flags;
import ctk.cmd.shell.builtin.Operand;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.tree.Place;
import ctk.cmd.shell.tree.PlaceException;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.FileStatus;

import java.io.IOException;

/** {@code mkdir}. */
public final class Mkdir extends Described {

    private static final int ALL = 0777;

    /** One for all calls. */
    public Mkdir() {
        super(
                "mkdir",
                "[-p] [-m MODE] DIRECTORY...",
                "make directories",
                Operand.DIRECTORY,
                "-m MODE  with these permissions (octal), whatever the umask",
                "-p  with those above them; one that is there is no error");
    }

    @Override
    public int run(Call call) throws IOException, UsageException {
        Flags flags = flags(call);
        ByteString mode = flags.value('m');
        if (mode != null && !mode.toString().matches("[0-7]{1,4}")) {
            throw new UsageException(mode.quoted() + " of -m is no octal mode");
        }
        int bits = mode == null ? -1 : Integer.parseInt(mode.toString(), 8);
        int code = 0;
        for (ByteString path : flags.atLeast(1, "give a directory")) {
            try {
                if (flags.has('p')) {
                    makeAbove(path);
                }
                make(path, flags.has('p'), bits);
            } catch (PlaceException e) {
                code = call.fail("cannot make directory " + e.getMessage());
            }
        }
        return code;
    }

    private static void makeAbove(ByteString path) throws PlaceException {
        for (int at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
            boolean isLast = at == path.length() - 1 || path.at(at - 1) == '/';
            if (!isLast) {
                make(path.slice(0, at), true, -1);
            }
        }
    }

    private static void make(ByteString path, boolean mayBeThere, int mode) throws PlaceException {
        try (Place place = Place.of(path)) {
            byte[] name = place.name().toBytes();
            int result = FileCalls.makeDirectory(place.directory(), name, ALL);
            if (result == -Errno.EEXIST && mayBeThere && leadsToDirectory(place)) {
                return;
            }
            if (result < 0) {
                throw place.failure(result);
            }
            if (mode >= 0) {
                setMode(place, mode);
            }
        }
    }

    private static boolean leadsToDirectory(Place place) {
        int file = DirectoryCalls.follow(place.directory(), place.name().toBytes());
        FileStatus status = file < 0 ? null : FileStatus.ofFile(file);
        if (file >= 0) {
            DirectoryCalls.close(file);
        }
        return status != null && status.isDirectory();
    }

    private static void setMode(Place place, int mode) throws PlaceException {
        int file = DirectoryCalls.openDirectoryPath(place.directory(), place.name().toBytes());
        int result = file < 0 ? file : DirectoryCalls.changeMode(file, mode);
        if (file >= 0) {
            DirectoryCalls.close(file);
        }
        if (result < 0) {
            throw place.failure(result);
        }
    }
}
