package ctk.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A terminal of tmux with a program in it: keys go in, the screen comes out.
 *
 * @param socket name of its server
 */
record Tmux(String socket) implements AutoCloseable {

    private static final long SECONDS = 30;

    /** Start a program, with TERM and further variables and none else. */
    static Tmux start(int columns, int rows, List<String> variables, String... command)
            throws Exception {
        Tmux tmux = new Tmux("ctk" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        List<String> words = new ArrayList<>();
        words.addAll(List.of("-f", "/dev/null", "new-session", "-d"));
        words.addAll(List.of("-x", "" + columns, "-y", "" + rows, "env", "-i"));
        words.add("PATH=/usr/sbin:/usr/bin:/sbin:/bin");
        words.addAll(variables);
        words.addAll(List.of(command));
        tmux.run(words.toArray(String[]::new));
        tmux.run("set-option", "-g", "window-size", "manual");
        return tmux;
    }

    private Run run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", socket));
        command.addAll(List.of(words));
        return Run.of(command);
    }

    /** Press keys by their names: {@code C-c}, {@code Tab}. */
    void press(String... keys) throws Exception {
        String[] words =
                Stream.concat(Stream.of("send-keys"), Stream.of(keys)).toArray(String[]::new);
        run(words).expect(0);
    }

    /** Type text as it is. */
    void type(String text) throws Exception {
        run("send-keys", "-l", "--", text).expect(0);
    }

    /** Type a line. */
    void line(String text) throws Exception {
        type(text);
        press("Enter");
    }

    void resize(int columns, int rows) throws Exception {
        run("resize-window", "-x", "" + columns, "-y", "" + rows).expect(0);
    }

    /** Return what is on the screen, without blank lines at its end. */
    String screen() throws Exception {
        return run("capture-pane", "-p").expect(0).out().stripTrailing() + "\n";
    }

    /** Write all that the program writes from now on to a file too. */
    void record(Path file) throws Exception {
        run("pipe-pane", "-o", "cat > " + file).expect(0);
    }

    /** Return the title of the terminal. */
    String title() throws Exception {
        return run("display-message", "-p", "#{pane_title}").expect(0).out();
    }

    /** Wait until the screen ends with a line that starts so; return the screen. */
    String awaitLast(String start) throws Exception {
        return await(start, true);
    }

    /** Wait until the text is on the screen; return the screen. */
    String await(String text) throws Exception {
        return await(text, false);
    }

    /**
     * Wait until the screen ends with this text, cut into rows, below the rows that it began with.
     */
    void awaitRows(String text, int columns) throws Exception {
        StringBuilder rows = new StringBuilder("\n");
        for (int at = 0; at < text.length(); at += columns) {
            String row = text.substring(at, Math.min(at + columns, text.length()));
            rows.append(row.stripTrailing()).append('\n');
        }
        await(rows.substring(1), false);
        String screen = screen();
        assertTrue(("\n" + screen).endsWith(rows.toString()), screen);
        int first = screen.indexOf(text.substring(0, 20));
        assertTrue(first == screen.lastIndexOf(text.substring(0, 20)), screen);
    }

    private String await(String text, boolean isLast) throws Exception {
        String screen = "";
        boolean isThere = false;
        for (long end = System.nanoTime() + SECONDS * 1_000_000_000; !isThere; Thread.sleep(20)) {
            screen = screen();
            String last = screen.substring(screen.lastIndexOf('\n', screen.length() - 2) + 1);
            isThere = isLast ? last.startsWith(text) : screen.contains(text);
            assertTrue(isThere || System.nanoTime() < end, "no '" + text + "' in:\n" + screen);
        }
        return screen;
    }

    /** Tell whether the program has ended, and the terminal with it. */
    boolean hasEnded() throws Exception {
        return run("list-sessions").code() != 0;
    }

    /** Wait for that. */
    void awaitEnd() throws Exception {
        for (long end = System.nanoTime() + SECONDS * 1_000_000_000;
                !hasEnded();
                Thread.sleep(20)) {
            assertTrue(System.nanoTime() < end, "still there");
        }
    }

    @Override
    public void close() {
        try {
            run("kill-server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
