package ctk.plugins.testing;

import ctk.core.setup.Actions;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Does to a system in memory what changes ask for, and notes it, one line for each call. */
public final class MemoryActions implements Actions {

    private final MemorySystem system;
    private final List<String> done = new ArrayList<>();
    private int left = Integer.MAX_VALUE;

    /** Act on that system. */
    public MemoryActions(MemorySystem system) {
        this.system = system;
    }

    /** Fail from the call on that follows this many. */
    public MemoryActions failAfter(int calls) {
        left = calls;
        return this;
    }

    /** Return what was done. */
    public List<String> done() {
        return done;
    }

    @Override
    public Files files() {
        return system;
    }

    @Override
    public void createDirectory(String path, @Nullable Owner owner, int mode)
            throws SetupException {
        note("createDirectory " + path + " " + owner + " " + Integer.toOctalString(mode));
        Owner whose = owner == null ? Owner.ROOT : owner;
        system.directory(path, whose, mode < 0 ? 0755 : mode);
    }

    @Override
    public void write(String path, byte[] content, Owner owner, int mode) throws SetupException {
        note("write " + path + " " + content.length + " " + owner);
        FileStatus.Type regular = FileStatus.Type.REGULAR;
        system.put(path, new FileStatus(regular, owner, mode, content.length));
    }

    @Override
    public void chown(Tree tree) throws SetupException {
        note("chown " + tree);
    }

    @Override
    public void copy(String from, String to, @Nullable Owner owner) throws SetupException {
        note("copy " + from + " " + to + " " + owner);
        for (String path : system.below(from)) {
            FileStatus original = Objects.requireNonNull(system.status(path));
            Owner whose = owner == null ? original.owner() : owner;
            system.put(
                    to + path.substring(from.length()),
                    new FileStatus(original.type(), whose, original.mode(), original.size()));
        }
    }

    @Override
    public void remove(String path) throws SetupException {
        note("remove " + path);
        system.take(path);
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
    public void edit(String path, UnaryOperator<byte[]> edit, boolean inPlace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void withUsersLocked(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Ended run(Program program) {
        throw new UnsupportedOperationException();
    }

    private void note(String call) throws SetupException {
        if (left == 0) {
            throw new SetupException("cannot " + call);
        }
        left--;
        done.add(call);
    }
}
