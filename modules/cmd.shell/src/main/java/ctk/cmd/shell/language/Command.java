package ctk.cmd.shell.language;

import ctk.core.linux.ByteString;

import java.util.List;

/**
 * A command with what belongs to it.
 *
 * @param assignments {@code NAME=value} in front
 * @param words its name and arguments; may be empty
 * @param redirections in their order
 * @param line number of the line that it starts on
 */
public record Command(
        List<Assignment> assignments, List<Word> words, List<Redirection> redirections, int line) {

    /** A variable, and what it becomes. */
    public record Assignment(ByteString name, Word value) {}
}
