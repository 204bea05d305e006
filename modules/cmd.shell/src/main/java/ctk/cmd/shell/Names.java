package ctk.cmd.shell;

import ctk.cmd.shell.builtin.Builtin;
import ctk.cmd.shell.running.Resolver;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** What names mean: first the built-ins, then the commands of ctk, then programs. */
final class Names implements Resolver {

    /** What sh has as built-ins that change how it goes on. */
    private static final Set<String> OF_SH =
            Set.of(
                    ".",
                    ":",
                    "alias",
                    "break",
                    "command",
                    "continue",
                    "eval",
                    "exec",
                    "getopts",
                    "let",
                    "local",
                    "read",
                    "readonly",
                    "return",
                    "shift",
                    "source",
                    "times",
                    "trap",
                    "type",
                    "ulimit",
                    "umask",
                    "unalias",
                    "wait");

    @Override
    public @Nullable Builtin builtin(ByteString name) {
        return Builtins.find(name);
    }

    @Override
    public List<ByteString> program(List<ByteString> words) {
        List<ByteString> ctk = CtkCommands.program(words);
        return ctk == null ? words : ctk;
    }

    @Override
    public @Nullable String refusal(ByteString name) {
        return OF_SH.contains(name.toString())
                ? name.quoted() + " is not known to ctk shell, which differs from sh there"
                : null;
    }
}
