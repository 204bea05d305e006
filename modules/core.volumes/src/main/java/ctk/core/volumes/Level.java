package ctk.core.volumes;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.InodeFacts;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory that is being walked. It belongs to one worker until that has gone through it; then
 * to whoever finishes the last part of it, who changes the directory itself.
 *
 * <p>Its fields are plain though threads hand it on: whoever has gone through it writes them before
 * {@link #release}, and only who takes away the last part reads them after; the counter is atomic,
 * so that what was written before one decrement is seen after a later one. A level that is given
 * away goes through the lock of {@link Exchange}.
 */
final class Level {

    /** Not open at the moment: {@link #reopen} or {@link #reopenAbove}. */
    private static final int CLOSED = -1;

    /** Bytes of a path that are worth showing. */
    private static final int LONGEST_PATH = 16384;

    private static final byte[] UP = {'.', '.'};

    /** What a way back answers if something else is there now, or nothing; no -errno is. */
    static final int MOVED = 1;

    final Root root;
    final @Nullable Level parent;
    final byte[] name;
    final int depth;

    /** What the patterns for exclusion have matched so far. */
    final long[] excluded;

    /** The hash of the path below the root. */
    final long hash;

    /** Whether the directory itself is to be changed, as far as is known. */
    final boolean toBeChanged;

    private final long device;
    private final long inode;
    private final long birth;
    private final long mount;

    private final AtomicInteger parts = new AtomicInteger(1);
    private int file;
    private @Nullable NameList pending;

    /** It is left open to who finishes its last part, and counted as such. */
    boolean isLeftOpen;

    /** It is not where it was, so that there is no way back to it. */
    boolean isLost;

    /** The level of a root. */
    Level(Root root, long[] excluded, boolean toBeChanged) {
        this(root, null, new byte[0], excluded, Shard.ROOT, toBeChanged, root.file, root.facts);
    }

    /**
     * The level of a subdirectory.
     *
     * @param parent which is kept from ending
     * @param file the open directory
     * @param facts its own
     */
    Level(
            Level parent,
            byte[] name,
            long[] excluded,
            long hash,
            boolean toBeChanged,
            int file,
            InodeFacts facts) {
        this(parent.root, parent, name, excluded, hash, toBeChanged, file, facts);
        parent.parts.incrementAndGet();
    }

    private Level(
            Root root,
            @Nullable Level parent,
            byte[] name,
            long[] excluded,
            long hash,
            boolean toBeChanged,
            int file,
            InodeFacts facts) {
        this.root = root;
        this.parent = parent;
        this.name = name;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.excluded = excluded;
        this.hash = hash;
        this.toBeChanged = toBeChanged;
        this.file = file;
        device = facts.device(0);
        inode = facts.inode(0);
        birth = facts.birth(0);
        mount = facts.mount(0);
    }

    /** Return about how many bytes the state of exclusion takes, unless it is the parent's. */
    int stateSize() {
        boolean isOwn = parent != null && !Arrays.equals(excluded, parent.excluded);
        return isOwn ? (excluded.length + 2) * Long.BYTES : 0;
    }

    /** Return the descriptor; negative while closed. */
    int file() {
        return file;
    }

    boolean isOpen() {
        return file >= 0;
    }

    /** Leave it without a descriptor; return the one it had, to be closed, or a negative number. */
    int detach() {
        int had = file;
        file = CLOSED;
        return had;
    }

    /** Tell whether a directory lies on the same mount; before Linux 5.8, the same file system. */
    boolean isSameMount(InodeFacts facts) {
        return mount != 0 ? mount == facts.mount(0) : device == facts.device(0);
    }

    /** Note that somebody else works on a part of it. */
    void addPart() {
        parts.incrementAndGet();
    }

    /** A part is done; tell whether it was the last. */
    boolean release() {
        return parts.decrementAndGet() == 0;
    }

    /** Tell whether nobody else works on a part of it. */
    boolean isOnlyPart() {
        return parts.get() == 1;
    }

    /** Return the subdirectories that are still to be walked, or null if there are none. */
    @Nullable NameList pending() {
        return pending;
    }

    /** Return that list, made now if there is none, of at most this many bytes. */
    NameList pending(int limit) {
        NameList names = pending;
        if (names == null) {
            names = new NameList(limit);
            pending = names;
        }
        return names;
    }

    void forgetPending() {
        pending = null;
    }

    /**
     * Open it again from below: by the {@code ..} of an open directory that was in it, or if that
     * leads elsewhere now, since the child was moved, or nowhere, by {@link #reopen}.
     *
     * @param child the open directory
     * @return as reopen
     */
    int reopenAbove(int child) {
        int above = DirectoryCalls.openDirectory(child, UP, 0, UP.length);
        if (above >= 0 && compare(above) == 0) {
            file = above;
            return 0;
        }
        if (above >= 0) {
            DirectoryCalls.close(above);
        }
        return reopen();
    }

    /** Open it again from the root down; return 0, MOVED, or the -errno that stopped it. */
    int reopen() {
        int at = root.file;
        for (Level each : way()) {
            int next = DirectoryCalls.openDirectory(at, each.name, 0, each.name.length);
            if (at != root.file) {
                DirectoryCalls.close(at);
            }
            if (next < 0) {
                return isNone(next) ? MOVED : next;
            }
            int error = each.compare(next);
            if (error != 0) {
                DirectoryCalls.close(next);
                return error;
            }
            at = next;
        }
        file = at;
        return 0;
    }

    /** Tell whether opening a directory failed since none of that name is there. */
    static boolean isNone(int result) {
        return result == -Errno.ENOENT || result == -Errno.ENOTDIR || result == -Errno.ELOOP;
    }

    /**
     * Return 0 if it is this directory, else MOVED or -errno; overlayfs gives a new birth to one
     * that is copied up.
     */
    private int compare(int candidate) {
        InodeFacts facts = new InodeFacts(1);
        int error = facts.ofFile(candidate);
        if (error < 0) {
            return error;
        }
        boolean isThis =
                facts.inode(0) == inode
                        && facts.device(0) == device
                        && facts.mount(0) == mount
                        && (facts.birth(0) == birth || DirectoryCalls.isOverlay(candidate));
        return isThis ? 0 : MOVED;
    }

    /**
     * Return the path of an entry of it, or its own for ITSELF; of one that is longer than {@link
     * #LONGEST_PATH}, the first part and three dots.
     */
    ByteString path(EntryName entry) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        path.writeBytes(root.path.toBytes());
        for (Level each : way()) {
            if (path.size() > LONGEST_PATH) {
                path.writeBytes(new byte[] {'.', '.', '.'});
                return ByteString.of(path.toByteArray());
            }
            append(path, EntryName.of(each.name));
        }
        if (entry.length() > 0) {
            append(path, entry);
        }
        return ByteString.of(path.toByteArray());
    }

    private void append(ByteArrayOutputStream path, EntryName entry) {
        boolean isSlashThere =
                path.size() == root.path.length() && root.path.at(root.path.length() - 1) == '/';
        if (!isSlashThere) {
            path.write('/');
        }
        path.write(entry.bytes(), entry.offset(), entry.length());
    }

    /** Return the levels from below the root to this one. */
    private List<Level> way() {
        List<Level> way = new ArrayList<>();
        for (Level each = this; each != null && each.parent != null; each = each.parent) {
            way.add(each);
        }
        Collections.reverse(way);
        return way;
    }
}
