package ctk.core.files;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.PathException;
import ctk.core.linux.PathWalk;
import ctk.core.setup.SetupException;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** An absolute path in its components, of which the last is a name in an open directory. */
final class FilePath {

    private static final byte[] SELF = {'.'};

    private final List<byte[]> components;

    private FilePath(List<byte[]> components) {
        this.components = components;
    }

    /** Take a path apart; {@code .} and doubled slashes say nothing, {@code ..} is refused. */
    static FilePath of(String path, Attempt attempt) throws SetupException {
        ByteString bytes = ByteString.of(path);
        if (bytes.length() == 0) {
            throw attempt.failure("the path is empty", "is a variable unset?");
        }
        if (bytes.at(0) != '/') {
            throw attempt.failure("the path is not absolute", null);
        }
        List<byte[]> components = new ArrayList<>();
        for (int from = 1; from < bytes.length(); ) {
            int slash = bytes.indexOf('/', from);
            int end = slash < 0 ? bytes.length() : slash;
            if (end - from == 2 && bytes.at(from) == '.' && bytes.at(from + 1) == '.') {
                throw attempt.failure("there is '..' in the path", Attempt.NO_LINK);
            }
            if (end - from > 1 || (end - from == 1 && bytes.at(from) != '.')) {
                components.add(bytes.slice(from, end).toBytes());
            }
            from = end + 1;
        }
        return new FilePath(components);
    }

    /** Return the number of components; 0 for {@code /}. */
    int length() {
        return components.size();
    }

    byte[] component(int index) {
        return components.get(index);
    }

    /** Return the last component, or {@code .} for {@code /}. */
    byte[] name() {
        return components.isEmpty() ? SELF.clone() : components.getLast();
    }

    /** Return the path of the directory that the first components lead to. */
    ByteString directory(int count) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            path.write('/');
            path.writeBytes(components.get(i));
        }
        path.write('/'); // and a dot behind it: a link to the directory is none at the end
        path.write('.');
        return ByteString.of(path.toByteArray());
    }

    /**
     * Open the directory that holds the file (O_PATH).
     *
     * @return its descriptor, or -errno
     * @throws SetupException if the way leads over another user's link
     */
    int openParent(Attempt attempt) throws SetupException {
        return openDirectory(Math.max(components.size() - 1, 0), attempt);
    }

    /** Open the directory that the first components lead to, likewise. */
    int openDirectory(int count, Attempt attempt) throws SetupException {
        try {
            return new PathWalk(directory(count), false).open();
        } catch (PathException e) {
            if (e.errno() != 0) {
                return -e.errno();
            }
            throw attempt.failure(e);
        }
    }

    /** Open the directory that the whole path names, for reading; no link at the end. */
    int openWhole(Attempt attempt) throws SetupException {
        int parent = attempt.require(openParent(attempt));
        try {
            byte[] name = name();
            Entry.requireDirectory(Entry.look(parent, name, attempt), attempt);
            return attempt.require(DirectoryCalls.openDirectory(parent, name, 0, name.length));
        } finally {
            DirectoryCalls.close(parent);
        }
    }
}
