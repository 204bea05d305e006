package ctk.core.volumes;

import ctk.core.linux.ByteString;

/** Is told what would be changed, by several threads. */
public interface DryRun {

    /**
     * A file would be changed.
     *
     * @param path of it
     * @param before the owner it has
     * @param mode the permissions it has
     * @param newMode the permissions it would have, the same if they stay
     */
    void wouldChange(ByteString path, Owner before, int mode, int newMode);
}
