package ctk.cmd.shell.running;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.expansion.Expansion;
import ctk.cmd.shell.language.Command;
import ctk.cmd.shell.language.Pipeline;
import ctk.cmd.shell.language.Statement;
import ctk.core.linux.ByteString;
import ctk.core.linux.DescriptorOutput;
import ctk.core.linux.JobCalls;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/** Runs statements. All calls come from one thread. */
public final class Executor {

    private static final int INT = 2;
    private static final int INTERRUPTED = 130;

    private final Shell shell;
    private final Resolver resolver;
    private final @Nullable Terminal terminal;
    private final Expansion expansion;
    private final Launcher launcher;
    private volatile @Nullable Thread direct;
    private volatile @Nullable Job foreground;

    /**
     * Run for a shell.
     *
     * @param terminal that programs are given, or null if the shell is not interactive
     */
    public Executor(Shell shell, Resolver resolver, @Nullable Terminal terminal) {
        this.shell = shell;
        this.resolver = resolver;
        this.terminal = terminal;
        expansion = new Expansion(shell);
        launcher = new Launcher(shell, resolver, terminal);
    }

    /** Run statements, until one leaves the shell. */
    public void run(List<Statement> statements) {
        for (Statement each : statements) {
            if (shell.isLeaving()) {
                return;
            }
            shell.jobs().reap();
            run(each);
        }
    }

    /** End what runs in the foreground, as far as it is the shell's own. */
    public void interrupt() {
        Thread thread = direct;
        Job job = foreground;
        if (thread != null) {
            thread.interrupt();
        }
        if (job != null) {
            job.interrupt();
        }
    }

    /** Tell whether something runs in the foreground. */
    public boolean isBusy() {
        return direct != null || foreground != null;
    }

    private void run(Statement statement) {
        if (statement.isBackground() && !statement.rest().isEmpty()) {
            complain(
                    statement.first().commands().getFirst().line(),
                    "only one pipeline can run in the background in ctk shell, which differs from"
                            + " sh there");
            shell.setStatus(2);
            return;
        }
        run(statement.first(), statement);
        for (Statement.Next next : statement.rest()) {
            boolean isWanted = (shell.status() == 0) == next.afterSuccess();
            if (isWanted && shell.status() != INTERRUPTED && !shell.isLeaving()) {
                run(next.pipeline(), statement);
            }
        }
    }

    private void run(Pipeline pipeline, Statement statement) {
        List<Command> commands = pipeline.commands();
        int code;
        if (commands.size() == 1 && !statement.isBackground()) {
            code = single(commands.getFirst(), statement.text());
        } else {
            code = job(commands, statement);
        }
        if (code == INTERRUPTED && terminal != null) {
            say("\n"); // what was cut off may have ended within a line
        }
        boolean isNegated = pipeline.isNegated() && code != INTERRUPTED;
        shell.setStatus(isNegated ? (code == 0 ? 1 : 0) : code);
    }

    /** Run a command alone: a built-in on this thread, so that it may change the shell. */
    private int single(Command command, ByteString text) {
        List<ByteString> words = expansion.arguments(command.words());
        if (words.isEmpty()) {
            return assign(command);
        }
        Builtin builtin = resolver.builtin(words.getFirst());
        if (builtin == null) {
            Job job = shell.jobs().open(text);
            launcher.add(job, command, words, new Streams(), terminal != null, false);
            return await(job);
        }
        Streams streams = new Streams();
        direct = Thread.currentThread();
        try {
            streams.redirect(command.redirections(), expansion);
            return launcher.call(builtin, command, words, streams);
        } catch (KernelException e) {
            return complain(command.line(), String.valueOf(e.getMessage()));
        } finally {
            direct = null;
            streams.close();
            boolean wasInterrupted = Thread.interrupted(); // for the built-in, which is over
            if (wasInterrupted && terminal == null) {
                shell.endBy(INT);
            }
        }
    }

    private int assign(Command command) {
        Streams streams = new Streams();
        try {
            streams.redirect(command.redirections(), expansion);
        } catch (KernelException e) {
            return complain(command.line(), String.valueOf(e.getMessage()));
        } finally {
            streams.close();
        }
        for (Command.Assignment each : command.assignments()) {
            shell.variables().set(each.name(), expansion.single(each.value()));
        }
        return 0;
    }

    private int job(List<Command> commands, Statement statement) {
        Job job = shell.jobs().open(statement.text());
        boolean isForeground = !statement.isBackground();
        try {
            launch(job, commands, isForeground);
        } catch (KernelException e) {
            shell.jobs().remove(job);
            job.interrupt();
            return complain(commands.getFirst().line(), String.valueOf(e.getMessage()));
        }
        if (isForeground) {
            return await(job);
        }
        shell.setLastBackground(job.lastPid());
        if (terminal != null) {
            say("[" + job.number() + "] " + (job.lastPid() > 0 ? "" + job.lastPid() : "") + "\n");
        }
        return 0;
    }

    private void launch(Job job, List<Command> commands, boolean isForeground)
            throws KernelException {
        List<List<ByteString>> words =
                commands.stream().map(each -> expansion.arguments(each.words())).toList();
        // a built-in may need the terminal, which is the shell's then, and so the programs' too
        boolean hasBuiltin =
                words.stream()
                        .anyMatch(w -> !w.isEmpty() && resolver.builtin(w.getFirst()) != null);
        int before = -1;
        for (int i = 0; i < commands.size(); i++) {
            Streams streams = new Streams();
            int[] pipe = {-1, -1};
            if (before >= 0) {
                streams.set(0, before);
            }
            if (i + 1 < commands.size()) {
                int result = JobCalls.pipe(pipe, true);
                if (result < 0) {
                    streams.close();
                    throw new KernelException("make", ByteString.of("a pipe"), -result);
                }
                streams.set(1, pipe[1]);
            }
            boolean ownsTerminal = isForeground && terminal != null && !hasBuiltin;
            launcher.add(job, commands.get(i), words.get(i), streams, ownsTerminal, !isForeground);
            before = pipe[0];
        }
    }

    /** Wait until a job ends or stops; return its exit code. */
    int await(Job job) {
        foreground = job;
        Events events = shell.events();
        shell.jobs().reap();
        while (!job.hasEnded() && !job.isStopped() && shell.endedBy() == 0) {
            events.await();
            shell.jobs().reap();
        }
        foreground = null;
        Thread.interrupted();
        if (terminal != null) {
            terminal.takeBack(job.isStopped() || job.signal() != 0);
        }
        if (shell.endedBy() != 0) {
            return shell.status();
        }
        if (job.isStopped()) {
            job.hasJustStopped();
            say("\n" + JobTable.line(job) + "\n");
            return 128 + 20;
        }
        shell.jobs().remove(job);
        if (job.signal() == INT && terminal == null) {
            shell.endBy(INT); // as sh does: whoever pressed Ctrl-C meant the script
        }
        return job.code();
    }

    /** Tell what a name is that is no program, or null. */
    @Nullable String meaning(ByteString name) {
        if (resolver.builtin(name) != null) {
            return "built into ctk shell";
        }
        List<ByteString> words = List.of(name);
        return resolver.program(words).equals(words) ? null : "a command of ctk";
    }

    /** Put a job into the foreground, and let it go on. */
    public int resume(Job job) {
        if (terminal != null) {
            terminal.give(job);
        }
        job.hasJustStopped();
        job.proceed();
        JobCalls.awaitEither(-1, false, -1, 1); // the kernel tells that it goes on a little later
        shell.jobs().reap();
        return await(job);
    }

    private int complain(int line, String message) {
        say(launcher.label(line) + ": " + message + "\n");
        return 1;
    }

    private static void say(String text) {
        try {
            new DescriptorOutput(2, "standard error").write(ByteString.of(text).toBytes());
        } catch (IOException e) {
            return; // nobody is left to be told
        }
    }
}
