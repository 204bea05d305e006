package ctk.cmd.shell.running;

import ctk.cmd.shell.builtin.Builtin;
import ctk.core.linux.ByteString;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Finds out what a name means. */
public interface Resolver {

    /** Return the built-in of this name, or null. */
    @Nullable Builtin builtin(ByteString name);

    /**
     * Return the program and its arguments that words mean: those of ctk's own commands, else the
     * words themselves.
     */
    List<ByteString> program(List<ByteString> words);

    /** Return why there is no such command though sh has it, or null. */
    @Nullable String refusal(ByteString name);
}
