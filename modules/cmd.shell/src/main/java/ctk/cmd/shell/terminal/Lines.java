package ctk.cmd.shell.terminal;

import ctk.cmd.shell.running.Shell;
import ctk.core.linux.ByteString;

import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal.Signal;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Asks for lines at a terminal. */
public final class Lines {

    private static final int MOST_CANDIDATES = 200;

    /** The ends of their sequences. */
    private static final Map<String, String> KEYS =
            Map.of(
                    "A", LineReader.UP_LINE_OR_HISTORY,
                    "B", LineReader.DOWN_LINE_OR_HISTORY,
                    "C", LineReader.FORWARD_CHAR,
                    "D", LineReader.BACKWARD_CHAR,
                    "F", LineReader.END_OF_LINE,
                    "H", LineReader.BEGINNING_OF_LINE);

    private final ShellTerminal terminal;
    private final LineReader reader;
    private final Programs programs;
    private final HistoryFile file;
    private final DefaultHistory history = new DefaultHistory();
    private volatile boolean isReading;

    /** Read for a shell. */
    public Lines(Shell shell, ShellTerminal terminal, Vocabulary vocabulary) {
        this.terminal = terminal;
        programs = new Programs(shell);
        file = HistoryFile.of(shell);
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("ctk")
                        .parser(new LineParser())
                        .history(history)
                        .completer(new Completion(shell, vocabulary, programs))
                        .variable(LineReader.LIST_MAX, MOST_CANDIDATES)
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.AUTO_FRESH_LINE, false)
                        .option(LineReader.Option.BRACKETED_PASTE, terminal.isCapable())
                        .option(LineReader.Option.AUTO_LIST, terminal.isCapable())
                        .option(LineReader.Option.AUTO_MENU, terminal.isCapable())
                        .option(LineReader.Option.HISTORY_IGNORE_SPACE, true);
        if (terminal.isCapable() && shell.variables().get("NO_COLOR") == null) {
            builder.highlighter(
                    new Marking(
                            name ->
                                    name.indexOf('/') >= 0
                                            || vocabulary.commands().containsKey(name)
                                            || programs.names().contains(name)));
        }
        reader = builder.build();
        bindKeys();
        file.read().forEach(history::add);
    }

    /** Bind keys that terminals send whatever their kind is said to be. */
    private void bindKeys() {
        KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.EMACS));
        KEYS.forEach((key, what) -> keys.bind(new Reference(what), "\033[" + key, "\033O" + key));
        keys.bind(new Reference(LineReader.DELETE_CHAR), "\033[3~");
    }

    /**
     * Ask for a line, which may be several.
     *
     * @return null at the end: Ctrl-D, or no terminal any more; empty after Ctrl-C
     */
    public @Nullable ByteString read(String prompt) {
        isReading = true;
        programs.forget();
        try {
            String line = reader.readLine(prompt);
            if (!line.isBlank() && !line.startsWith(" ")) {
                file.add(line, entries());
            }
            return Typed.bytes(line);
        } catch (UserInterruptException e) {
            return ByteString.of("");
        } catch (EndOfFileException e) {
            return null;
        } finally {
            isReading = false;
        }
    }

    private List<String> entries() {
        List<String> all = new ArrayList<>();
        history.forEach(entry -> all.add(entry.line()));
        return all;
    }

    /** Pass a signal on, if a line is being edited. */
    public void raise(boolean isResize) {
        if (isReading) {
            terminal.raise(isResize ? Signal.WINCH : Signal.INT);
        }
    }
}
