package ctk.cmd.shell;

import ctk.cmd.shell.language.Parser;
import ctk.cmd.shell.language.SyntaxException;
import ctk.cmd.shell.running.Events;
import ctk.cmd.shell.running.Executor;
import ctk.cmd.shell.running.Shell;
import ctk.core.linux.ByteString;
import ctk.core.linux.DescriptorOutput;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines that nobody types: of an argument, a file, or standard input. */
final class Script implements Events.Listener {

    private static final int MISUNDERSTOOD = 2;
    private static final int INT = 2;

    private final Shell shell;
    private final Executor executor;

    Script(Shell shell) {
        this.shell = shell;
        executor = new Executor(shell, new Names(), null);
        shell.setExecutor(executor);
        shell.events().tell(this);
    }

    /** Run text, of which all has to be understood before any of it is run. */
    void runAll(ByteString text) {
        try {
            executor.run(Parser.parse(text, 1));
        } catch (SyntaxException e) {
            complain(e);
        }
    }

    /**
     * Run line after line. Not a byte is read ahead: what runs may read standard input too.
     *
     * @param lines which are closed
     */
    void run(InputStream lines) throws IOException {
        try (lines) {
            int number = 1;
            ByteString text = readLine(lines);
            while (text.length() > 0 && !shell.isLeaving()) {
                ByteString further = ByteString.of("");
                try {
                    executor.run(Parser.parse(text, number));
                } catch (SyntaxException e) {
                    further = e.isIncomplete() ? readLine(lines) : further;
                    if (further.length() == 0) {
                        complain(e);
                        return;
                    }
                }
                if (further.length() > 0) {
                    text = ByteString.join(text, further);
                } else {
                    number += lines(text);
                    text = readLine(lines);
                }
            }
        }
    }

    private static int lines(ByteString text) {
        int count = 0;
        for (int at = text.indexOf('\n', 0); at >= 0; at = text.indexOf('\n', at + 1)) {
            count++;
        }
        return count;
    }

    private static ByteString readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        while (c >= 0) {
            line.write(c);
            c = c == '\n' ? -1 : in.read();
        }
        return ByteString.of(line.toByteArray());
    }

    private void complain(SyntaxException e) {
        String line = "ctk shell: line " + e.line() + ": " + e.getMessage() + "\n";
        try {
            new DescriptorOutput(2, "standard error").write(ByteString.of(line).toBytes());
        } catch (IOException gone) {
            shell.leave(MISUNDERSTOOD); // nobody is left to be told
        }
        shell.leave(MISUNDERSTOOD);
    }

    @Override
    public void interrupted() {
        if (executor.isBusy()) {
            executor.interrupt();
        } else {
            shell.endBy(INT);
        }
    }

    @Override
    public void resized() {
        // whoever draws asks for the size
    }

    @Override
    public void ending(int signal) {
        shell.endBy(signal);
        executor.interrupt();
    }
}
