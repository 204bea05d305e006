package ctk.core.cli;

import ctk.core.linux.ByteString;

import java.io.OutputStream;

/**
 * One call of a command.
 *
 * @param arguments all of argv, the program's name first
 * @param first index of the first argument that is the command's own
 * @param out where the answer goes
 * @param err where everything else goes
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, compared never
public record Invocation(ByteString[] arguments, int first, OutputStream out, OutputStream err) {}
