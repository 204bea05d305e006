package ctk.plugins.ensureuser;

import ctk.core.setup.SetupException;
import ctk.core.setup.Text;

import org.jspecify.annotations.Nullable;

/**
 * What may be done about ids that are in the way.
 *
 * @param renumbers whether an entry that is there may get another id
 * @param shares whether an id that another name has may be given, as by useradd -o
 */
record Rules(boolean renumbers, boolean shares) {

    /** Refuse an id that another name has. */
    void requireFree(String file, String who, String id, @Nullable Line holder)
            throws SetupException {
        if (holder == null || shares) {
            return;
        }
        throw new SetupException(
                "cannot give "
                        + who
                        + " the "
                        + id
                        + ": "
                        + Text.quote(holder.text(0))
                        + " has it (line "
                        + holder.number
                        + " of "
                        + file
                        + ")",
                "on-conflict = \"share\" lets both have it");
    }

    /**
     * Refuse that an entry gets another id.
     *
     * @param isAsked whether the id was asked for; if not, the entry had it while planning
     */
    void requireRenumber(String file, String who, String oldId, long id, Line own, boolean isAsked)
            throws SetupException {
        if (renumbers && isAsked) {
            return;
        }
        throw new SetupException(
                who
                        + " has "
                        + oldId
                        + ", not "
                        + id
                        + " (line "
                        + own.number
                        + " of "
                        + file
                        + ")",
                isAsked
                        ? "renumber = true lets it be changed"
                        : "somebody changed it meanwhile: start again");
    }
}
