package ctk.cmd.shell.tree;

import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.FileStatus;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A directory on the way of a walk, with what is in it. */
final class Level {

    static final int CLOSED = -1;

    private static final byte[] UP = {'.', '.'};

    final Entry entry;
    final @Nullable Level parent;

    /** Its descriptor, or CLOSED. */
    int file;

    List<Entry> entries = new ArrayList<>();
    int next;

    Level(Entry entry, @Nullable Level parent, int file) {
        this.entry = entry;
        this.parent = parent;
        this.file = file;
    }

    void close() {
        if (file >= 0) {
            DirectoryCalls.close(file);
            file = CLOSED;
        }
    }

    /**
     * Open it again, from a directory in it.
     *
     * @return whether it is still the one that it was
     */
    boolean reopen(int child) {
        if (file >= 0) {
            return true;
        }
        int opened = DirectoryCalls.openDirectory(child, UP, 0, UP.length);
        if (opened < 0) {
            return false;
        }
        FileStatus status = FileStatus.ofFile(opened);
        if (status == null || !status.isSame(entry.status())) {
            DirectoryCalls.close(opened);
            return false;
        }
        file = opened;
        return true;
    }
}
