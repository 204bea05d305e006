package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.tree.Entry;
import ctk.cmd.shell.tree.Place;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.cmd.shell.tree.Visitor;
import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.LookCalls;

import java.io.IOException;

/** Removes a file and all below it, by descriptors, so that no link is followed. */
final class Removal implements Visitor {

    private final Call call;
    private final boolean quiet;
    private int code;

    /**
     * Prepare it.
     *
     * @param quiet whether a file that is not there is no error
     */
    Removal(Call call, boolean quiet) {
        this.call = call;
        this.quiet = quiet;
    }

    void remove(Place place) throws IOException {
        TreeWalk.walk(place.directory(), place.name(), place.path(), this);
    }

    int code() {
        return code;
    }

    @Override
    public boolean enter(Entry entry) throws IOException {
        if (!entry.status().isDirectory()) {
            require(entry, FileCalls.remove(entry.directory(), entry.name().toBytes()));
        }
        return true;
    }

    @Override
    public void leave(Entry directory) throws IOException {
        byte[] name = directory.name().toBytes();
        require(directory, LookCalls.removeDirectory(directory.directory(), name));
    }

    private void require(Entry entry, int result) throws IOException {
        if (result < 0 && result != -Errno.ENOENT) { // else another was faster
            fail(entry.path(), Errno.describe(-result));
        }
    }

    @Override
    public void fail(ByteString path, String cause) throws IOException {
        if (!(quiet && cause.equals(Errno.describe(Errno.ENOENT)))) {
            code = call.fail("cannot remove " + path.quoted() + ": " + cause);
        }
    }
}
