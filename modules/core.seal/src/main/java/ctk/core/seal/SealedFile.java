package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.files.FileOperations;
import ctk.core.linux.ByteString;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;
import ctk.core.linux.SealCalls;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The file of sealed starts: {@code /etc/ctk/sealed}.
 *
 * @param build of ctk that made it; every other one ignores it
 * @param entries the first that matches counts
 */
public record SealedFile(ByteString build, List<SealedEntry> entries) {

    /** Where it is. */
    public static final ByteString PATH = ByteString.of("/etc/ctk/sealed");

    /** The most entries that a file may hold. */
    public static final int MOST_ENTRIES = 64;

    /** The most bytes that a file may have. */
    public static final int MOST_BYTES = 4 << 20;

    private static final ByteString ETC = ByteString.of("/etc");
    private static final ByteString DIRECTORY = ByteString.of("/etc/ctk");
    private static final long MAGIC = 0x534b5443; // "CTKS"
    private static final long VERSION = 1;
    private static final int OTHERS_WRITE = 022;

    /** Return one of this build. */
    public static SealedFile of(List<SealedEntry> entries) {
        return new SealedFile(ByteString.of(SealCalls.buildId()), entries);
    }

    /**
     * Read it as {@code bin/ctk} does.
     *
     * @return null if there is none
     * @throws MalformedException if it would be ignored, but for its build
     * @throws KernelException if it cannot be read
     */
    public static @Nullable SealedFile read() throws MalformedException, KernelException {
        FileStatus status;
        try {
            status = FileStatus.of(PATH, false);
        } catch (KernelException e) {
            if (e.errno() == Errno.ENOENT) {
                return null;
            }
            if (e.errno() == Errno.ENOTDIR) {
                throw new MalformedException(DIRECTORY.quoted() + " is no directory");
            }
            throw e;
        }
        require(ETC, FileStatus.of(ETC, false), FileStatus.Type.DIRECTORY);
        require(DIRECTORY, FileStatus.of(DIRECTORY, false), FileStatus.Type.DIRECTORY);
        require(PATH, status, FileStatus.Type.REGULAR);
        if (status.links() != 1) {
            throw new MalformedException(PATH.quoted() + " has several names");
        }
        if (status.size() > MOST_BYTES) {
            throw new MalformedException(PATH.quoted() + " is larger than 4 MiB");
        }
        return decode(Bytes.of(PATH, MOST_BYTES));
    }

    private static void require(ByteString path, FileStatus status, FileStatus.Type type)
            throws MalformedException {
        String objection = null;
        if (status.type() != type) {
            objection = "is a " + status.type().words();
        } else if (status.uid() != 0) {
            objection = "is of uid " + status.uid() + ", not root's";
        } else if ((status.mode() & OTHERS_WRITE) != 0) {
            objection = "can be written by others than root";
        }
        if (objection != null) {
            throw new MalformedException(path.quoted() + " " + objection);
        }
    }

    static SealedFile decode(byte[] bytes) throws MalformedException {
        RecordReader in = new RecordReader(bytes);
        in.require(in.u32() == MAGIC, "the first word");
        in.require(in.u32() == VERSION, "the version");
        in.require(in.u32() == bytes.length, "the length of the file");
        ByteString build = in.text();
        int count = in.count(2 * Integer.BYTES);
        in.require(count <= MOST_ENTRIES, "the number of entries");
        List<SealedEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(SealedEntry.read(in.part()));
        }
        in.end();
        return new SealedFile(build, entries);
    }

    /** Return the bytes of the file. */
    byte[] encode() {
        RecordWriter out = new RecordWriter();
        out.u32(MAGIC);
        out.u32(VERSION);
        int length = out.reserve();
        out.text(build);
        out.u32(entries.size());
        for (SealedEntry each : entries) {
            byte[] bytes = each.encode();
            out.u32(bytes.length);
            out.bytes(bytes);
        }
        return out.finish(length);
    }

    /** Tell whether the ctk that runs takes it. */
    public boolean isOfThisBuild() {
        return build.equals(ByteString.of(SealCalls.buildId()));
    }

    /** Remove what is there if it is no file, and can be removed as one. */
    private static void removeOther(FileOperations files) throws SetupException, KernelException {
        try {
            FileStatus.Type type = FileStatus.of(PATH, false).type();
            if (type != FileStatus.Type.REGULAR && type != FileStatus.Type.DIRECTORY) {
                files.remove(PATH.toString());
            }
        } catch (KernelException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    /**
     * Put it in the place of the one that is there; a file without entries is removed.
     *
     * @throws MalformedException if it is too large, or would be ignored where it is
     * @throws SetupException if it cannot be written
     */
    public void write() throws MalformedException, SetupException, KernelException {
        FileOperations files = new FileOperations();
        if (entries.isEmpty()) {
            files.remove(PATH.toString());
            return;
        }
        byte[] bytes = encode();
        if (entries.size() > MOST_ENTRIES || bytes.length > MOST_BYTES) {
            throw new MalformedException(
                    entries.size() > MOST_ENTRIES
                            ? "there would be more than " + MOST_ENTRIES + " entries"
                            : PATH.quoted() + " would be larger than 4 MiB");
        }
        require(ETC, FileStatus.of(ETC, false), FileStatus.Type.DIRECTORY);
        try {
            FileStatus.of(DIRECTORY, false);
        } catch (KernelException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            files.createDirectory(DIRECTORY.toString(), Owner.ROOT, 0755);
        }
        require(DIRECTORY, FileStatus.of(DIRECTORY, false), FileStatus.Type.DIRECTORY);
        removeOther(files);
        files.write(PATH.toString(), bytes, Owner.ROOT, 0644);
    }
}
