package ctk.cmd.shell.terminal;

import ctk.cmd.shell.running.Shell;
import ctk.core.linux.ByteString;

import org.jline.terminal.Size;
import org.jline.terminal.impl.AbstractPosixTerminal;
import org.jline.utils.InfoCmp;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingInputStream;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The terminal on standard input and output, in UTF-8 whatever the locale. */
public final class ShellTerminal extends AbstractPosixTerminal {

    private static final String DUMB = "dumb";

    /**
     * What any terminal can do, told as a kind of its own: for one called dumb JLine leaves out the
     * editing. The cursor cannot go up, so that a line is one row to JLine, however long.
     */
    private static final String PLAIN = "plain";

    private static final String PLAIN_CAPABILITIES =
            PLAIN + "|any terminal,\n\tam,\n\tbel=^G, cr=\\r, cub1=^H, cud1=\\n, ind=\\n,\n";
    private static final int ONE_ROW = 10_000;

    private final NonBlockingInputStream input;
    private final OutputStream output;
    private final NonBlockingReader reader;
    private final PrintWriter writer;

    private ShellTerminal(String type, KeyInput keys, LinuxPty pty) throws IOException {
        super(
                "ctk shell",
                type,
                pty,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                SignalHandler.SIG_DFL);
        input = keys;
        output = pty.getSlaveOutput();
        reader = NonBlocking.nonBlocking(name, input, StandardCharsets.UTF_8);
        Writer text = new OutputStreamWriter(output, StandardCharsets.UTF_8);
        writer = new PrintWriter(isCapable() ? text : new PlainWriter(text));
        parseInfoCmp();
    }

    /** Open it. The thread that calls this is the one that reads lines. */
    public static ShellTerminal open(Shell shell) throws IOException {
        KeyInput keys = new KeyInput(shell);
        String type = type(shell.variables().get("TERM"));
        InfoCmp.setLoadedInfoCmp(PLAIN, PLAIN_CAPABILITIES);
        if (!type.equals(PLAIN)) {
            InfoCmp.setLoadedInfoCmp(type, InfoCmp.getDefaultInfoCmp(type)); // start no infocmp
        }
        return new ShellTerminal(type, keys, new LinuxPty(keys));
    }

    /** Return the kind of terminal that JLine knows and that is most like this one. */
    private static String type(@Nullable ByteString term) {
        String name = term == null ? "" : term.toString();
        if (name.isEmpty() || name.equals(DUMB) || name.equals("unknown")) {
            return PLAIN;
        }
        if (InfoCmp.getDefaultInfoCmp(name) != null) {
            return name;
        }
        boolean isScreen = name.startsWith("screen") || name.startsWith("tmux");
        boolean hasColors = name.contains("256") || name.contains("direct");
        return (isScreen ? "screen" : "xterm") + (hasColors ? "-256color" : "");
    }

    /** Tell whether it can move the cursor and show colours. */
    public boolean isCapable() {
        return !getType().equals(PLAIN);
    }

    @Override
    public Size getSize() {
        Size size = shownSize();
        return isCapable() ? size : Size.of(ONE_ROW, size.getRows());
    }

    /** Return how large it is, whatever JLine is told. */
    Size shownSize() {
        return super.getSize();
    }

    @Override
    public NonBlockingReader reader() {
        return reader;
    }

    @Override
    public PrintWriter writer() {
        return writer;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    /** Ask nothing of the terminal, whose answer would stand among what is typed. */
    @Override
    public boolean supportsGraphemeClusterMode() {
        return false;
    }
}
