package ctk.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An interactive shell in a terminal of tmux, with the completion of the image, in which keys are
 * typed.
 */
final class TypedShell implements AutoCloseable {

    private static final Path SHARE = Image.HOME.resolve("share");

    /** How each is started without the files of the user, and told of the completion. */
    private static final Map<String, List<String>> START =
            Map.of(
                    "bash",
                    List.of(
                            "bash --norc --noprofile",
                            "PS1='> '; bind 'set show-all-if-ambiguous on'; bind 'set"
                                    + " page-completions off'; source "
                                    + SHARE.resolve("bash-completion/completions/ctk")),
                    "zsh",
                    List.of(
                            "zsh -f",
                            "PS1='> '; fpath=("
                                    + SHARE.resolve("zsh/site-functions")
                                    + " $fpath); autoload -U compinit; compinit -D -u; setopt"
                                    + " no_list_ambiguous; LISTMAX=0"),
                    "fish",
                    List.of(
                            "fish --no-config",
                            "function fish_prompt; echo '> '; end; source "
                                    + SHARE.resolve("fish/vendor_completions.d/ctk.fish")));

    private final String tmux;
    private final String socket;
    private final String name;

    private TypedShell(String name) throws Exception {
        this.name = name;
        tmux = Installed.assume("tmux");
        socket = Image.directory("tmux").resolve("socket").toString();
    }

    /** Start one of bash, zsh and fish; skip the test if it is not installed. */
    static TypedShell start(String name) throws Exception {
        Installed.assume(name);
        TypedShell shell = new TypedShell(name);
        List<String> start = START.get(name);
        String command =
                "env -i PATH=" + System.getenv("PATH") + " HOME=/ TERM=screen LC_ALL=C.UTF-8 ";
        shell.tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                "200",
                "-y",
                "60",
                command + start.getFirst());
        Live.await("a prompt of " + name, () -> !shell.screen().isBlank());
        shell.keys("-l", start.getLast());
        shell.keys("Enter");
        shell.keys("-l", "clear");
        shell.keys("Enter");
        shell.awaitPrompt();
        return shell;
    }

    /** Throw away what was typed, and type this. */
    void type(String line) throws Exception {
        keys("C-u"); // not C-c: the terminal would throw away what is typed behind it
        keys("-l", "clear");
        keys("Enter");
        awaitPrompt();
        keys("-l", line);
    }

    /** Press keys by their names, or with -l type text. */
    void keys(String... keys) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("send-keys"));
        arguments.addAll(List.of(keys));
        tmux(arguments.toArray(String[]::new));
    }

    /** Return what is on the screen, without blanks at the ends of lines. */
    String screen() throws Exception {
        return tmux("capture-pane", "-p").strip();
    }

    private void awaitPrompt() throws Exception {
        Live.await("an empty line of " + name, () -> screen().equals(">"));
    }

    private String tmux(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(tmux, "-S", socket));
        command.addAll(List.of(arguments));
        return Run.of(command).expect(0).out();
    }

    @Override
    public void close() throws IOException {
        new ProcessBuilder(tmux, "-S", socket, "kill-server").start().onExit().join();
    }
}
