package ctk.plugins.testing.env;

import ctk.core.setup.FileStatus;
import ctk.core.setup.Owner;
import ctk.core.setup.SetupException;
import ctk.core.setup.Text;
import ctk.core.setup.Users;
import ctk.core.setup.View;

import org.jspecify.annotations.Nullable;

/** A system in memory: files, variables, and the users root, app (1000) and others by number. */
public final class MemoryView implements View, Users {

    private final MemoryFiles files = new MemoryFiles();
    private final MemoryVariables variables = new MemoryVariables();
    private @Nullable String target;

    /** Make a system without variables, and with no file but the root directory. */
    public MemoryView() {}

    @Override
    public Users users() {
        return this;
    }

    @Override
    public MemoryVariables environment() {
        return variables;
    }

    /** Return whom the command runs as; nobody knows until {@link #target(String)}. */
    @Override
    public @Nullable String target() {
        return target;
    }

    /** Let the command run as a user. */
    public MemoryView target(String user) {
        target = user;
        return this;
    }

    @Override
    public MemoryFiles files() {
        return files;
    }

    @Override
    public void variable(String name, byte @Nullable [] value) {
        variables.set(name, value);
    }

    @Override
    public void file(String path, FileStatus status) {
        files.other(path, status);
    }

    @Override
    public void content(String path, byte[] bytes) {
        files.content(path, bytes);
    }

    @Override
    public Owner owner(String spec) throws SetupException {
        User user = user(spec);
        if (user != null) {
            return new Owner(user.uid(), user.gid());
        }
        if (!spec.isEmpty() && spec.chars().allMatch(Character::isDigit)) {
            return new Owner(Long.parseLong(spec), 0);
        }
        throw new SetupException("there is no user " + Text.quote(spec));
    }

    @Override
    public @Nullable User user(String name) {
        return switch (name) {
            case "root" -> new User("root", 0, 0, "/root");
            case "app" -> new User("app", 1000, 1000, "/home/app");
            default -> null;
        };
    }

    @Override
    public @Nullable User user(long uid) {
        return uid == 0 ? user("root") : uid == 1000 ? user("app") : null;
    }

    @Override
    public long group(String name) {
        User user = user(name);
        return user == null ? -1 : user.gid();
    }
}
