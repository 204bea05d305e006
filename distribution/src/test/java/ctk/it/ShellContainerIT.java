package ctk.it;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** {@code ctk shell} in a container with nothing else in it. Needs root and runc. */
class ShellContainerIT {

    private static Root root() throws Exception {
        return Root.create().write("etc/note", "\033]0;title\007a note\n");
    }

    @ParameterizedTest
    @CsvSource({"0, '/ #', xterm", "65534, '/ $', xterm", "1234, '/ $', dumb"})
    void isPid1OnATerminal(int uid, String prompt, String terminal) throws Exception {
        try (BareContainer container = BareContainer.of(root(), uid, terminal);
                Tmux tmux = container.start(80, 24)) {
            tmux.awaitLast(prompt);
            tmux.line("echo pid $$ && whoami | grep uid");
            tmux.await("pid 1\n");
            tmux.awaitLast(prompt);
            tmux.line("cat /etc/no\t| head -n 1");
            tmux.await("\\x1b]0;title\\x07a note\n");
            tmux.line("mkdir /tmp");
            tmux.await("mkdir: cannot make directory '/tmp': read-only file system");
            tmux.type("echo not this");
            tmux.press("C-c");
            tmux.awaitLast(prompt);
            tmux.line("exit 7");
            tmux.await("exit code 7");
            assertFalse(tmux.screen().contains("\nnot this"), tmux.screen());
        }
    }

    @Test
    void runsByExecBesidePid1() throws Exception {
        try (BareContainer container = BareContainer.of(root(), 0, "xterm");
                Tmux first = container.start(80, 24)) {
            first.awaitLast("/ #");
            for (String user : List.of("--user 0", "--user 1234:5678")) {
                try (Tmux second = container.exec(80, 24, user)) {
                    second.awaitLast(user.endsWith(" 0") ? "/ #" : "/ $");
                    second.line("ps");
                    second.await("/opt/ctk/bin/ctk shell");
                    second.press("C-d");
                    second.await("exit code 0");
                }
            }
            first.line("exit");
            first.await("exit code 0");
        }
    }

    @Test
    void looksSo() throws Exception {
        Root root = root().makeDirectory("data").write("data/small", "x".repeat(10));
        root.write("data/big", "x".repeat(3_000_000)).write("data/we\033[2Jird", "");
        String links = "cd \"$0/data\" && ln -s big link && chmod 4750 small && chown 1:65534 big";
        String dates = links + " && touch -hd '2026-01-02 03:04:05Z' * . ..";
        Run.of(List.of("sh", "-c", dates, root.directory.toString())).expect(0);
        try (BareContainer container = BareContainer.of(root, 0, "xterm");
                Tmux tmux = container.start(80, 50)) {
            tmux.awaitLast("/ #");
            tmux.press("C-l");
            tmux.line("cd /data && ls -la");
            tmux.awaitLast("/data #");
            Golden.check("shell-ls.screen", tmux.screen());
            tmux.press("C-l");
            tmux.line("ps");
            tmux.await("shell\n");
            tmux.awaitLast("/data #");
            String memory = "\\d+  \\d+M  S"; // and threads
            Golden.check("shell-ps.screen", tmux.screen().replaceAll(memory, "NN  NNM  S"));
            tmux.press("C-l");
            tmux.line("whoami");
            tmux.await("! unusual");
            tmux.awaitLast("/data #");
            String ofKernel = "(?m)^. (seccomp|security label|user namespace|tty injection).*\\n";
            Golden.check("shell-whoami.screen", tmux.screen().replaceAll(ofKernel, ""));
        }
    }
}
