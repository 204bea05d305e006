package ctk.cmd.run;

import ctk.core.cli.CommandException;
import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.Errno;
import ctk.core.linux.FileInput;
import ctk.core.linux.InodeFacts;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * A file that an option names. Nothing is waited for: pipes are refused, and a device that has
 * nothing to read at once fails.
 */
final class GivenFile {

    private GivenFile() {}

    /**
     * Read one. Links are followed.
     *
     * @param most how many bytes are of use
     * @param hint where there is no such file, or null
     * @return its bytes, of a longer one {@code most + 1}
     */
    static byte[] read(ByteString path, String option, int most, @Nullable String hint)
            throws CommandException {
        int file = DirectoryCalls.openFile(DirectoryCalls.WORKING_DIRECTORY, path.toBytes(), true);
        if (file == -Errno.ENOENT) {
            throw Words.refused(option, path, "no such file", hint);
        }
        try {
            if (file < 0) {
                throw new KernelException("open", path, -file);
            }
            try (FileInput in = FileInput.of(path, file)) {
                InodeFacts facts = new InodeFacts(1);
                if (facts.ofFile(file) != 0
                        || !(facts.isRegular(0) || facts.isCharacterDevice(0))) {
                    throw Words.refused(option, path, "it is no regular file", null);
                }
                return in.readNBytes(most + 1);
            }
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), null, e);
        }
    }
}
