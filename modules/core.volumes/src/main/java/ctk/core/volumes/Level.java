package ctk.core.volumes;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.InodeFacts;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory that is being walked. It belongs to one worker until that has gone through it; then
 * to whoever finishes the last part of it, who changes the directory itself.
 */
final class Level {

    /** Not open at the moment: {@link #reopen} or {@link #reopenAbove}. */
    private static final int CLOSED = -1;

    /** Bytes of a path that are worth showing. */
    private static final int LONGEST_PATH = 16384;

    private static final byte[] UP = {'.', '.'};

    final Root root;
    final @Nullable Level parent;
    final byte[] name;
    final int depth;

    /** What the patterns for exclusion have matched so far. */
    final long[] excluded;

    /** The hash of the path below the root. */
    final long hash;

    /** Whether the directory itself is to be changed, as far as is known. */
    final boolean isChanged;

    private final long device;
    private final long inode;
    private final long birth;
    private final long mount;

    private final AtomicInteger parts = new AtomicInteger(1);
    private int file;
    private @Nullable NameList pending;

    /** It is left open to who finishes its last part, and counted as such. */
    boolean isShared;

    /** It is not where it was, so that there is no way back to it. */
    boolean isLost;

    /** The level of a root. */
    Level(Root root, long[] excluded, boolean isChanged) {
        this(root, null, new byte[0], excluded, Shard.ROOT, isChanged, root.file, root.facts);
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
            boolean isChanged,
            int file,
            InodeFacts facts) {
        this(parent.root, parent, name, excluded, hash, isChanged, file, facts);
        parent.parts.incrementAndGet();
    }

    private Level(
            Root root,
            @Nullable Level parent,
            byte[] name,
            long[] excluded,
            long hash,
            boolean isChanged,
            int file,
            InodeFacts facts) {
        this.root = root;
        this.parent = parent;
        this.name = name;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.excluded = excluded;
        this.hash = hash;
        this.isChanged = isChanged;
        this.file = file;
        device = facts.device(0);
        inode = facts.inode(0);
        birth = facts.birth(0);
        mount = facts.mount(0);
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
    void share() {
        parts.incrementAndGet();
    }

    /** A part is done; tell whether it was the last. */
    boolean release() {
        return parts.decrementAndGet() == 0;
    }

    /** Tell whether nobody else works on a part of it. */
    boolean isUnshared() {
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
     * Open it again by the {@code ..} of its open child; tell whether that was possible. It is not
     * when the child was moved.
     */
    boolean reopenAbove(int child) {
        int above = DirectoryCalls.openDirectory(child, UP, 0, UP.length);
        return adopt(above) || reopen();
    }

    /** Open it again from the root down; tell whether that was possible. */
    boolean reopen() {
        int at = root.file;
        for (Level each : way()) {
            int next = DirectoryCalls.openDirectory(at, each.name, 0, each.name.length);
            if (at != root.file) {
                DirectoryCalls.close(at);
            }
            if (next < 0 || !each.isThis(next)) {
                if (next >= 0) {
                    DirectoryCalls.close(next);
                }
                return false;
            }
            at = next;
        }
        file = at;
        return true;
    }

    private boolean adopt(int candidate) {
        if (candidate < 0) {
            return false;
        }
        if (!isThis(candidate)) {
            DirectoryCalls.close(candidate);
            return false;
        }
        file = candidate;
        return true;
    }

    /** Tell whether it is this directory; overlayfs gives a new birth to one that is copied up. */
    private boolean isThis(int candidate) {
        InodeFacts facts = new InodeFacts(1);
        return facts.ofFile(candidate) == 0
                && facts.inode(0) == inode
                && facts.device(0) == device
                && facts.mount(0) == mount
                && (facts.birth(0) == birth || DirectoryCalls.isOverlay(candidate));
    }

    /**
     * Return the path of an entry of it, or its own for an empty name; of one that is longer than
     * {@link #LONGEST_PATH}, the first part and three dots.
     */
    ByteString path(byte[] names, int offset, int length) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        path.writeBytes(root.path.toBytes());
        for (Level each : way()) {
            if (path.size() > LONGEST_PATH) {
                path.writeBytes(new byte[] {'.', '.', '.'});
                return ByteString.of(path.toByteArray());
            }
            append(path, each.name, 0, each.name.length);
        }
        if (length > 0) {
            append(path, names, offset, length);
        }
        return ByteString.of(path.toByteArray());
    }

    private void append(ByteArrayOutputStream path, byte[] names, int offset, int length) {
        boolean isSlashThere =
                path.size() == root.path.length() && root.path.at(root.path.length() - 1) == '/';
        if (!isSlashThere) {
            path.write('/');
        }
        path.write(names, offset, length);
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
