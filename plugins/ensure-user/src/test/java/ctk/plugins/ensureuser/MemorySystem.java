package ctk.plugins.ensureuser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ctk.core.setup.Actions;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Users;
import ctk.core.setup.Variables;
import ctk.core.setup.View;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Files that are bytes by path, and what was done to them. Text stands for bytes one by one. */
final class MemorySystem implements View, Actions, Files {

    final Map<String, byte[]> contents = new TreeMap<>();
    final Map<String, FileStatus> statuses = new TreeMap<>();
    final List<String> done = new ArrayList<>();

    /** Why the next edit or lock fails, or null. */
    @Nullable SetupException failure;

    private boolean isLocked;

    MemorySystem() {
        directory("/etc", Owner.ROOT);
    }

    static MemorySystem of(String passwd, String group) {
        return new MemorySystem().with("/etc/passwd", passwd).with("/etc/group", group);
    }

    MemorySystem with(String path, String text) {
        contents.put(path, text.getBytes(ISO_8859_1));
        FileStatus.Type type = FileStatus.Type.REGULAR;
        statuses.put(path, new FileStatus(type, Owner.ROOT, 0644, text.length()));
        return this;
    }

    MemorySystem directory(String path, Owner owner) {
        statuses.put(path, new FileStatus(FileStatus.Type.DIRECTORY, owner, 0755, 0));
        return this;
    }

    MemorySystem copy() {
        MemorySystem copy = new MemorySystem();
        copy.contents.putAll(contents);
        copy.statuses.putAll(statuses);
        return copy;
    }

    String text(String path) {
        byte[] content = contents.get(path);
        return content == null ? "" : new String(content, ISO_8859_1);
    }

    @Override
    public Files files() {
        return this;
    }

    @Override
    public @Nullable FileStatus status(String path) {
        return statuses.get(path);
    }

    @Override
    public byte[] read(String path, int most) throws SetupException {
        byte[] content = contents.get(path);
        if (content == null) {
            throw new SetupException("cannot read " + path);
        }
        return content;
    }

    @Override
    public void file(String path, FileStatus status) {
        statuses.put(path, status);
    }

    @Override
    public void content(String path, byte[] bytes) {
        contents.put(path, bytes);
    }

    @Override
    public void write(String path, byte[] content, Owner owner, int mode) throws SetupException {
        requireLock();
        done.add("write " + path);
        FileStatus.Type type = FileStatus.Type.REGULAR;
        statuses.put(path, new FileStatus(type, owner, mode, content.length));
        contents.put(path, content);
    }

    @Override
    public void edit(String path, UnaryOperator<byte[]> edit, boolean inPlace)
            throws SetupException {
        requireLock();
        done.add((inPlace ? "edit in place " : "edit ") + path);
        contents.put(path, edit.apply(read(path, Integer.MAX_VALUE)));
    }

    private void requireLock() throws SetupException {
        if (failure != null) {
            throw failure;
        }
        if (!isLocked) {
            throw new IllegalStateException("not locked");
        }
    }

    @Override
    public void withUsersLocked(Work work) throws SetupException, InterruptedException {
        isLocked = true;
        try {
            work.run();
        } finally {
            isLocked = false;
        }
    }

    @Override
    public void createDirectory(String path, @Nullable Owner owner, int mode) {
        done.add("mkdir " + path + " " + owner + " " + Integer.toOctalString(mode));
        Owner given = owner == null ? Owner.ROOT : owner;
        statuses.put(
                path, new FileStatus(FileStatus.Type.DIRECTORY, given, mode < 0 ? 0755 : mode, 0));
    }

    @Override
    public void chown(Tree tree) {
        done.add("chown " + tree.path() + " " + tree.onlyOf() + " to " + tree.owner());
        FileStatus old = statuses.get(tree.path());
        if (old != null && old.owner().uid() == tree.onlyOf()) {
            statuses.put(
                    tree.path(), new FileStatus(old.type(), tree.owner(), old.mode(), old.size()));
        }
    }

    @Override
    public Users users() {
        throw new AssertionError("ensure-user reads the files itself");
    }

    @Override
    public Variables environment() {
        throw new AssertionError("ensure-user asks for no variable");
    }

    @Override
    public List<String> list(String path) {
        throw new AssertionError("ensure-user lists no directory");
    }

    @Override
    public void variable(String name, byte @Nullable [] value) {
        throw new AssertionError("ensure-user depends on no variable of its own");
    }

    @Override
    public @Nullable String target() {
        return null;
    }

    @Override
    public void setVariable(String name, byte @Nullable [] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setCommandVariable(String name, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(String from, String to, @Nullable Owner owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Ended run(Program program) {
        throw new UnsupportedOperationException();
    }
}
