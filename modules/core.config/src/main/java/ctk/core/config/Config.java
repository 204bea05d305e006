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

    /**
     * Return {@code user} with its variables expanded.
     *
     * @return empty only if a file says so; null if none says
     * @throws ConfigException if a variable is not set, or nothing is left of its user part
     */
    public @Nullable String user(Expander.Lookup lookup) throws ConfigException {
        if (user == null || !(user.value() instanceof Value.Text text)) {
            return null;
        }
        String expanded;
        try {
            expanded = Expander.expand(text.text(), lookup, false);
        } catch (ConfigException e) {
            throw new ConfigException(user.at() + ": user: " + e.getMessage(), e.hint());
        }
        boolean isEmpty = expanded.isEmpty() ? !text.text().isEmpty() : expanded.charAt(0) == ':';
        if (isEmpty) {
            throw new ConfigException(user.at() + ": user is empty", "is a variable unset?");
        }
        return expanded;
    }
}
