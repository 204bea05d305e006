package ctk.core.volumes;

import ctk.core.linux.Errno;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a walk has done so far; written by all workers, once for a batch. AtomicLong and not
 * LongAdder, which costs two milliseconds of class loading.
 */
final class Tally {

    private static final int MOST_SHOWN = 20;
    private static final int LONGEST_PATH = 1000;

    final AtomicLong entries = new AtomicLong();
    final AtomicLong changed = new AtomicLong();
    final AtomicLong mounts = new AtomicLong();
    final AtomicLong excluded = new AtomicLong();
    final AtomicLong links = new AtomicLong();
    final AtomicLong special = new AtomicLong();

    private final List<String> shown = new ArrayList<>();
    private long failures;

    /**
     * Count a failure.
     *
     * @param call the system call's name
     * @param level the directory
     * @param errno of the call
     */
    void fail(String call, Level level, int errno) {
        fail(call, level, new byte[0], 0, 0, errno);
    }

    /** Count a failure with an entry of the directory. */
    void fail(String call, Level level, byte[] names, int offset, int length, int errno) {
        boolean isRefusal = errno == Errno.EPERM || errno == Errno.EACCES || errno == Errno.EROFS;
        if (isRefusal) {
            level.root.refused = true;
        } else {
            level.root.failed = true;
        }
        add(call, level, names, offset, length, Errno.describe(errno));
    }

    /** Count a failure that no system call told of. */
    void fail(String call, Level level, byte[] names, int offset, int length, String cause) {
        level.root.failed = true;
        add(call, level, names, offset, length, cause);
    }

    private void add(String call, Level level, byte[] names, int offset, int length, String cause) {
        synchronized (shown) {
            failures++;
            if (shown.size() < MOST_SHOWN) {
                var path = level.path(names, offset, length);
                String text =
                        path.length() <= LONGEST_PATH
                                ? path.quoted()
                                : path.slice(0, LONGEST_PATH).quoted() + "...";
                shown.add("cannot " + call + " " + text + ": " + cause);
            }
        }
    }

    Report report(boolean isStopped) {
        synchronized (shown) {
            return new Report(
                    entries.get(),
                    changed.get(),
                    mounts.get(),
                    excluded.get(),
                    links.get(),
                    special.get(),
                    failures,
                    List.copyOf(shown),
                    isStopped);
        }
    }
}
