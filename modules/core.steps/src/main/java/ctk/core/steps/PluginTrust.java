package ctk.core.steps;

import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.DirectoryCalls;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is loaded as code is root's, and nobody else's to write; so is every directory and link on
 * the way to it, or it lies on a read-only mount.
 */
final class PluginTrust {

    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int MOST_LINKS = 40; // as path_resolution(7)

    private final Path file;
    private final Deque<Path> ahead = new ArrayDeque<>();
    private final long self;

    private PluginTrust(Path file) throws IOException {
        this.file = file;
        self = Credentials.current().effectiveUid();
    }

    /**
     * Require that a file, and all on the way to it, belongs to root or to who ctk is, and that
     * nobody else can write to it.
     *
     * @return where it really is
     */
    static Path require(Path file) throws StepException, IOException {
        return new PluginTrust(file).walk();
    }

    private Path walk() throws StepException, IOException {
        Path at = Path.of("/");
        int links = 0;
        judge(at);
        push(file.toAbsolutePath());
        while (!ahead.isEmpty()) {
            String name = ahead.pop().toString();
            Path next = name.equals("..") ? at.getParent() : at.resolve(name);
            if (next == null || name.equals(".")) {
                continue;
            }
            judge(next);
            if (!Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            links++;
            if (links > MOST_LINKS) {
                throw new FileSystemException(file.toString(), null, "too many links");
            }
            Path target = Files.readSymbolicLink(next);
            at = target.isAbsolute() ? Path.of("/") : at;
            push(target);
        }
        return at;
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            ahead.push(path.getName(i));
        }
    }

    private void judge(Path each) throws StepException, IOException {
        Object owner = Files.getAttribute(each, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        long uid = Integer.toUnsignedLong((int) owner);
        int mode = (int) Files.getAttribute(each, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        boolean isOurs = uid == 0 || uid == self;
        boolean isWritable = (mode & WRITABLE_BY_OTHERS) != 0 && !Files.isSymbolicLink(each);
        if ((!isOurs || isWritable) && !isOnReadOnlyMount(each)) {
            String why = isOurs ? "others can write to it" : "uid " + uid + " owns it";
            throw new StepException(
                    "plugin "
                            + PluginDirectories.quoted(file)
                            + " is not trusted: "
                            + (each.equals(file) ? "" : PluginDirectories.quoted(each) + ": ")
                            + why,
                    "give it to root, and chmod go-w, or mount it read-only");
        }
    }

    private static boolean isOnReadOnlyMount(Path path) {
        byte[] name = ByteString.of(path.toString()).toBytes();
        int opened =
                DirectoryCalls.openPath(DirectoryCalls.WORKING_DIRECTORY, name, 0, name.length);
        if (opened < 0) {
            return false;
        }
        try {
            return DirectoryCalls.isOnReadOnlyMount(opened);
        } finally {
            DirectoryCalls.close(opened);
        }
    }
}
