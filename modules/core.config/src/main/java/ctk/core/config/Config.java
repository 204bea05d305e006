package ctk.core.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What all files of the configuration say together.
 *
 * @param user its value is a {@link Value.Text}; null: no file says
 * @param run the keys of {@code [run]}, each once
 * @param steps the {@code [[step]]} tables in their order, each with a {@code use} that is a {@link
 *     Value.Text} and not empty
 * @param files that were read, in that order, fit for one line of a message
 * @param replaced which values a later file replaced, a line for each: {@code
 *     /etc/ctk/conf.d/10-app.toml:1:1 replaces user of /etc/ctk/ctk.toml:1:1}
 */
public record Config(
        @Nullable Entry user,
        List<Entry> run,
        List<Table> steps,
        List<String> files,
        List<String> replaced) {

    /** No file. */
    public static final Config EMPTY = new Config(null, List.of(), List.of(), List.of(), List.of());
}
