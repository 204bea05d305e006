package ctk.plugins.testing.env;

import static java.nio.charset.StandardCharsets.UTF_8;

import ctk.core.setup.Actions;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Files;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Actions on a system in memory, of which those that steps without files of their own need are
 * there. What they do is noted down.
 */
public final class Recorder implements Actions {

    private final MemoryView view;
    private final Map<String, Ended> outcomes = new HashMap<>();

    /** What was done, a line each. */
    public final List<String> done = new ArrayList<>();

    /** Act on that system. */
    public Recorder(MemoryView view) {
        this.view = view;
    }

    /** Let a program end so. Without that it ends with 0 and no result. */
    public Recorder outcome(String program, int code, String result) {
        outcomes.put(program, new Ended(code, result.getBytes(UTF_8)));
        return this;
    }

    @Override
    public Files files() {
        return view.files();
    }

    @Override
    public void setVariable(String name, byte @Nullable [] value) {
        done.add(value == null ? "unset " + name : "set " + name + "=" + new String(value, UTF_8));
        view.variable(name, value);
    }

    @Override
    public void setCommandVariable(String name, byte[] value) {
        done.add("set " + name + "=" + new String(value, UTF_8) + " for the command");
    }

    @Override
    public void write(String path, byte[] content, Owner owner, int mode) {
        done.add("write " + path + " " + owner + " " + Integer.toOctalString(mode));
        view.file(path, new FileStatus(FileStatus.Type.REGULAR, owner, mode, content.length));
        view.content(path, content);
    }

    @Override
    public Ended run(Program program) {
        done.add(
                "run "
                        + program.arguments()
                        + (program.user() == null ? "" : " as " + program.user())
                        + (program.directory() == null ? "" : " in " + program.directory())
                        + (program.hasResult() ? " with result" : ""));
        Ended ended = outcomes.get(program.arguments().getFirst());
        return ended == null ? new Ended(0, new byte[0]) : ended;
    }

    @Override
    public void createDirectory(String path, @Nullable Owner owner, int mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void edit(String path, UnaryOperator<byte[]> edit, boolean inPlace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void withUsersLocked(Work work) throws SetupException, InterruptedException {
        work.run();
    }

    @Override
    public void chown(Tree tree) {
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
}
