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
     * @param action what could not be done, as it stands between "cannot" and the path
     * @param level the directory
     * @param entry of it, or ITSELF
     * @param errno of the system call
     */
    void fail(String action, Level level, EntryName entry, int errno) {
        boolean isDenial = errno == Errno.EPERM || errno == Errno.EACCES || errno == Errno.EROFS;
        if (isDenial) {
            level.root.wasDenied = true;
        } else {
            level.root.failed = true;
        }
        add(action, level, entry, Errno.describe(errno));
    }

    /** Count a failure that no system call told of. */
    void fail(String action, Level level, EntryName entry, String cause) {
        level.root.failed = true;
        add(action, level, entry, cause);
    }

    private void add(String action, Level level, EntryName entry, String cause) {
        synchronized (shown) {
            failures++;
            if (shown.size() < MOST_SHOWN) {
                var path = level.path(entry);
                String text =
                        path.length() <= LONGEST_PATH
                                ? path.quoted()
                                : path.slice(0, LONGEST_PATH).quoted() + "...";
                shown.add("cannot " + action + " " + text + ": " + cause);
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
