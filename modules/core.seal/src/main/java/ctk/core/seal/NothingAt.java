package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

/** There is no file of that path, not even a link. */
public record NothingAt(ByteString path) implements Condition {

    static final int KIND = 3; // ABSENT

    static NothingAt read(RecordReader in) throws MalformedException {
        return new NothingAt(in.name());
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public void write(RecordWriter out) {
        out.text(path);
    }

    @Override
    public String name() {
        return "absence";
    }

    @Override
    public ByteString subject() {
        return path;
    }

    @Override
    public String text() {
        return path.quoted() + " is not there";
    }

    @Override
    public @Nullable String objection() {
        try {
            FileStatus.of(path, false);
            return path.quoted() + " is there";
        } catch (KernelException e) {
            return e.errno() == Errno.ENOENT
                    ? null
                    : path.quoted() + ": " + Errno.describe(e.errno());
        }
    }
}
