package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A regular file holds these bytes. Links are followed.
 *
 * @param path as a start opens it
 */
public record FileHolds(ByteString path, ByteString bytes) implements Condition {

    static final int KIND = 2; // CONTENT

    /** The most bytes that all files of an entry may have together. */
    public static final int MOST = 1 << 20;

    /**
     * Return what a file holds now.
     *
     * @throws KernelException if it cannot be read, is no regular file (EINVAL), or is longer than
     *     {@link #MOST} (EFBIG)
     */
    public static FileHolds now(ByteString path) throws KernelException {
        byte[] bytes = Bytes.of(path, MOST);
        if (bytes.length > MOST) {
            throw new KernelException("read", path, Errno.EFBIG);
        }
        return new FileHolds(path, ByteString.of(bytes));
    }

    /** Return how many bytes of files are among these. */
    public static long bytes(List<Condition> conditions) {
        long bytes = 0;
        for (Condition each : conditions) {
            bytes += each instanceof FileHolds file ? file.bytes.length() : 0;
        }
        return bytes;
    }

    static FileHolds read(RecordReader in) throws MalformedException {
        return new FileHolds(in.name(), in.counted());
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public void write(RecordWriter out) {
        out.text(path);
        out.u32(bytes.length());
        out.bytes(bytes.toBytes());
    }

    @Override
    public String name() {
        return "content";
    }

    @Override
    public ByteString subject() {
        return path;
    }

    @Override
    public String text() {
        return path.quoted() + " holds the " + bytes.length() + " bytes that it held";
    }

    @Override
    public @Nullable String objection() {
        try {
            boolean isSame = now(path).bytes.equals(bytes);
            return isSame ? null : path.quoted() + " holds something else";
        } catch (KernelException e) {
            return switch (e.errno()) {
                case Errno.EINVAL -> path.quoted() + " is no regular file";
                case Errno.EFBIG -> path.quoted() + " holds something else";
                default -> path.quoted() + ": " + Errno.describe(e.errno());
            };
        }
    }
}
