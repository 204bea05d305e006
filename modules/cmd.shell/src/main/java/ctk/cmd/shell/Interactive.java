package ctk.cmd.shell;

import ctk.cmd.shell.language.Parser;
import ctk.cmd.shell.language.SyntaxException;
import ctk.cmd.shell.running.Events;
import ctk.cmd.shell.running.Executor;
import ctk.cmd.shell.running.Shell;
import ctk.cmd.shell.running.Terminal;
import ctk.cmd.shell.terminal.LineScreen;
import ctk.cmd.shell.terminal.Lines;
import ctk.cmd.shell.terminal.ShellTerminal;
import ctk.core.linux.ByteString;
import ctk.core.linux.Credentials;
import ctk.core.linux.DescriptorOutput;
import ctk.core.linux.KernelException;
import ctk.core.linux.WorkingDirectory;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** A shell at a terminal. */
final class Interactive implements Events.Listener {

    private static final int MISUNDERSTOOD = 2;
    private static final int INTERRUPTED = 130;
    private static final String WELCOME = "ctk shell: help lists the commands, Ctrl-D leaves\n";

    private final Shell shell;
    private final Terminal terminal;
    private final Executor executor;
    private final Lines lines;
    private final Thread thread = Thread.currentThread();

    private Interactive(Shell shell) throws IOException {
        this.shell = shell;
        terminal = Terminal.take(0);
        executor = new Executor(shell, new Names(), terminal);
        shell.setExecutor(executor);
        ShellTerminal screen = ShellTerminal.open(shell);
        shell.setScreen(new LineScreen(screen));
        lines = new Lines(shell, screen, new Words());
        shell.events().tell(this);
    }

    /** Ask for lines and run them, until the shell is left. */
    static void run(Shell shell) throws IOException {
        Interactive interactive = new Interactive(shell);
        try {
            say(WELCOME);
            interactive.loop();
        } finally {
            shell.jobs().hangUp();
            interactive.terminal.close();
        }
    }

    private void loop() {
        while (!shell.isLeaving()) {
            shell.jobs().news().forEach(line -> say(line + "\n"));
            ByteString line = read();
            if (line == null) {
                break;
            }
            try {
                executor.run(Parser.parse(line, 1));
            } catch (SyntaxException e) {
                shell.setStatus(MISUNDERSTOOD);
                say("ctk shell: " + e.getMessage() + "\n");
            }
        }
    }

    private @Nullable ByteString read() {
        ByteString line = lines.read(prompt());
        if (line != null && line.length() == 0) {
            Thread.interrupted();
            shell.setStatus(shell.status() == 0 ? 0 : INTERRUPTED);
        }
        return line;
    }

    /** The directory and whether it is root who types: names are printable here. */
    private static String prompt() {
        try {
            boolean isRoot = Credentials.current().effectiveUid() == 0;
            return WorkingDirectory.path().printable().replace("%", "%%")
                    + (isRoot ? " # " : " $ ");
        } catch (KernelException e) {
            return "? $ "; // the directory was removed
        }
    }

    private static void say(String text) {
        try {
            new DescriptorOutput(2, "standard error").write(ByteString.of(text).toBytes());
        } catch (IOException e) {
            return; // nobody is left to be told
        }
    }

    @Override
    public void interrupted() {
        if (executor.isBusy()) {
            executor.interrupt();
        } else {
            lines.raise(false);
        }
    }

    @Override
    public void resized() {
        lines.raise(true);
    }

    @Override
    public void ending(int signal) {
        shell.endBy(signal);
        executor.interrupt();
        thread.interrupt();
    }
}
