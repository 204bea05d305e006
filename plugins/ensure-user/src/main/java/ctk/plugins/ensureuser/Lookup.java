package ctk.plugins.ensureuser;

import org.jspecify.annotations.Nullable;

/**
 * What a file says of a name and an id.
 *
 * @param own the first line of that name
 * @param holder the first line that gives the id to another name
 */
record Lookup(@Nullable Line own, @Nullable Line holder) {

    /**
     * Look through a file once.
     *
     * @param id 0 to 4294967294, or -1 for none
     */
    static Lookup of(byte[] content, byte[] name, long id) {
        Line own = null;
        Line holder = null;
        Lines lines = new Lines(content);
        Line line = lines.line;
        while ((own == null || (holder == null && id >= 0)) && lines.next()) {
            if (line.isNamed(name)) {
                if (own == null) {
                    own = line.copy();
                }
            } else if (id >= 0
                    && holder == null
                    && !line.isNoEntry()
                    && line.idOrNone(Line.ID) == id) {
                holder = line.copy();
            }
        }
        return new Lookup(own, holder);
    }
}
