package ctk.core.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A table, such as one {@code [[step]]}.
 *
 * @param at where it starts
 * @param entries in the order of the file
 */
public record Table(Position at, List<Entry> entries) {

    /** Return the entry of that key, or null. */
    public @Nullable Entry find(String key) {
        for (Entry entry : entries) {
            if (entry.key().equals(key)) {
                return entry;
            }
        }
        return null;
    }
}
