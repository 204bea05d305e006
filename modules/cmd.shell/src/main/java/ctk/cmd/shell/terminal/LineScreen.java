package ctk.cmd.shell.terminal;

import ctk.cmd.shell.builtin.Screen;

import org.jline.terminal.Attributes;

import java.io.IOException;

/** The terminal for built-ins. */
public final class LineScreen implements Screen {

    private final ShellTerminal terminal;

    /** Draw on a terminal. */
    public LineScreen(ShellTerminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int columns() {
        return Math.max(terminal.shownSize().getColumns(), 1);
    }

    @Override
    public int rows() {
        return Math.max(terminal.shownSize().getRows(), 1);
    }

    @Override
    public boolean isCapable() {
        return terminal.isCapable();
    }

    @Override
    public void draw(String text) throws IOException {
        terminal.writer().write(text);
        terminal.flush();
    }

    @Override
    public Keys takeKeys() {
        Attributes before = terminal.enterRawMode();
        return new Keys() {
            @Override
            public int read(int milliseconds) throws IOException {
                return terminal.reader().read(milliseconds < 0 ? 0L : Math.max(milliseconds, 1));
            }

            @Override
            public void close() {
                terminal.setAttributes(before);
            }
        };
    }
}
