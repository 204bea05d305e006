package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.tree.Entry;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.FileStatus;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Copies the content of one regular file. */
final class FileCopy {

    private static final int SET_IDS = 06000;

    private final Call call;
    private final boolean preserve;
    private final byte[] piece = new byte[65536];

    FileCopy(Call call, boolean preserve) {
        this.call = call;
        this.preserve = preserve;
    }

    /**
     * Copy a file over another, or to a new one.
     *
     * @param follow the source, if it is a link; the target is never followed
     * @return what is wrong, or null
     */
    @Nullable String copy(Entry source, boolean follow, int directory, byte[] name)
            throws IOException {
        int from = DirectoryCalls.openFile(source.directory(), source.name().toBytes(), follow);
        if (from < 0) {
            return Errno.describe(-from);
        }
        try {
            FileStatus status = FileStatus.ofFile(from);
            if (status == null || status.type() != FileStatus.Type.REGULAR) {
                return "it is " + (status == null ? "gone" : "a " + status.type().words());
            }
            int to = FileCalls.openOrCreate(directory, name, status.mode() & 0777);
            if (to == -Errno.ELOOP) {
                return "the target is a symbolic link";
            }
            if (to < 0) {
                return "the target: " + Errno.describe(-to);
            }
            String cause = fill(from, status, to);
            int closed = FileCalls.close(to);
            return cause == null && closed < 0 ? "the target: " + Errno.describe(-closed) : cause;
        } finally {
            DirectoryCalls.close(from);
        }
    }

    private @Nullable String fill(int from, FileStatus status, int to) throws IOException {
        FileStatus target = FileStatus.ofFile(to);
        if (target == null || target.type() != FileStatus.Type.REGULAR) {
            return "the target is no regular file";
        }
        if (target.isSame(status)) {
            return "the target is the same file";
        }
        int result = FileCalls.truncate(to, 0);
        while (result >= 0) {
            call.check();
            int count = FileCalls.read(from, piece, 0, piece.length);
            if (count < 0) {
                return Errno.describe(-count);
            }
            if (count == 0) {
                break;
            }
            for (int done = 0; done < count && result >= 0; done += Math.max(result, 0)) {
                result = FileCalls.write(to, piece, done, count - done);
            }
        }
        if (result >= 0 && preserve) {
            result = finish(to, status);
        }
        return result < 0 ? "the target: " + Errno.describe(-result) : null;
    }

    /** Give a copy the owner, mode and times of its original; return 0, or -errno. */
    int finish(int copy, FileStatus original) {
        int result = DirectoryCalls.changeOwner(copy, (int) original.uid(), (int) original.gid());
        int mode = original.mode();
        if (result < 0) {
            mode &= ~SET_IDS; // they would be somebody else's
        }
        int changed = FileCalls.changeMode(copy, mode);
        int times = FileCalls.setTimes(copy, original.times());
        return result < 0 ? result : changed < 0 ? changed : times;
    }
}
