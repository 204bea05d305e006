package ctk.core.config;

import ctk.core.linux.ByteString;
import ctk.core.linux.DirectoryCalls;
import ctk.core.linux.DirectoryEntries;
import ctk.core.linux.Errno;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An open directory with configuration in it. */
final class ConfigDirectory {

    private static final String LINKS = "links are followed only inside a read-only mount";
    private static final byte[] SELF = {'.'};
    private static final byte[] SUFFIX = {'.', 't', 'o', 'm', 'l'};

    private final ByteString path;
    private final Opened opened;

    private ConfigDirectory(Opened opened) {
        this.path = opened.path;
        this.opened = opened;
    }

    /**
     * Open a trusted directory.
     *
     * @return null if there is none
     * @throws ConfigException if it is a link, is not trusted, or cannot be opened
     */
    static @Nullable ConfigDirectory open(ByteString path) throws ConfigException {
        byte[] name = path.toBytes();
        int result = openDirectory(DirectoryCalls.WORKING_DIRECTORY, name);
        return trusted(Opened.of(path, result));
    }

    /**
     * Read one file, which must be there. Its directory must be trusted too, unless the file lies
     * on a read-only mount.
     */
    static byte[] readFile(ByteString path) throws ConfigException {
        int slash = lastSlash(path);
        ByteString parent = slash < 0 ? ByteString.of(SELF) : path.slice(0, Math.max(slash, 1));
        byte[] name = path.slice(slash + 1).toBytes();
        int at = DirectoryCalls.follow(DirectoryCalls.WORKING_DIRECTORY, parent.toBytes());
        Opened opened = Opened.of(parent, at);
        if (opened == null) {
            throw Opened.failure(path, Errno.ENOENT);
        }
        ConfigDirectory directory = new ConfigDirectory(opened);
        try {
            byte[] bytes = directory.read(name, path);
            if (bytes == null) {
                throw Opened.failure(path, Errno.ENOENT);
            }
            return bytes;
        } finally {
            directory.close();
        }
    }

    /** Return where the last slash of a path is, or -1. */
    static int lastSlash(ByteString path) {
        int at = path.length() - 1;
        while (at >= 0 && path.at(at) != '/') {
            at--;
        }
        return at;
    }

    private static int openDirectory(int at, byte[] name) {
        return DirectoryCalls.openDirectory(at, name, 0, name.length);
    }

    private static @Nullable ConfigDirectory trusted(@Nullable Opened opened)
            throws ConfigException {
        if (opened == null) {
            return null;
        }
        try {
            opened.requireTrusted();
        } catch (ConfigException e) {
            opened.close();
            throw e;
        }
        return new ConfigDirectory(opened);
    }

    /** Open a trusted directory in this one; null if there is none. */
    @Nullable ConfigDirectory enter(ByteString name) throws ConfigException {
        ByteString inside = path(name);
        int result = openDirectory(opened.descriptor, name.toBytes());
        if (result == -Errno.ENOTDIR && opened.isReadOnly) {
            int link = DirectoryCalls.follow(opened.descriptor, name.toBytes());
            if (link >= 0) {
                result = openDirectory(link, SELF);
                DirectoryCalls.close(link);
            }
            return trusted(sameMount(Opened.of(inside, result)));
        }
        return trusted(Opened.of(inside, result));
    }

    /** Return what a trusted file in this directory holds; null if there is none. */
    byte @Nullable [] read(ByteString name) throws ConfigException {
        return read(name.toBytes(), path(name));
    }

    private byte @Nullable [] read(byte[] name, ByteString as) throws ConfigException {
        Opened file = openFile(name, as);
        if (file == null) {
            return null;
        }
        try {
            if (!file.isReadOnly) {
                opened.requireTrusted();
                file.requireTrusted();
            }
            return file.content();
        } finally {
            file.close();
        }
    }

    private @Nullable Opened openFile(byte[] name, ByteString as) throws ConfigException {
        int result = DirectoryCalls.openFile(opened.descriptor, name, false);
        if (result != -Errno.ELOOP) {
            return Opened.of(as, result);
        }
        if (!opened.isReadOnly) {
            throw Opened.untrusted(as, "it is a symbolic link", LINKS);
        }
        return sameMount(Opened.of(as, DirectoryCalls.openFile(opened.descriptor, name, true)));
    }

    /** Let pass what a link in this directory led to, if it led to the same read-only mount. */
    private @Nullable Opened sameMount(@Nullable Opened target) throws ConfigException {
        if (target != null && !(target.isReadOnly && target.isOnMountOf(opened))) {
            target.close();
            throw Opened.untrusted(target.path, "it is a symbolic link to another mount", LINKS);
        }
        return target;
    }

    /** Return the path of a file in this directory. */
    ByteString path(ByteString name) {
        byte[] joined = new byte[path.length() + 1 + name.length()];
        System.arraycopy(path.toBytes(), 0, joined, 0, path.length());
        joined[path.length()] = '/';
        System.arraycopy(name.toBytes(), 0, joined, path.length() + 1, name.length());
        return ByteString.of(joined);
    }

    /**
     * Return the names that end in .toml and do not begin with a dot, in the order of their bytes.
     */
    List<ByteString> names() throws ConfigException {
        List<ByteString> names = new ArrayList<>();
        DirectoryEntries batch = new DirectoryEntries();
        int length = batch.read(opened.descriptor);
        while (length > 0) {
            for (int i = 0; i < batch.others(); i++) {
                add(names, batch, batch.other(i));
            }
            for (int i = 0; i < batch.directories(); i++) {
                add(names, batch, batch.directory(i));
            }
            length = batch.read(opened.descriptor);
        }
        if (length < 0) {
            throw Opened.failure(path, -length);
        }
        return names;
    }

    private static void add(List<ByteString> names, DirectoryEntries batch, int at) {
        int length = batch.nameLength(at);
        byte[] name = Arrays.copyOfRange(batch.bytes(), at, at + length);
        if (name[0] == '.' || !endsWithSuffix(name)) {
            return;
        }
        int place = names.size();
        while (place > 0 && Arrays.compareUnsigned(names.get(place - 1).toBytes(), name) > 0) {
            place--;
        }
        names.add(place, ByteString.of(name));
    }

    private static boolean endsWithSuffix(byte[] name) {
        int from = name.length - SUFFIX.length;
        return from > 0 && Arrays.equals(name, from, name.length, SUFFIX, 0, SUFFIX.length);
    }

    void close() {
        opened.close();
    }
}
