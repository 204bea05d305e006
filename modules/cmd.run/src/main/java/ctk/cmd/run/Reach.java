package ctk.cmd.run;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileStatus;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Who can get to a file: everybody, if everybody may search each directory on the way. */
final class Reach {

    /** Where the file of sealed starts is: who cannot get there cannot read that either. */
    private static final ByteString ETC = ByteString.of("/etc");

    private static final int OTHERS_SEARCH = 1;
    private static final int MOST_LINKS = 40; // MAXSYMLINKS in linux/namei.h
    private static final int LONGEST = 4096;

    private Reach() {}

    /**
     * Return a directory on the way to a file, links followed, that not everybody may search; null
     * if there is none.
     *
     * @param path absolute
     */
    static @Nullable ByteString barrier(ByteString path) throws KernelException {
        ByteString whole = path;
        int links = 0;
        int end = whole.indexOf('/', 1);
        for (; ; ) {
            ByteString part = end < 0 ? whole : whole.slice(0, end);
            FileStatus status = FileStatus.of(part, false);
            if (status.type() == FileStatus.Type.LINK) {
                if (++links > MOST_LINKS) {
                    throw new KernelException("open", path, Errno.ELOOP);
                }
                whole = followed(part, end < 0 ? ByteString.of("") : whole.slice(end));
                end = whole.indexOf('/', 1);
                continue;
            }
            if (end < 0) {
                return null;
            }
            boolean isOpen = (status.mode() & OTHERS_SEARCH) != 0 || part.equals(ETC);
            if (status.isDirectory() && !isOpen) {
                return part;
            }
            end = whole.indexOf('/', end + 1);
        }
    }

    /** Return the path that a link leads to, absolute, with what stands behind it. */
    private static ByteString followed(ByteString link, ByteString rest) throws KernelException {
        byte[] text = new byte[LONGEST];
        int file =
                DirectoryCalls.openPath(
                        DirectoryCalls.WORKING_DIRECTORY, link.toBytes(), 0, link.length());
        int length = file < 0 ? file : DirectoryCalls.readLink(file, text);
        if (file >= 0) {
            DirectoryCalls.close(file);
        }
        if (length < 0) {
            throw new KernelException("read", link, -length);
        }
        ByteString target = ByteString.of(Arrays.copyOf(text, length));
        int slash = link.length() - 1;
        while (slash > 0 && link.at(slash) != '/') {
            slash--;
        }
        boolean isAbsolute = length > 0 && text[0] == '/';
        ByteString above = isAbsolute ? ByteString.of("") : link.slice(0, slash + 1);
        return ByteString.join(above, target, rest);
    }
}
