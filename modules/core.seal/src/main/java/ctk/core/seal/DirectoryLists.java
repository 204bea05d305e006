package ctk.core.seal;

import ctk.core.exec.RecordWriter;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;
import ctk.core.linux.Errno;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A directory holds files of these names, and no others.
 *
 * @param path of the directory, which is no link
 * @param names ascending by their bytes
 */
public record DirectoryLists(ByteString path, List<ByteString> names) implements Condition {

    static final int KIND = 5; // LISTING

    private static final int MOST = 256; // LISTING_MOST of conditions.h

    /**
     * Return what a directory holds now.
     *
     * @throws KernelException if it cannot be read, or holds more than 256 files (EFBIG)
     */
    public static DirectoryLists now(ByteString path) throws KernelException {
        byte[] bytes = path.toBytes();
        int directory =
                DirectoryCalls.openDirectory(
                        DirectoryCalls.WORKING_DIRECTORY, bytes, 0, bytes.length);
        if (directory < 0) {
            throw new KernelException("open", path, -directory);
        }
        try {
            List<ByteString> names = new ArrayList<>();
            DirectoryEntries batch = new DirectoryEntries();
            int length = batch.read(directory);
            while (length > 0 && names.size() <= MOST) {
                add(names, batch);
                length = batch.read(directory);
            }
            if (length < 0 || names.size() > MOST) {
                throw new KernelException("read", path, length < 0 ? -length : Errno.EFBIG);
            }
            names.sort(DirectoryLists::compare);
            return new DirectoryLists(path, names);
        } finally {
            DirectoryCalls.close(directory);
        }
    }

    private static int compare(ByteString one, ByteString other) {
        return Arrays.compareUnsigned(one.toBytes(), other.toBytes());
    }

    private static void add(List<ByteString> names, DirectoryEntries batch) {
        for (int i = 0; i < batch.directories(); i++) {
            names.add(name(batch, batch.directory(i)));
        }
        for (int i = 0; i < batch.others(); i++) {
            names.add(name(batch, batch.other(i)));
        }
    }

    private static ByteString name(DirectoryEntries batch, int at) {
        return ByteString.of(Arrays.copyOfRange(batch.bytes(), at, at + batch.nameLength(at)));
    }

    static DirectoryLists read(RecordReader in) throws MalformedException {
        ByteString path = in.name();
        List<ByteString> names = in.texts();
        in.require(names.size() <= MOST, "a count");
        for (int i = 0; i < names.size(); i++) {
            boolean isFirst = i == 0 && names.get(i).length() > 0;
            boolean isNext = i > 0 && compare(names.get(i - 1), names.get(i)) < 0;
            in.require(isFirst || isNext, "the order of names");
        }
        return new DirectoryLists(path, names);
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public void write(RecordWriter out) {
        out.text(path);
        out.u32(names.size());
        for (ByteString each : names) {
            out.text(each);
        }
    }

    @Override
    public String name() {
        return "listing";
    }

    @Override
    public ByteString subject() {
        return path;
    }

    @Override
    public String text() {
        return "directory " + path.quoted() + " holds " + words(names);
    }

    private static String words(List<ByteString> names) {
        List<String> quoted = new ArrayList<>();
        names.forEach(each -> quoted.add(each.quoted()));
        return quoted.isEmpty() ? "nothing" : String.join(", ", quoted);
    }

    @Override
    public @Nullable String objection() {
        try {
            DirectoryLists now = now(path);
            return now.names.equals(names) ? null : now.text();
        } catch (KernelException e) {
            return path.quoted() + ": " + Errno.describe(e.errno());
        }
    }
}
