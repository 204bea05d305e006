package ctk.cmd.shell.files;

import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.tree.Entry;
import ctk.cmd.shell.tree.Place;
import ctk.cmd.shell.tree.TreeWalk;
import ctk.cmd.shell.tree.Visitor;
import ctk.core.linux.ByteString;
import ctk.core.linux.CurrentProcess;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.FileStatus;
import ctk.core.linux.LookCalls;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Copies a file, or a directory with all below it, by descriptors on both sides. */
final class Copy implements Visitor {

    /** Two descriptors each; a usual limit is 1024. */
    private static final int DEEPEST = 400;

    private final Call call;
    private final boolean recursive;
    private final boolean preserve;
    private final FileCopy fileCopy;
    private final Place target;
    private final ArrayDeque<Integer> copies = new ArrayDeque<>();
    private @Nullable FileStatus top;
    private int code;

    /**
     * Prepare it.
     *
     * @param recursive directories too; then a link is copied itself, else what it leads to
     * @param preserve owner, mode and times
     * @param target that the copy becomes; an existing file is overwritten in place
     */
    Copy(Call call, boolean recursive, boolean preserve, Place target) {
        this.call = call;
        this.recursive = recursive;
        this.preserve = preserve;
        this.target = target;
        fileCopy = new FileCopy(call, preserve);
    }

    /** Copy; return the exit code. */
    int run(Place source) throws IOException {
        try {
            TreeWalk.walk(source.directory(), source.name(), source.path(), this);
            return code;
        } finally {
            closeTo(0);
        }
    }

    @Override
    public boolean enter(Entry entry) throws IOException {
        closeTo(entry.depth());
        FileStatus.Type type = entry.status().type();
        switch (type) {
            case DIRECTORY -> {
                return enterDirectory(entry);
            }
            case LINK -> {
                if (recursive) {
                    copyLink(entry);
                } else {
                    copyFile(entry, true);
                }
            }
            case REGULAR -> copyFile(entry, false);
            default -> fail(entry.path(), "it is a " + type.words());
        }
        return false;
    }

    private boolean enterDirectory(Entry entry) throws IOException {
        FileStatus copyOfAll = top;
        String cause = null;
        if (!recursive) {
            cause = "it is a directory, and -r was not given";
        } else if (copyOfAll != null && copyOfAll.isSame(entry.status())) {
            cause = "it is the directory that is copied to";
        } else if (entry.depth() > DEEPEST) {
            cause = "it lies deeper than " + DEEPEST + " directories";
        }
        if (cause != null) {
            fail(entry.path(), cause);
            return false;
        }
        byte[] name = name(entry);
        int made = FileCalls.makeDirectory(directory(entry), name, 0700);
        int copy = made;
        if (made == 0 || made == -Errno.EEXIST) {
            copy = DirectoryCalls.openDirectory(directory(entry), name, 0, name.length);
        }
        if (copy < 0) {
            fail(entry.path(), "its copy: " + Errno.describe(-copy));
            return false;
        }
        copies.push(copy);
        if (entry.depth() == 0) {
            top = FileStatus.ofFile(copy);
            if (top != null && top.isSame(entry.status())) {
                fail(entry.path(), "it would be copied to itself");
                return false;
            }
        }
        return true;
    }

    @Override
    public void leave(Entry directory) throws IOException {
        closeTo(directory.depth() + 1);
        Integer copy = copies.peek();
        if (copy == null) {
            return;
        }
        FileStatus status = directory.status();
        int result =
                DirectoryCalls.changeMode(copy, status.mode() & 0777 & ~CurrentProcess.umask());
        if (preserve) {
            result = fileCopy.finish(copy, status);
        }
        if (result < 0) {
            fail(directory.path(), "its copy: " + Errno.describe(-result));
        }
        closeTo(directory.depth());
    }

    private void copyFile(Entry entry, boolean follow) throws IOException {
        int directory = directory(entry);
        String cause = fileCopy.copy(entry, follow, directory, name(entry));
        if (cause != null) {
            fail(entry.path(), cause);
        }
    }

    private void copyLink(Entry entry) throws IOException {
        byte[] text = new byte[LookCalls.LONGEST_LINK];
        int length = LookCalls.readLink(entry.directory(), entry.name().toBytes(), text);
        int result = length;
        if (length >= 0) {
            byte[] name = name(entry);
            byte[] leads = Arrays.copyOf(text, length);
            result = FileCalls.makeLink(directory(entry), name, leads);
            if (result == -Errno.EEXIST) {
                FileCalls.remove(directory(entry), name); // of a directory that fails, as does this
                result = FileCalls.makeLink(directory(entry), name, leads);
            }
        }
        if (result < 0) {
            fail(entry.path(), "its copy: " + Errno.describe(-result));
        }
    }

    /** Return the descriptor of the directory that the copy of an entry is made in. */
    private int directory(Entry entry) {
        Integer copy = copies.peek();
        return entry.depth() == 0 || copy == null ? target.directory() : copy;
    }

    private byte[] name(Entry entry) {
        return (entry.depth() == 0 ? target.name() : entry.name()).toBytes();
    }

    private void closeTo(int depth) {
        while (copies.size() > depth) {
            DirectoryCalls.close(copies.pop());
        }
    }

    @Override
    public void fail(ByteString path, String cause) throws IOException {
        code = call.fail("cannot copy " + path.quoted() + ": " + cause);
    }
}
