package ctk.core.steps;

import ctk.core.files.FileOperations;
import ctk.core.files.PresentFiles;
import ctk.core.setup.Actions;
import ctk.core.setup.Files;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/** What changes can do, for real. */
final class StepActions implements Actions {

    private final PlanView view;
    private final Files files = new PresentFiles();
    private final FileOperations operations = new FileOperations();
    private final Programs programs;

    StepActions(PlanView view) {
        this.view = view;
        programs = new Programs(view);
    }

    /** All steps are done: leave nothing behind but what they meant to. */
    void end(Reporter reporter) {
        programs.end(reporter);
    }

    @Override
    public Files files() {
        return files;
    }

    @Override
    public void setVariable(String name, byte @Nullable [] value) {
        view.environment().set(name, value);
    }

    @Override
    public void setCommandVariable(String name, byte[] value) {
        view.environment().setLast(name, value);
    }

    @Override
    public void createDirectory(String path, @Nullable Owner owner, int mode)
            throws SetupException {
        operations.createDirectory(path, owner, mode);
    }

    @Override
    public void write(String path, byte[] content, Owner owner, int mode) throws SetupException {
        operations.write(path, content, owner, mode);
    }

    @Override
    public void edit(String path, UnaryOperator<byte[]> edit, boolean inPlace)
            throws SetupException {
        operations.edit(path, edit, inPlace);
    }

    @Override
    public void withUsersLocked(Work work) throws SetupException, InterruptedException {
        operations.withUsersLocked(work);
    }

    @Override
    public void chown(Tree tree) throws SetupException, InterruptedException {
        operations.chown(tree);
    }

    @Override
    public void copy(String from, String to, @Nullable Owner owner)
            throws SetupException, InterruptedException {
        operations.copy(from, to, owner);
    }

    @Override
    public void remove(String path) throws SetupException {
        operations.remove(path);
    }

    @Override
    public Ended run(Program program) throws SetupException, InterruptedException {
        return programs.run(program);
    }
}
