package ctk.plugins.testing.env;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files in memory. Links lead nowhere. */
public final class MemoryFiles implements Files {

    private final Map<String, FileStatus> statuses = new TreeMap<>();
    private final Map<String, byte[]> contents = new TreeMap<>();

    /** Make an empty root directory. */
    public MemoryFiles() {
        directory("/", Owner.ROOT, 0755);
    }

    /** Add a directory. */
    public MemoryFiles directory(String path, Owner owner, int mode) {
        return other(path, new FileStatus(FileStatus.Type.DIRECTORY, owner, mode, 4096));
    }

    /** Add a directory of root, 0755. */
    public MemoryFiles directory(String path) {
        return directory(path, Owner.ROOT, 0755);
    }

    /** Add a regular file. */
    public MemoryFiles file(String path, Owner owner, int mode, byte[] content) {
        contents.put(path, content);
        return other(path, new FileStatus(FileStatus.Type.REGULAR, owner, mode, content.length));
    }

    /** Add a regular file of root. */
    public MemoryFiles file(String path, int mode, String content) {
        return file(path, Owner.ROOT, mode, content.getBytes(UTF_8));
    }

    /** Add a symbolic link of root. */
    public MemoryFiles link(String path) {
        return other(path, new FileStatus(FileStatus.Type.LINK, Owner.ROOT, 0777, 1));
    }

    /** Add a file of any type. */
    public MemoryFiles other(String path, FileStatus status) {
        statuses.put(path, status);
        return this;
    }

    void content(String path, byte[] content) {
        contents.put(path, content);
    }

    @Override
    public @Nullable FileStatus status(String path) {
        return statuses.get(path);
    }

    @Override
    public byte[] read(String path, int most) throws SetupException {
        FileStatus status = statuses.get(path);
        byte[] content = contents.get(path);
        if (status == null) {
            throw new SetupException(
                    "cannot read " + Text.quote(path) + ": no such file or directory");
        }
        if (!status.isRegular() || content == null) {
            throw new SetupException(
                    "cannot read " + Text.quote(path) + ": it is not a regular file");
        }
        if (content.length > most) {
            throw new SetupException(
                    "cannot read " + Text.quote(path) + ": it has more than " + most + " bytes");
        }
        return content;
    }

    @Override
    public List<String> list(String path) throws SetupException {
        FileStatus status = statuses.get(path);
        if (status == null || !status.isDirectory()) {
            throw new SetupException("cannot list " + Text.quote(path) + ": not a directory");
        }
        String start = path + "/";
        return statuses.keySet().stream()
                .filter(each -> each.startsWith(start) && each.indexOf('/', start.length()) < 0)
                .map(each -> each.substring(start.length()))
                .toList();
    }
}
