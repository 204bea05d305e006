package ctk.plugins.testing;

import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.Users;
import ctk.core.setup.Variables;
import ctk.core.setup.View;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A system in memory: users by what is said of them, and the files that are named. It is its own
 * view, so that what a change foresees is what a later plan sees.
 */
public final class MemorySystem implements View, Files, Users {

    private final Map<String, Owner> owners = new HashMap<>();
    private final Map<String, FileStatus> files = new TreeMap<>();
    private final List<String> unknown = new ArrayList<>();
    private @Nullable String target;

    /** Let a spec resolve to an owner. */
    public MemorySystem user(String spec, long uid, long gid) {
        owners.put(spec, new Owner(uid, gid));
        return this;
    }

    /** Let the command run as this spec. */
    public MemorySystem runAs(String spec) {
        target = spec;
        return this;
    }

    /** Put a directory there. */
    public MemorySystem directory(String path, Owner owner, int mode) {
        return put(path, new FileStatus(FileStatus.Type.DIRECTORY, owner, mode, 0));
    }

    /** Put a file there that is no directory. */
    public MemorySystem file(String path, FileStatus.Type type) {
        return put(path, new FileStatus(type, Owner.ROOT, 0644, 0));
    }

    /** Put a file there, or another in its place. */
    public MemorySystem put(String path, FileStatus status) {
        files.put(path, status);
        return this;
    }

    /** Take a file away. */
    public void take(String path) {
        files.remove(path);
    }

    /** Return the paths of all files below a directory, which are there. */
    public List<String> below(String path) {
        List<String> found = new ArrayList<>();
        for (String each : files.keySet()) {
            if (each.startsWith(path + "/")) {
                found.add(each);
            }
        }
        return found;
    }

    /** Return the directories of which changes said that what is below them is unknown. */
    public List<String> unknown() {
        return unknown;
    }

    @Override
    public Users users() {
        return this;
    }

    @Override
    public Files files() {
        return this;
    }

    @Override
    public Variables environment() {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable String target() {
        return target;
    }

    @Override
    public void variable(String name, byte @Nullable [] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void file(String path, FileStatus status) {
        files.put(path, status);
    }

    @Override
    public void unknownBelow(String path) {
        unknown.add(path);
    }

    @Override
    public void content(String path, byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable FileStatus status(String path) {
        return files.get(path);
    }

    @Override
    public byte[] read(String path, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> list(String path) {
        List<String> names = new ArrayList<>();
        for (String each : below(path)) {
            String name = each.substring(path.length() + 1);
            if (name.indexOf('/') < 0) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public Owner owner(String spec) throws SetupException {
        Owner owner = owners.get(spec);
        if (owner == null) {
            throw new SetupException("cannot resolve " + Text.quote(spec));
        }
        return owner;
    }

    @Override
    public @Nullable User user(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable User user(long uid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long group(String name) {
        throw new UnsupportedOperationException();
    }
}
