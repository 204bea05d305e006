package ctk.core.volumes;

import org.jspecify.annotations.Nullable;

/**
 * What is to be true of each file afterwards.
 *
 * @param owner who owns it; neither id is ANY
 * @param from change it only if it is theirs now
 * @param mode what to make of its permissions, or null to leave them
 * @param keepSpecial put set-user-ID and set-group-ID bits and file capabilities back, which the
 *     kernel takes from a file that gets another owner (chown(2), capabilities(7)); of a file that
 *     was not root's and becomes root's, no bits
 */
public record Change(Owner owner, Owner from, @Nullable ModeChange mode, boolean keepSpecial) {

    /** Refuse an owner that leaves something open with IllegalArgumentException. */
    public Change {
        if (owner.uid() == Owner.ANY || owner.gid() == Owner.ANY) {
            throw new IllegalArgumentException(
                    "an id is not given: " + owner.uid() + ":" + owner.gid());
        }
    }
}
