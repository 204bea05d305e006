package ctk.cmd.whoami;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileInput;
import ctk.core.linux.InodeFacts;
import ctk.core.linux.KernelException;
import ctk.core.userdb.ByteSource;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file of users or groups. It is read several times, so that nothing but a regular file will do.
 *
 * @param path where it is
 * @param isAsked whether the line names it: then it has to be there
 */
record ImageFile(ByteString path, boolean isAsked) implements ByteSource {

    /** Return the file that an option names, or else that of the image. */
    static ImageFile of(@Nullable ByteString asked, String otherwise) {
        return asked == null
                ? new ImageFile(ByteString.of(otherwise), false)
                : new ImageFile(asked, true);
    }

    @Override
    public String name() {
        return path.printable();
    }

    @Override
    public @Nullable InputStream open() throws IOException {
        int file = DirectoryCalls.openFile(DirectoryCalls.WORKING_DIRECTORY, path.toBytes(), true);
        if (file == -Errno.ENOENT && !isAsked) {
            return null;
        }
        if (file < 0) {
            throw new KernelException("open", path, -file);
        }
        InodeFacts facts = new InodeFacts(1);
        int error = facts.ofFile(file);
        if (error == 0 && facts.isRegular(0)) {
            return FileInput.of(path, file);
        }
        DirectoryCalls.close(file);
        if (facts.isDirectory(0)) {
            throw new KernelException("read", path, Errno.EISDIR);
        }
        throw new IOException("cannot read " + path.quoted() + ": it is no regular file");
    }
}
