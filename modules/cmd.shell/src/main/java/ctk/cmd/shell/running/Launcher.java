package ctk.cmd.shell.running;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.builtin.Call;
import ctk.cmd.shell.builtin.UsageException;
import ctk.cmd.shell.builtin.Variables;
import ctk.cmd.shell.expansion.Expansion;
import ctk.cmd.shell.language.Command;
import ctk.core.exec.Decider;
import ctk.core.linux.ByteString;
import ctk.core.linux.ChildPlace;
import ctk.core.linux.ChildProcess;
import ctk.core.linux.Credentials;
import ctk.core.linux.CurrentProcess;
import ctk.core.linux.Errno;
import ctk.core.linux.KernelException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;

/** Starts the commands of a job: programs as children, built-ins on threads. */
final class Launcher {

    private static final List<ByteString> HELP = List.of(ByteString.of("--help"));
    private static final int USAGE = 2;
    private static final int INTERRUPTED = 130;
    private static final int BROKEN_PIPE = 141;
    private static final int NOT_FOUND = 127;

    private final Shell shell;
    private final Resolver resolver;
    private final @Nullable Terminal terminal;
    private final Expansion expansion;

    Launcher(Shell shell, Resolver resolver, @Nullable Terminal terminal) {
        this.shell = shell;
        this.resolver = resolver;
        this.terminal = terminal;
        expansion = new Expansion(shell);
    }

    /** Return what error lines about a line start with. */
    String label(int line) {
        return terminal != null ? "ctk shell" : "ctk shell: line " + line;
    }

    /**
     * Start a command.
     *
     * @param words its name and arguments
     * @param streams which are closed when it has them
     * @param ownsTerminal whether the job gets the terminal
     * @param isBackground whether it gets a process group of its own all the same
     */
    void add(
            Job job,
            Command command,
            List<ByteString> words,
            Streams streams,
            boolean ownsTerminal,
            boolean isBackground) {
        boolean isStarted = false;
        try {
            streams.redirect(command.redirections(), expansion);
            Builtin builtin = words.isEmpty() ? null : resolver.builtin(words.getFirst());
            if (builtin != null) {
                isStarted = true;
                thread(job, builtin, command, words, streams);
            } else if (words.isEmpty()) {
                job.add(Member.failed(0));
            } else {
                program(job, command, words, streams, ownsTerminal, isBackground);
            }
        } catch (IOException e) {
            job.add(Member.failed(1));
            report(streams, label(command.line()) + ": " + e.getMessage());
        } finally {
            if (!isStarted) {
                streams.close();
            }
        }
    }

    private void thread(
            Job job, Builtin builtin, Command command, List<ByteString> words, Streams streams) {
        Member[] member = new Member[1];
        Thread thread =
                new Thread(
                        () -> {
                            int code = 1;
                            try {
                                code = inPipe(builtin, command, words, streams);
                            } finally {
                                streams.close();
                                member[0].end(code);
                                shell.events().wake();
                            }
                        },
                        builtin.name());
        thread.setDaemon(true);
        member[0] = Member.builtin(thread);
        job.add(member[0]);
        member[0].start();
    }

    private int inPipe(Builtin builtin, Command command, List<ByteString> words, Streams streams) {
        if (builtin.changesShell(words.subList(1, words.size()))) {
            report(
                    streams,
                    label(command.line())
                            + ": "
                            + builtin.name()
                            + " changes the shell, and cannot be in a pipe or the background of"
                            + " ctk shell, which differs from sh there");
            return USAGE;
        }
        return call(builtin, command, words, streams);
    }

    /** Those of the shell that are exported, and those that stand before the command. */
    private Variables variables(Command command) {
        Variables variables =
                new Variables(shell.variables().environment().toArray(new ByteString[0]));
        for (Command.Assignment each : command.assignments()) {
            variables.set(each.name(), expansion.single(each.value()));
            variables.export(each.name());
        }
        return variables;
    }

    /** Call a built-in; return its exit code. */
    int call(Builtin builtin, Command command, List<ByteString> words, Streams streams) {
        String label = label(command.line()) + ": " + builtin.name();
        boolean toTerminal = CurrentProcess.isTerminal(streams.out());
        OutputStream out = output(streams.out(), "standard output");
        OutputStream err = output(streams.err(), "standard error");
        Call call =
                new Call(
                        words.subList(1, words.size()),
                        new StreamInput(streams.in()),
                        out,
                        err,
                        toTerminal,
                        label,
                        variables(command).environment(),
                        shell);
        try {
            boolean asksHelp = builtin.helps() && call.arguments().equals(HELP);
            int code = asksHelp ? help(builtin, call) : builtin.run(call);
            out.flush();
            return code;
        } catch (UsageException e) {
            report(streams, label + ": " + e.getMessage());
            String usage = (builtin.name() + " " + builtin.usage()).strip();
            report(streams, "hint: " + usage);
            return USAGE;
        } catch (InterruptedException | InterruptedIOException e) {
            return INTERRUPTED;
        } catch (KernelException e) {
            if (e.errno() == Errno.EPIPE) {
                return BROKEN_PIPE; // as SIGPIPE would end it
            }
            report(streams, label + ": " + e.getMessage());
            return 1;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            report(streams, label + ": failed: " + e);
            return 1;
        }
    }

    private static int help(Builtin builtin, Call call) throws IOException {
        call.print(builtin.help());
        return 0;
    }

    private static OutputStream output(int descriptor, String name) {
        OutputStream out = new StreamOutput(descriptor, name);
        return CurrentProcess.isTerminal(descriptor) ? new VisibleOutput(out) : out;
    }

    private void program(
            Job job,
            Command command,
            List<ByteString> words,
            Streams streams,
            boolean ownsTerminal,
            boolean isBackground)
            throws IOException {
        ByteString name = words.getFirst();
        String refusal = resolver.refusal(name);
        if (refusal != null) {
            report(streams, label(command.line()) + ": " + refusal);
            job.add(Member.failed(NOT_FOUND));
            return;
        }
        ByteString[] argv = resolver.program(words).toArray(new ByteString[0]);
        Variables variables = variables(command);
        boolean hasGroup =
                terminal != null && terminal.hasJobControl() && (ownsTerminal || isBackground);
        int group = hasGroup ? Math.max(job.group(), 0) : -1;
        int descriptor = hasGroup && ownsTerminal && terminal != null ? terminal.descriptor() : -1;
        byte[] decision =
                Decider.stay(
                                Credentials.current(),
                                1,
                                name,
                                List.of(),
                                List.of(),
                                label(command.line()))
                        .encode();
        ChildProcess child =
                ChildProcess.start(
                        decision,
                        argv,
                        variables.environment().toArray(new ByteString[0]),
                        new ChildPlace(
                                streams.moved(0),
                                streams.moved(1),
                                streams.moved(2),
                                group,
                                descriptor));
        if (hasGroup && job.group() < 0) {
            job.lead(child.pid());
        }
        job.add(Member.program(child.pid()));
        report(child, streams);
    }

    /** Wait until the program is executed, and say so if it cannot be. */
    private static void report(ChildProcess child, Streams streams) throws IOException {
        try {
            String failure = child.failure();
            if (failure != null) {
                report(streams, failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void report(Streams streams, String line) {
        try {
            output(streams.err(), "standard error").write(ByteString.of(line + "\n").toBytes());
        } catch (IOException e) {
            return; // nobody is left to be told
        }
    }
}
