package ctk.cmd.shell.language;

import java.util.List;

/**
 * Commands, each of which reads what the one before it writes.
 *
 * @param isNegated whether {@code !} stands in front
 * @param commands at least one
 */
public record Pipeline(boolean isNegated, List<Command> commands) {}
