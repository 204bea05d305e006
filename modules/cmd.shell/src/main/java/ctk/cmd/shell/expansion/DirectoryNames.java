package ctk.cmd.shell.expansion;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;

import java.util.ArrayList;
import java.util.List;

/** The names in a directory, as the kernel has them. */
public final class DirectoryNames {

    private DirectoryNames() {}

    /**
     * A name.
     *
     * @param isDirectory whether the directory says that it is one; a link to one is none
     */
    public record Name(ByteString bytes, boolean isDirectory) {}

    /**
     * List a directory, without {@code .} and {@code ..}.
     *
     * @param directory its path; links are followed; empty for the working directory
     * @return none if it cannot be read
     */
    public static List<Name> of(ByteString directory) {
        ByteString self = directory.length() == 0 ? ByteString.of(".") : directory;
        byte[] path = ByteString.join(self, ByteString.of("/.")).toBytes();
        int open =
                DirectoryCalls.openDirectory(
                        DirectoryCalls.WORKING_DIRECTORY, path, 0, path.length);
        List<Name> names = new ArrayList<>();
        if (open < 0) {
            return names;
        }
        DirectoryEntries batch = new DirectoryEntries();
        while (batch.read(open) > 0) {
            for (int i = 0; i < batch.directories(); i++) {
                names.add(name(batch, batch.directory(i), true));
            }
            for (int i = 0; i < batch.others(); i++) {
                names.add(name(batch, batch.other(i), false));
            }
        }
        DirectoryCalls.close(open);
        return names;
    }

    private static Name name(DirectoryEntries batch, int at, boolean isDirectory) {
        int end = at + batch.nameLength(at);
        byte[] bytes = java.util.Arrays.copyOfRange(batch.bytes(), at, end);
        return new Name(ByteString.of(bytes), isDirectory);
    }
}
