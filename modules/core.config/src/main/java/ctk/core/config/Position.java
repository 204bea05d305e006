package ctk.core.config;

/**
 * Where something stands.
 *
 * @param file its path, fit for one line of a message; or an option of the command line
 * @param line from 1; 0 on the command line
 * @param column from 1, in characters (Unicode code points)
 */
public record Position(String file, int line, int column) {

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
