package ctk.core.cli;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * All that is known of a command's line: read by {@link ArgumentReader} on the path that runs, and
 * by {@link Model} for help, suggestions and documents.
 *
 * @param command as the user types it: {@code ctk run}
 * @param summary one line
 * @param synopsis the forms of the line, without the command
 * @param options in the order of the help
 * @param footer lines below the options
 */
public record OptionTable(
        String command,
        String summary,
        List<String> synopsis,
        List<Option> options,
        List<String> footer) {

    /** Return the option of that name with its hyphens, or null. */
    public @Nullable Option find(String name) {
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).name().equals(name)) {
                return options.get(i);
            }
        }
        return null;
    }
}
