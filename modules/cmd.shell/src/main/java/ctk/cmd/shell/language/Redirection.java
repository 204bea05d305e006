package ctk.cmd.shell.language;

/**
 * A redirection of a standard stream.
 *
 * @param stream 0, 1 or 2
 * @param kind how
 * @param target the file, or for {@link Kind#COPY} the digit of the other stream
 */
public record Redirection(int stream, Kind kind, Word target) {

    /** What is done with the target. */
    public enum Kind {
        /** Read from it. */
        READ,
        /** Empty and write it. */
        WRITE,
        /** Write behind what is in it. */
        APPEND,
        /** Read and write it. */
        READ_WRITE,
        /** Be the same as another stream. */
        COPY
    }
}
