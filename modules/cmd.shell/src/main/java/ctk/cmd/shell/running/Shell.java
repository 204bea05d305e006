package ctk.cmd.shell.running;

import ctk.cmd.shell.builtin.Screen;
import ctk.cmd.shell.builtin.ShellState;
import ctk.cmd.shell.builtin.Variables;
import ctk.cmd.shell.expansion.Expansion;
import ctk.core.linux.ByteString;
import ctk.core.linux.Environment;
import ctk.core.linux.JobCalls;
import ctk.core.linux.KernelException;
import ctk.core.linux.WorkingDirectory;
import ctk.core.userdb.EtcFile;
import ctk.core.userdb.PasswdEntry;
import ctk.core.userdb.UserSpecException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** The state of a shell. */
public final class Shell implements ShellState, Expansion.Values {

    private static final ByteString PWD = ByteString.of("PWD");
    private static final ByteString OLDPWD = ByteString.of("OLDPWD");

    private final Variables variables = new Variables(Environment.atEntry());
    private final Events events;
    private final JobTable jobs = new JobTable();
    private @Nullable Screen screen;
    private int status;
    private int lastBackground = -1;
    private int leaving = -1;
    private volatile int endedBy;
    private @Nullable Executor executor;

    /** Start with the environment of ctk's caller. */
    public Shell(Events events) {
        this.events = events;
    }

    @Override
    public Variables variables() {
        return variables;
    }

    @Override
    public @Nullable Screen screen() {
        return screen;
    }

    /** Be interactive. */
    public void setScreen(Screen terminal) {
        screen = terminal;
    }

    @Override
    public int status() {
        return status;
    }

    /** Set what {@code $?} is. */
    public void setStatus(int code) {
        status = code;
    }

    @Override
    public void enter(ByteString directory) throws KernelException {
        ByteString old = variables.get(PWD);
        WorkingDirectory.change(directory);
        if (old != null) {
            variables.set(OLDPWD, old);
        }
        variables.set(PWD, WorkingDirectory.path());
    }

    @Override
    public @Nullable String meaning(ByteString name) {
        return executor == null ? null : executor.meaning(name);
    }

    @Override
    public boolean signalJob(int number, int signal) {
        Job job = jobs.find(number);
        if (job != null) {
            job.signalAll(signal);
        }
        return job != null;
    }

    @Override
    public void leave(int code) {
        leaving = code;
    }

    /** Tell whether the shell is to end. */
    public boolean isLeaving() {
        return leaving >= 0 || endedBy > 0;
    }

    /** Return the exit code: what exit was given, else that of the last command. */
    public int exitCode() {
        return leaving >= 0 ? leaving : status;
    }

    /** Return the signal that the shell is to end by, or 0. */
    public int endedBy() {
        return endedBy;
    }

    /** End by a signal, soon. */
    public void endBy(int signal) {
        endedBy = signal;
    }

    /** Return the jobs. */
    public JobTable jobs() {
        return jobs;
    }

    /** Say who runs its lines. */
    public void setExecutor(Executor runner) {
        executor = runner;
    }

    /** Put a job into the foreground, and return its exit code. */
    public int resume(Job job) {
        return executor == null ? 1 : executor.resume(job);
    }

    /** Return its signals. */
    public Events events() {
        return events;
    }

    void setLastBackground(int pid) {
        lastBackground = pid;
    }

    @Override
    public @Nullable ByteString variable(ByteString name) {
        return switch (name.length() == 1 ? name.at(0) : 0) {
            case '?' -> ByteString.of(Integer.toString(status));
            case '$' -> ByteString.of(Integer.toString(JobCalls.pid()));
            case '!' -> lastBackground < 0 ? null : ByteString.of("" + lastBackground);
            default -> variables.get(name);
        };
    }

    @Override
    public @Nullable ByteString home(ByteString user) {
        try {
            PasswdEntry entry = EtcFile.users().userByName(user);
            return entry == null ? null : entry.home();
        } catch (UserSpecException | IOException e) {
            return null; // the word stays as it is, as for a user who is not there
        }
    }
}
