package ctk.core.files;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileCalls;
import ctk.core.linux.InodeFacts;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;

/** A directory that is being copied, and the one that becomes its copy. */
final class CopyLevel {

    private static final int CLOSED = -1;

    /** Bytes of a path that are worth showing. */
    private static final int LONGEST_PATH = 1000;

    private static final byte[] UP = {'.', '.'};

    final @Nullable CopyLevel parent;
    final int depth;

    /** Descriptors; negative while closed. */
    int source = CLOSED;

    int target = CLOSED;

    /** The target was there already, maybe since a copy before this one was killed. */
    boolean isResumed = true;

    private final byte[] name;
    private final ArrayDeque<byte[]> directories = new ArrayDeque<>();

    /** What the two are, to be recognised when they are opened again. */
    private @Nullable InodeFacts closedSource;

    private @Nullable InodeFacts closedTarget;

    /** The level of the whole, which is yet to be opened. */
    CopyLevel(String path) {
        parent = null;
        depth = 0;
        name = ByteString.of(path).toBytes();
    }

    private CopyLevel(CopyLevel parent, byte[] name) {
        this.parent = parent;
        this.name = name;
        depth = parent.depth + 1;
    }

    /** Note a directory in it that is to be copied. */
    void add(byte[] directory) {
        directories.add(directory);
    }

    /** Return the next directory in it that is to be copied, or null. */
    byte @Nullable [] nextDirectory() {
        return directories.poll();
    }

    /** Open a directory in it, and make its copy if there is none. */
    CopyLevel enter(byte[] child) throws SetupException {
        Attempt attempt = attempt(child);
        CopyLevel result = new CopyLevel(this, child);
        boolean isOpen = false;
        try {
            result.source =
                    attempt.require(DirectoryCalls.openDirectory(source, child, 0, child.length));
            int made = FileCalls.makeDirectory(target, child, 0700);
            if (made != -Errno.EEXIST) {
                attempt.require(made);
                result.isResumed = false;
            }
            result.target = DirectoryCalls.openDirectory(target, child, 0, child.length);
            if (result.target == -Errno.ENOTDIR || result.target == -Errno.ELOOP) {
                throw attempt.failure("its copy would replace what is no directory", null);
            }
            attempt.require(result.target);
            isOpen = true;
            return result;
        } finally {
            if (!isOpen) {
                result.close();
            }
        }
    }

    InodeFacts sourceFacts() throws SetupException {
        return facts(source);
    }

    InodeFacts targetFacts() throws SetupException {
        return facts(target);
    }

    private InodeFacts facts(int file) throws SetupException {
        InodeFacts facts = new InodeFacts(1);
        attempt().require(facts.ofFile(file));
        return facts;
    }

    /** Close the two until the way back. */
    void suspend() throws SetupException {
        if (source >= 0) {
            closedSource = sourceFacts();
            closedTarget = targetFacts();
            close();
        }
    }

    /** Open the two again, by way of a directory in them. */
    void reopenAbove(CopyLevel child) throws SetupException {
        InodeFacts oldSource = closedSource;
        InodeFacts oldTarget = closedTarget;
        if (source < 0 && oldSource != null && oldTarget != null) {
            source = reopen(child.source, oldSource);
            target = reopen(child.target, oldTarget);
        }
    }

    private int reopen(int child, InodeFacts old) throws SetupException {
        int file = attempt().require(DirectoryCalls.openDirectory(child, UP, 0, UP.length));
        InodeFacts facts = new InodeFacts(1);
        boolean isSame =
                facts.ofFile(file) == 0
                        && facts.inode(0) == old.inode(0)
                        && facts.device(0) == old.device(0)
                        && facts.birth(0) == old.birth(0);
        if (!isSame) {
            DirectoryCalls.close(file);
            throw attempt().failure("a directory in it was moved meanwhile", null);
        }
        return file;
    }

    /** Close what is open. */
    void close() {
        if (source >= 0) {
            DirectoryCalls.close(source);
        }
        if (target >= 0) {
            DirectoryCalls.close(target);
        }
        source = CLOSED;
        target = CLOSED;
    }

    /** Describe the copying of this directory. */
    Attempt attempt() {
        return new Copying(this, null);
    }

    /** Describe the copying of what is in it. */
    Attempt attempt(byte[] entry) {
        return new Copying(this, entry);
    }

    private static ByteString path(@Nullable CopyLevel deepest, byte @Nullable [] entry) {
        ArrayDeque<byte[]> names = new ArrayDeque<>();
        if (entry != null) {
            names.push(entry);
        }
        for (CopyLevel level = deepest; level != null; level = level.parent) {
            names.push(level.name);
        }
        var path = new ByteArrayOutputStream();
        for (byte[] one : names) {
            if (path.size() > 0) {
                path.write('/');
            }
            path.writeBytes(one);
            if (path.size() > LONGEST_PATH) {
                break;
            }
        }
        return ByteString.of(path.toByteArray());
    }

    private static final class Copying extends Attempt {

        private final CopyLevel level;
        private final byte @Nullable [] entry;

        Copying(CopyLevel level, byte @Nullable [] entry) {
            this.level = level;
            this.entry = entry;
        }

        @Override
        String text() {
            ByteString path = path(level, entry);
            boolean isLong = path.length() > LONGEST_PATH;
            String shown = isLong ? path.slice(0, LONGEST_PATH).quoted() + "..." : path.quoted();
            return "cannot copy " + shown;
        }
    }
}
