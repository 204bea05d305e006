package ctk.core.config;

/**
 * Where something stands.
 *
 * @param file its path, fit for one line of a message
 * @param line from 1
 * @param column from 1, in characters (Unicode code points)
 */
public record Position(String file, int line, int column) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
