package ctk.plugins.ensureuser;

import ctk.core.setup.SetupException;

import org.jspecify.annotations.Nullable;

/** A function from the content of a file to the content that it is to have. */
interface Edit {

    /**
     * Return the new content, or null if nothing is to be changed.
     *
     * @throws SetupException if the content does not allow it
     */
    byte @Nullable [] apply(byte[] content) throws SetupException;
}
