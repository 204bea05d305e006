package ctk.cmd.shell.tree;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Visits a file and all below it by directory descriptors, never by paths, and follows no link.
 * Names come in the order of their bytes. Of the directories on the way only the last few are open,
 * so that a tree may be as deep as it likes.
 */
public final class TreeWalk {

    private static final int MOST_OPEN = 32;
    private static final ByteString SLASH = ByteString.of("/");

    private final Visitor visitor;
    private @Nullable Level deepest;

    private TreeWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /**
     * Visit a file and all below it.
     *
     * @param directory that holds it, or DirectoryCalls.WORKING_DIRECTORY
     * @param name in that directory; a path where links on the way may be followed
     * @param path for people
     */
    public static void walk(int directory, ByteString name, ByteString path, Visitor visitor)
            throws IOException {
        FileStatus status = FileStatus.at(directory, name);
        if (status == null) {
            visitor.fail(path, Errno.describe(why(directory, name)));
            return;
        }
        new TreeWalk(visitor).run(new Entry(directory, name, path, status, 0));
    }

    private static int why(int directory, ByteString name) {
        if (name.length() == 0) {
            return Errno.ENOENT;
        }
        int file = DirectoryCalls.openPath(directory, name.toBytes(), 0, name.length());
        if (file >= 0) {
            DirectoryCalls.close(file); // it came into being between the two calls
            return Errno.ESTALE;
        }
        return -file;
    }

    private void run(Entry top) throws IOException {
        try {
            visit(top, null);
            while (deepest != null) {
                Level level = deepest;
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException();
                }
                if (level.next < level.entries.size()) {
                    Entry entry = level.entries.get(level.next);
                    level.entries.set(level.next++, top); // let go of it
                    visit(entry, level);
                } else {
                    leave(level);
                }
            }
        } finally {
            for (Level level = deepest; level != null; level = level.parent) {
                level.close();
            }
        }
    }

    private void visit(Entry found, @Nullable Level parent) throws IOException {
        int directory = parent == null ? found.directory() : parent.file;
        Entry entry =
                new Entry(directory, found.name(), found.path(), found.status(), found.depth());
        if (!visitor.enter(entry) || !entry.status().isDirectory()) {
            return;
        }
        byte[] name = entry.name().toBytes();
        int file = DirectoryCalls.openDirectory(directory, name, 0, name.length);
        FileStatus status = file < 0 ? null : FileStatus.ofFile(file);
        if (status == null) {
            visitor.fail(entry.path(), Errno.describe(file < 0 ? -file : Errno.ESTALE));
            return;
        }
        Entry opened = new Entry(directory, entry.name(), entry.path(), status, entry.depth());
        Level level = new Level(opened, parent, file);
        deepest = level;
        closeFar(level);
        read(level);
        visitor.list(opened, level.entries);
    }

    private static void closeFar(Level level) {
        Level far = level;
        for (int i = 0; i < MOST_OPEN && far != null; i++) {
            far = far.parent;
        }
        if (far != null) {
            far.close();
        }
    }

    private void leave(Level level) throws IOException {
        Level parent = level.parent;
        boolean isWhole = parent == null || parent.reopen(level.file);
        level.close();
        if (parent != null && !isWhole) {
            visitor.fail(level.entry.path(), "it was moved meanwhile");
            deepest = null; // who knows where we are
            for (Level above = parent; above != null; above = above.parent) {
                above.close();
            }
            return;
        }
        deepest = parent;
        int directory = parent == null ? level.entry.directory() : parent.file;
        Entry entry = level.entry;
        visitor.leave(
                new Entry(directory, entry.name(), entry.path(), entry.status(), entry.depth()));
    }

    private void read(Level level) throws IOException {
        DirectoryEntries entries = new DirectoryEntries();
        Entry directory = level.entry;
        for (; ; ) {
            int result = entries.read(level.file);
            if (result < 0) {
                visitor.fail(directory.path(), Errno.describe(-result));
            }
            if (result <= 0) {
                break;
            }
            for (int i = 0; i < entries.directories(); i++) {
                add(level, entries, entries.directory(i));
            }
            for (int i = 0; i < entries.others(); i++) {
                add(level, entries, entries.other(i));
            }
        }
        level.entries.sort(
                Comparator.comparing(entry -> entry.name().toBytes(), Arrays::compareUnsigned));
    }

    private void add(Level level, DirectoryEntries entries, int at) throws IOException {
        byte[] bytes = Arrays.copyOfRange(entries.bytes(), at, at + entries.nameLength(at));
        ByteString name = ByteString.of(bytes);
        FileStatus status = FileStatus.at(level.file, name);
        ByteString path = join(level.entry.path(), name);
        int error = status == null ? why(level.file, name) : 0;
        if (error != 0 && error != Errno.ENOENT) { // else it has vanished since
            visitor.fail(path, Errno.describe(error));
        }
        if (status != null) {
            level.entries.add(new Entry(level.file, name, path, status, level.entry.depth() + 1));
        }
    }

    /** Return the path of a name in a directory. */
    public static ByteString join(ByteString directory, ByteString name) {
        boolean ends = directory.length() > 0 && directory.at(directory.length() - 1) == '/';
        return ends ? ByteString.join(directory, name) : ByteString.join(directory, SLASH, name);
    }

    /** Return the last component of a path, {@code /} for the root. */
    public static ByteString lastOf(ByteString path) {
        int end = path.length();
        while (end > 1 && path.at(end - 1) == '/') {
            end--;
        }
        int start = end;
        while (start > 0 && path.at(start - 1) != '/') {
            start--;
        }
        return start == end ? path.slice(0, end) : path.slice(start, end);
    }
}
