package ctk.core.steps;

import ctk.core.files.FileOperations;
import ctk.core.linux.Credentials;
import ctk.core.linux.KernelException;
import ctk.core.setup.Actions;
import ctk.core.setup.FileStatus;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.View;

import org.jspecify.annotations.Nullable;

/** What is planned so far, as steps see it. */
final class PlanView implements View {

    private final CommandEnvironment environment;
    private final @Nullable String target;
    private final PlannedFiles files = new PlannedFiles();
    private final PlannedUsers users = new PlannedUsers(files);

    PlanView(CommandEnvironment environment, @Nullable String target) {
        this.environment = environment;
        this.target = target;
    }

    @Override
    public PlannedUsers users() {
        return users;
    }

    @Override
    public CommandEnvironment environment() {
        return environment;
    }

    @Override
    public PlannedFiles files() {
        return files;
    }

    @Override
    public @Nullable String target() {
        return target;
    }

    @Override
    public void check(Actions.Tree tree) throws SetupException {
        new FileOperations().check(tree);
    }

    @Override
    public Owner caller() {
        try {
            Credentials now = Credentials.current();
            return new Owner(now.effectiveUid(), now.effectiveGid());
        } catch (KernelException e) {
            return Owner.ROOT; // who may not ask is trusted with nothing of a user's own
        }
    }

    @Override
    public void variable(String name, byte @Nullable [] value) {
        environment.set(name, value);
    }

    @Override
    public void file(String path, FileStatus status) {
        files.put(path, status);
    }

    @Override
    public void content(String path, byte[] bytes) {
        files.put(path, bytes);
    }

    @Override
    public void unknownBelow(String path) {
        files.putUnknownBelow(path);
    }

    /** What was planned is done: look at the system itself from here on. */
    void done() {
        files.forget();
    }
}
