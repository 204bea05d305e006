package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;

import org.jspecify.annotations.Nullable;

/**
 * A file has this type, owner and mode. No component of its path is a symbolic link.
 *
 * @param path absolute, not {@code /} alone, without empty components, {@code .} and {@code ..}
 * @param type of it
 * @param uid its owner, or {@link #ANY}
 * @param gid its group, or {@link #ANY}
 * @param mode its twelve permission bits, or {@link #ANY}
 */
public record FileIs(ByteString path, FileStatus.Type type, long uid, long gid, long mode)
        implements Condition {

    /** Whatever it is. */
    public static final long ANY = 0xffff_ffffL;

    static final int KIND = 4; // STATUS

    private static final byte[] TOP = {'/'};

    static FileIs read(RecordReader in) throws MalformedException {
        ByteString path = in.name();
        long bits = in.u32();
        FileStatus.Type type = FileStatus.Type.UNKNOWN;
        for (FileStatus.Type each : FileStatus.Type.values()) {
            type = each.bits() == bits ? each : type;
        }
        in.require(type != FileStatus.Type.UNKNOWN, "a file's type");
        FileIs read = new FileIs(path, type, in.u32(), in.u32(), in.u32());
        in.require(read.mode == ANY || read.mode <= 07777, "a file's mode");
        return read;
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public void write(RecordWriter out) {
        out.text(path);
        out.u32(type.bits());
        out.u32(uid);
        out.u32(gid);
        out.u32(mode);
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public ByteString subject() {
        return path;
    }

    @Override
    public String text() {
        return path.quoted() + " is " + words(uid, gid, mode);
    }

    private String words(long ofUid, long ofGid, long withMode) {
        StringBuilder text = new StringBuilder("a ").append(type.words());
        if (ofUid != ANY || ofGid != ANY) {
            text.append(" of ").append(ofUid == ANY ? "anybody" : Long.toString(ofUid));
            text.append(ofGid == ANY ? "" : ":" + ofGid);
        }
        if (withMode != ANY) {
            String digits = Long.toOctalString(withMode);
            text.append(", mode ").append("0".repeat(4 - digits.length())).append(digits);
        }
        return text.toString();
    }

    @Override
    public @Nullable String objection() {
        int file = open();
        if (file == -Errno.ELOOP) {
            return path.quoted() + " is reached by a symbolic link";
        }
        if (file == -Errno.EINVAL) {
            return path.quoted() + " is no plain absolute path";
        }
        FileStatus now = file < 0 ? null : FileStatus.ofFile(file);
        if (file >= 0) {
            DirectoryCalls.close(file);
        }
        if (now == null) {
            return path.quoted() + ": " + Errno.describe(file < 0 ? -file : Errno.EIO);
        }
        if (now.type() != type) {
            return path.quoted() + " is a " + now.type().words();
        }
        boolean isSame =
                (uid == ANY || uid == now.uid())
                        && (gid == ANY || gid == now.gid())
                        && (mode == ANY || mode == now.mode());
        return isSame
                ? null
                : path.quoted()
                        + " is "
                        + words(
                                uid == ANY && gid == ANY ? ANY : now.uid(),
                                gid == ANY ? ANY : now.gid(),
                                mode == ANY ? ANY : now.mode());
    }

    /** Walk to it, over no link: return a descriptor, or -errno. */
    private int open() {
        if (path.length() < 2 || path.at(0) != '/') {
            return -Errno.EINVAL;
        }
        int at = DirectoryCalls.openPath(DirectoryCalls.WORKING_DIRECTORY, TOP, 0, 1);
        int from = 1;
        while (at >= 0 && from < path.length()) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            int next = enter(at, path.slice(from, end));
            DirectoryCalls.close(at);
            at = next;
            from = end + 1;
        }
        return at;
    }

    private static int enter(int at, ByteString name) {
        boolean isPlain =
                name.length() > 0
                        && !name.equals(ByteString.of("."))
                        && !name.equals(ByteString.of(".."));
        if (!isPlain) {
            return -Errno.EINVAL;
        }
        int next = DirectoryCalls.openPath(at, name.toBytes(), 0, name.length());
        FileStatus status = next < 0 ? null : FileStatus.ofFile(next);
        if (status != null && status.type() == FileStatus.Type.LINK) {
            DirectoryCalls.close(next);
            return -Errno.ELOOP;
        }
        return next;
    }
}
